import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBytes } from '../../src/base/bytes.ts';
import { writePlanPage } from '../../src/page/write-page.ts';
import { compress, readPagePlanner } from '../../src/ports/compress.ts';
import { sha256 } from '../../src/ports/sha256.ts';
import { buildDocument } from '../../src/write/cards/build-document.ts';
import type { PlanDocument } from '../../src/write/cards/plan-document.ts';
import { distribution, servicesModel, targetsWith } from '../graph/models.ts';
import { makeFolder, runIn } from '../harness.ts';
import { sampleDocument } from '../page/sample-document.ts';
import { type Browser, type BrowserPage, launch, missing, openPage } from './chromium.ts';

const require = createRequire(import.meta.url);
const axe = (): string => readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const write = (document: PlanDocument): string => writePlanPage(document, undefined, { compress, sha256 });

/** Three services on two machines, with loads, to be planned anew. */
const models = {
  's.nix':
    'rec { web = { name = "web"; memory = 2; group = "Shop/Front"; dependsOn = { inherit db; }; }; db = { name = "db"; memory = 3; group = "Shop"; }; log = { name = "log"; memory = 1; dependsOn = { inherit web; }; }; }',
  'i.nix': '{ a.properties = { memory = 8; zone = "z1"; }; b.properties = { memory = 8; zone = "z2"; }; }',
  'd.nix': '{ web = [ "a" ]; db = [ "a" ]; log = [ "b" ]; }',
  'p.nix': '{ capacities.memory = { }; rules = [ { apart = [ "web" "log" ]; soft = 1; } ]; }',
};

async function writeModels(...words: readonly string[]): Promise<string> {
  const folder = makeFolder(models);
  try {
    const run = await runIn(folder.path, ['page', '-s', 's.nix', '-i', 'i.nix', ...words]);
    if (run.exitCode !== 0) throw new Error(run.stderr);
    return toBytes(run.stdout);
  } finally {
    folder.remove();
  }
}

