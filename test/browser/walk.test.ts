import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBytes } from '../../src/base/bytes.ts';
import { runCommand } from '../harness.ts';
import { type Browser, type BrowserPage, launch, missing, openPage } from './chromium.ts';

const require = createRequire(import.meta.url);

/** The walk of so many services in a row. */
async function walkOf(count: number): Promise<string> {
  const names = Array.from({ length: count }, (_, i) => `service${i}`);
  const targets = Array.from({ length: Math.max(3, count / 10) }, (_, i) => `machine${i}`);
  const needs = (i: number): string => names.slice(Math.max(0, i - 2), i).join(' ');
  const lines = names.map(
    (name, i) => `${name} = { name = "${name}"; type = "process"; dependsOn = { inherit ${needs(i)}; }; };`,
  );
  const lists = names.map(
    (name, i) => `${name} = [ ${[0, 1, 2].map(j => `"${targets[(i + j) % targets.length]}"`).join(' ')} ];`,
  );
  const run = await runCommand(
    'walk',
    {
      's.nix': `rec { ${lines.join('\n')} }`,
      'i.nix': `{ ${targets.map(name => `${name}.containers.process = { };`).join(' ')} }`,
      'd.nix': `{ ${lists.join(' ')} }`,
    },
    ['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix'],
  );
  if (run.exitCode !== 0) throw new Error(run.stderr);
  return toBytes(run.stdout);
}

describe.skipIf(missing.length > 0).each([12, 500])('the walk in a browser, %i services', n => {
  let browser: Browser;
  let page: BrowserPage;
  let faults: readonly string[];

  beforeAll(async () => {
    browser = await launch();
    ({ page, faults } = await openPage(browser, await walkOf(n), { bypassCSP: true }));
    await page.locator('.chapter').waitFor();
  });

  afterAll(async () => {
    await browser.close();
  });

  const chapter = (name: RegExp): Promise<void> => page.locator('.chapter nav').getByRole('button', { name }).click();

  it('has a chapter for each step, from the models to the plans', async () => {
    for (const title of [
      'Services',
      'Infrastructure',
      'Candidates',
      'The problem',
      'The reliable plan',
      'The fragile plan',
    ]) {
      await chapter(new RegExp(title));
      expect(await page.locator('.chapter h2').innerText()).toContain(title);
    }
    expect(await page.evaluate<string>('location.hash')).toContain('chapter=fragile');
  });

  it('draws what can be read, and its nodes tell about what they stand for; of more it says where that is shown', async () => {
    await chapter(/Services/);
    if (n > 100) {
      expect(await page.locator('.picture').count()).toBe(0);
      expect(await page.locator('.chapter').innerText()).toContain(
        'too many for a drawing; the map and the tables show it',
      );
    } else {
      await page.locator('.picture .node[role=button]').first().focus();
      await page.keyboard.press('Enter');
      expect(await page.locator('aside h2').innerText()).toMatch(/^service\d+$/);
      await page.keyboard.press('Escape');
    }
  });

  it('steps through what the solvers did, by button and by key, and lights it', async () => {
    await chapter(/The problem/);
    const steps = page.locator('.steps >> nth=0');
    await steps.getByRole('button', { name: 'Next' }).click();
    await steps.getByRole('button', { name: 'Next' }).click();
    expect(await steps.locator('output').innerText()).toMatch(/^Step 2 of \d+$/);
    expect(await steps.locator('li.now').innerText()).toMatch(/^Isolate machine/);
    if (n < 100) expect(await page.locator('.picture .node.now').count()).toBeGreaterThan(0);
    await steps.locator('ol').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await steps.locator('output').innerText()).toMatch(/^Step 1 of \d+$/);
    const other = page.locator('.steps >> nth=1');
    await other.getByRole('button', { name: 'Next' }).click();
    expect(await steps.locator('output').innerText()).toMatch(/^\d+ steps$/);
    await other.getByRole('button', { name: 'Show all' }).click();
    expect(await page.locator('li.now, .node.now').count()).toBe(0);
  });

  it('finds what is searched for in tables', async () => {
    await chapter(/Candidates/);
    await page.keyboard.press('/');
    await page.keyboard.type('service7');
    expect(await page.locator('.rows caption').innerText()).toContain(n === 12 ? '(1)' : '(11)');
    await page.keyboard.press('Escape');
    expect(await page.locator('.rows caption').innerText()).toContain(`(${n})`);
  });

  it('has room on a small screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it('has no fault that axe finds, and none that the browser told of', async () => {
    await chapter(/The problem/);
    await page.addScriptTag({ content: readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') });
    const violations = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      'axe.run().then(({ violations }) => violations)',
    );
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(faults).toEqual([]);
  });
});
