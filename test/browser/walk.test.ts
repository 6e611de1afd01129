import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { distribution, infrastructureModel, servicesModel } from '../graph/models.ts';
import { writeWalk } from '../write/html/write-walk.ts';
import { type Browser, type BrowserPage, launch, missing, openPage } from './chromium.ts';

const require = createRequire(import.meta.url);

function walkOf(n: number): string {
  const names = Array.from({ length: n }, (_, i) => `service${i}`);
  const targets = Array.from({ length: Math.max(3, n / 10) }, (_, i) => `machine${i}`);
  const models = {
    services: servicesModel(
      names.map((key, i) => [key, { type: 'process', dependsOn: names.slice(Math.max(0, i - 2), i) }]),
    ),
    infrastructure: infrastructureModel(targets.map(target => [target, ['process']])),
    candidates: distribution(names.map((key, i) => [key, [0, 1, 2].map(j => targets[(i + j) % targets.length] ?? '')])),
  };
  return writeWalk(models, 5);
}

describe.skipIf(missing.length > 0).each([12, 500])('the walk in a browser, %i services', n => {
  let browser: Browser;
  let page: BrowserPage;
  let faults: readonly string[];

  beforeAll(async () => {
    browser = await launch();
    ({ page, faults } = await openPage(browser, walkOf(n), {
      viewport: { width: 1400, height: 1000 },
      bypassCSP: true,
    }));
  });

  afterAll(async () => {
    await browser.close();
  });

  it('finds what is searched for, from the keyboard, and lets go of it again', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('service7');
    const found = await page.locator('#found').innerText();
    expect(found).toBe(n === 12 ? '1 name found' : '11 names found');
    expect(await page.locator('.node.match').count()).toBeGreaterThan(3);
    expect(await page.locator('tr.miss').count()).toBeGreaterThan(n);
    await page.keyboard.press('Escape');
    expect(await page.locator('tr.miss, .node.match').count()).toBe(0);
  });

  it('steps through what the solvers did, by button and by key', async () => {
    for (const [section, number] of [
      ['#cuts', 0],
      ['#fragile', 0],
    ] as const) {
      const steps = page.locator(`${section} .steps >> nth=${number}`);
      await steps.getByRole('button', { name: 'Next' }).click();
      await steps.getByRole('button', { name: 'Next' }).click();
      expect(await steps.locator('output').innerText()).toMatch(/^Step 2 of \d+$/);
      expect(await page.locator(`${section} .node.now`).count()).toBeGreaterThan(0);
      await steps.locator('ol').focus();
      await page.keyboard.press('ArrowLeft');
      expect(await steps.locator('output').innerText()).toMatch(/^Step 1 of \d+$/);
      await steps.getByRole('button', { name: 'Show all' }).click();
      expect(await page.locator(`${section} .node.now`).count()).toBe(0);
    }
  });

  it('steps in one list of a section at a time', async () => {
    const [cuts, expansion] = ['#cuts .steps >> nth=0', '#cuts .steps >> nth=1'].map(one => page.locator(one));
    if (cuts === undefined || expansion === undefined) throw new Error('a list is missing');
    await cuts.getByRole('button', { name: 'Next' }).click();
    await expansion.getByRole('button', { name: 'Next' }).click();
    expect(await expansion.locator('output').innerText()).toMatch(/^Step 1 of \d+$/);
    expect(await cuts.locator('output').innerText()).toMatch(/^\d+ steps$/);
    await expansion.getByRole('button', { name: 'Show all' }).click();
  });

  it('shows a picture that does not fit as small or as large as one likes', async () => {
    const figure = page.locator('#cuts figure');
    const width = () => page.evaluate<number>("document.querySelector('#cuts svg').getBoundingClientRect().width");
    const room = await page.evaluate<number>("document.querySelector('#cuts .picture').clientWidth");
    await figure.getByRole('button', { name: 'Full size' }).click();
    const full = await width();
    expect(await figure.locator('output').innerText()).toBe('100 %');
    await figure.getByRole('button', { name: 'Whole picture' }).click();
    expect(await width()).toBeLessThan(Math.min(full, room));
    await figure.getByRole('button', { name: 'Larger' }).click();
    expect(await width()).toBeGreaterThan(0.02 * full);
  });

  it('has room on a small screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
    await page.setViewportSize({ width: 1400, height: 1000 });
  });

  it('tells about a service on hovering', async () => {
    await page.locator('#services .node').first().hover();
    expect(await page.locator('#hover').innerText()).toMatch(/^service\d+[\s\S]*Type[\s\S]*process/);
  });

  it('has no fault that axe finds, and none that the browser told of', async () => {
    await page.addScriptTag({ content: readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') });
    const violations = await page.evaluate<{ id: string; impact: string }[]>(
      'axe.run().then(({ violations }) => violations)',
    );
    expect(violations.map(({ id, impact }) => `${impact}: ${id}`)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