describe.skipIf(missing.length > 0)('the page of a plan', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
  });

  async function open(html: string, options: object = {}, hash = '') {
    const opened = await openPage(browser, html, options, hash);
    await opened.page.locator('header').waitFor();
    return opened;
  }

  const textOf = (page: BrowserPage, selector: string): Promise<string> => page.locator(selector).innerText();

  async function violations(
    html: string,
    options: object,
    hash: string,
    act?: (page: BrowserPage) => Promise<unknown>,
  ) {
    const { page, faults } = await open(html, { bypassCSP: true, ...options }, hash);
    await act?.(page);
    await page.addScriptTag({ content: axe() });
    const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      'axe.run().then(({ violations }) => violations)',
    );
    await page.close();
    return [...found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`), ...faults];
  }

  const document = sampleDocument(11, { services: 60, machines: 12 });

  it.each([
    ['map', '', 'light'],
    ['by group', '#lens=group', 'dark'],
    ['a service', '#service=s5', 'light'],
    ['a machine', '#machine=m3', 'dark'],
    ['a group', '#group=g1/u1', 'light'],
    ['near', '#view=near&service=s5', 'dark'],
    ['near, of nothing', '#view=near', 'light'],
    ['matrix', '#view=matrix', 'dark'],
    ['table', '#view=table', 'light'],
    ['diff', '#shown=diff', 'dark'],
  ])('has no fault that axe finds: %s', async (_, hash, colorScheme) => {
    expect(await violations(write(document), { colorScheme }, hash)).toEqual([]);
  });

  it('has none on a phone, with edits, in the help, and with nothing found; and no need to scroll sideways', async () => {
    const viewport = { width: 320, height: 700 };
    const edit = (page: BrowserPage) => page.getByRole('button', { name: 'Pin here' }).click();
    expect(await violations(write(document), { viewport }, '#service=s5', edit)).toEqual([]);
    expect(await violations(write(document), {}, '', page => page.keyboard.press('?'))).toEqual([]);
    const search = async (page: BrowserPage): Promise<void> => {
      await page.keyboard.press('/');
      await page.keyboard.type('no such name');
      expect(await textOf(page, 'search output')).toBe('nothing has this name');
    };
    expect(await violations(write(document), {}, '', search)).toEqual([]);
    const { page } = await open(write(document), { viewport }, '#service=s5');
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(320);
    // A panel and what is tried out have not both room: one line of it, which closes the panel.
    await page.getByRole('button', { name: 'Pin here' }).click();
    const high = await page.evaluate<number>("document.querySelector('.what-if').offsetHeight");
    expect(high).toBeLessThan(70);
    await page.getByRole('button', { name: '1 change: what they cost' }).click();
    expect(await page.locator('aside').count()).toBe(0);
    expect(await textOf(page, '.what-if')).toContain('As it stands');
    await page.close();
  });

  it('is found through, opened, compared, moved and undone by the keyboard alone', async () => {
    const { page, faults } = await open(write(document));
    await page.keyboard.press('/');
    await page.keyboard.type('s1');
    expect(await textOf(page, 'search output')).toMatch(/^1 of \d+$/);
    await page.keyboard.press('Enter');
    expect(await textOf(page, 'aside h2')).toBe('s1');
    expect(await textOf(page, 'aside')).toContain('Why here');
    await page.locator('aside [data-move]').first().focus();
    await page.keyboard.press('Enter');
    expect(await textOf(page, '.what-if ol')).toMatch(/^move s1 from m\d+ to m\d+/);
    await page.locator('.what-if li button').focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.what-if').count()).toBe(0);
    await page.locator('h1').click();
    for (const view of ['near', 'matrix', 'table', 'map']) {
      await page.keyboard.press('v');
      expect(await page.locator(`.${view}`).count()).toBe(1);
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.locator('aside').count()).toBe(0);
    await page.locator('.overlay button').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await textOf(page, 'aside .kind')).toMatch(/^machine in z\d$/);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows its figures, and what a click on the map is about', async () => {
    const { page } = await open(await writeModels('-d', 'd.nix', '--policy', 'p.nix'));
    expect(await textOf(page, '.figures')).toMatch(
      /3 services\s+2\/2 machines\s+1 of 2 link weight crosses\s+0 overloaded/,
    );
    const spot = await page.evaluate<{ x: number; y: number }>(
      "(({ x, y, width }) => ({ x: x + width / 2, y: y + 8 }))(document.querySelector('.overlay button').getBoundingClientRect())",
    );
    await page.mouse.click(spot.x, spot.y);
    expect(await textOf(page, 'aside h2')).toBe('a');
    expect(await textOf(page, 'aside')).toMatch(/memory: 5 of/);
    expect(await textOf(page, 'aside')).toMatch(/2 services/);
    await page.close();
  });

  it('plans anew in a worker, without a network, and shows what moves', async () => {
    expect(readPagePlanner(), 'npm run build makes it').toBeDefined();
    const { page, faults } = await open(
      await writeModels('-d', 'd.nix', '--policy', 'p.nix', '--with-planner'),
      {},
      '#machine=a',
    );
    await page.getByRole('button', { name: 'Drain', exact: true }).click();
    expect(await textOf(page, '.what-if')).toContain('2 still on drained machines');
    await page.getByRole('button', { name: 'Plan anew' }).click();
    await page.locator('.what-if p:has-text("Planned anew")').waitFor();
    expect(await textOf(page, '.what-if')).toMatch(/link weight 1 \u2192 0 \(\u22121\), 2\s+moved, 0 overloaded/);
    await page.getByRole('button', { name: /^Undo/ }).click();
    expect(await textOf(page, '.figures')).toContain('1 of 2 link weight crosses');
    await page.locator('.overlay button >> nth=1').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Drain', exact: true }).click();
    await page.locator('.overlay button').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Drain', exact: true }).click();
    await page.getByRole('button', { name: 'Plan anew' }).click();
    await page.locator('.what-if .alarm').waitFor();
    expect(await textOf(page, '.what-if .alarm')).toContain('No plan');
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says what is missing: no plan, no capacities, no planner, no links', async () => {
    const { page } = await open(await writeModels());
    expect(await textOf(page, '.hints')).toMatch(/There is no plan/);
    await page.close();
    const { page: bare } = await open(await writeModels('-d', 'd.nix'), {}, '#machine=a');
    expect(await textOf(bare, '.hints')).toContain('No loads are shown');
    await bare.getByRole('button', { name: 'Drain', exact: true }).click();
    expect(await textOf(bare, '.what-if')).toContain('No planner is in this page');
    await bare.close();
  });

  it('takes names of models for text, whatever they are', async () => {
    const odd = [
      '</script><img src=x onerror=alert(1)>',
      '"\'<b>&amp;',
      '\u202eRTL\u0001',
      'x'.repeat(200),
      '__proto__',
      'é',
      '\u00c9\u00c0 \u2192 \u540d',
    ];
    const names = odd.map(toBytes);
    const html = write(
      buildDocument({
        title: names[0] ?? '',
        services: servicesModel(
          names.map((key, i) => [key, { dependsOn: names.slice(0, i), attributes: [['group', key]] }]),
        ),
        infrastructure: targetsWith(names.map(name => [name, [['zone', name]]])),
        weightOf: () => 1,
        plans: [{ title: 'plan', distribution: distribution(names.map((name, i) => [name, [names[i] ?? '']])) }],
      }),
    );
    expect(html).not.toContain('<img');
    for (const view of ['map', 'matrix', 'table', 'near']) {
      const { page, faults } = await open(html, {}, `#view=${view}&service=${encodeURIComponent(odd[1] ?? '')}`);
      expect(await textOf(page, 'h1')).toBe(odd[0]);
      expect(
        await page.evaluate<number>("document.querySelectorAll('#page img, #page b b, #page script').length"),
      ).toBe(0);
      expect(await textOf(page, 'aside h2')).toBe(odd[1]);
      if (view === 'table') {
        const named = await textOf(page, '.table tbody');
        for (const name of odd.slice(4)) expect(named).toContain(name);
      }
      expect(faults).toEqual([]);
      await page.close();
    }
  });

  it('is light, whatever it shows', () => {
    const page = write(sampleDocument(1, { services: 300, machines: 30 }));
    expect(page.length / 1000).toBeLessThan(150);
    expect(page.replace(/<script type="text\/plain" id="document">[^<]*/, '').length / 1000).toBeLessThan(80);
    expect(write(sampleDocument(1, { services: 2000, machines: 100 })).length / 1000).toBeLessThan(250);
  });
});
