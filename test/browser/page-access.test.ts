import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBytes } from '../../src/base/bytes.ts';
import { writePlanPage } from '../../src/page/write-page.ts';
import { compress } from '../../src/ports/compress.ts';
import { sha256 } from '../../src/ports/sha256.ts';
import { runCommand } from '../harness.ts';
import { sampleDocument } from '../page/sample-document.ts';
import { type Browser, type BrowserPage, launch, missing, openPage } from './chromium.ts';

/** Two machines, rules that the plan breaks, a plan before, and services whose names are no ASCII. */
const models = {
  's.nix':
    'rec { web = { name = "web"; memory = 2; group = "Shop/Front"; dependsOn = { inherit db; }; }; db = { name = "db"; memory = 3; stateful = true; group = "Shop"; }; "log-é" = { name = "log"; memory = 1; dependsOn = { inherit web; }; }; }',
  'i.nix':
    '{ a = { properties = { hostname = "größe.example"; memory = 5; zone = "zöne"; }; containers."prozess-ü" = { }; }; b.properties = { memory = 8; zone = "z2"; }; }',
  'plan.json':
    '{ "distribution": { "web": ["a"], "db": ["a"], "log-é": ["b"] }, "objectives": [ { "measures": { "links": 1 }, "value": 1, "bound": 1, "proved": true } ] }',
  'old.nix': '{ web = [ "a" ]; db = [ "b" ]; "log-é" = [ "b" ]; }',
  'p.nix': '{ capacities.memory = { }; rules = [ { name = "apart"; apart = [ "web" "db" ]; } ]; }',
};

/** Elements that are seen and pressed, and are too small for a finger, or not in the picture's width. */
const findSmall = `[...document.querySelectorAll('button, select, input, summary')].flatMap(one => {
  if (one.closest('.overlay')) return [];
  const { width, height } = (one.type === 'checkbox' ? one.closest('label') : one).getBoundingClientRect();
  const isSeen = width > 0 && height > 0 && getComputedStyle(one).visibility === 'visible';
  return isSeen && (width < 43.5 || height < 43.5) ? [one.outerHTML + ' ' + width + ' x ' + height] : [];
})`;

describe.skipIf(missing.length > 0)('a page can be used', () => {
  let browser: Browser;
  let whole = '';

  beforeAll(async () => {
    browser = await launch();
    const words = ['-s', 's.nix', '-i', 'i.nix', '-d', 'plan.json', '--previous', 'old.nix', '--policy', 'p.nix'];
    const run = await runCommand('page', models, [...words, '--title', 'Größen', '--with-planner']);
    if (run.exitCode !== 0) throw new Error(run.stderr);
    whole = toBytes(run.stdout);
  });

  afterAll(async () => {
    await browser.close();
  });

  async function open(hash: string, options: object = {}, html = whole): Promise<BrowserPage> {
    const { page } = await openPage(browser, html, options, hash);
    await page.locator('header').waitFor();
    return page;
  }

  const focused = (page: BrowserPage): Promise<string> =>
    page.evaluate<string>(
      "document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent || document.activeElement?.id || ''",
    );

  /** Goes on with Tab until what has the focus is called so. */
  async function tabTo(page: BrowserPage, name: RegExp): Promise<void> {
    for (let step = 0; step < 60; step++) {
      if (name.test(await focused(page))) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not reach ${name}`);
  }

  it.each([320, 390])('on a phone %i px wide, in each view: by fingers, without going sideways', async width => {
    const page = await open('#service=web', { viewport: { width, height: 740 } });
    for (const view of ['map', 'near', 'matrix', 'table']) {
      expect(await page.locator(`.${view}`).count()).toBe(1);
      expect([view, await page.evaluate<number>('document.documentElement.scrollWidth')]).toEqual([view, width]);
      expect(await page.evaluate<string[]>(findSmall)).toEqual([]);
      expect(await page.evaluate<number>("document.querySelector('header').offsetHeight")).toBeLessThanOrEqual(110);
      if (view !== 'table') await page.keyboard.press('v');
    }
    await page.locator('summary >> nth=0').click();
    await page.getByRole('button', { name: 'Pin here' }).click();
    expect(await page.evaluate<string[]>(findSmall)).toEqual([]);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width);
    await page.close();
  });

  it('at 200 % of its size, and where nothing may move', async () => {
    const options = { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2, reducedMotion: 'reduce' };
    const page = await open('#service=web', options);
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(720);
    for (const part of ['canvas', 'aside h2', 'header summary', '#find'])
      expect([part, await page.locator(part).first().isVisible()]).toEqual([part, true]);
    const moving =
      "[...document.querySelectorAll('*')].filter(one => getComputedStyle(one).transitionDuration !== '0s' || getComputedStyle(one).animationName !== 'none').length";
    expect(await page.evaluate<number>(moving)).toBe(0);
    await page.close();
  });

  it('by the keyboard alone: find, open, compare, move, plan anew, undo', async () => {
    const page = await open('');
    await page.keyboard.press('/');
    await page.keyboard.type('web');
    await page.keyboard.press('Enter');
    expect(await page.locator('aside h2').innerText()).toBe('web');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.locator('aside').count()).toBe(0);
    await tabTo(page, /^a: 2 services/);
    await page.keyboard.press('Enter');
    expect(await page.locator('aside h2').innerText()).toBe('a');
    await tabTo(page, /^web$/);
    await page.keyboard.press('Enter');
    expect(await page.locator('aside h2').innerText()).toBe('web');
    await page.keyboard.press('d');
    expect(await page.evaluate<string>('location.hash')).toContain('shown=diff');
    await page.keyboard.press('d');
    await page.keyboard.press('m');
    expect(await focused(page)).toBe('move to b');
    await page.keyboard.press('Enter');
    expect(await page.locator('.what-if ol').innerText()).toContain('move web from a to b');
    // The plan moved a service with data; what is tried out does not, and keeps the policy.
    await page.locator('.what-if p:has-text("The policy is kept.")').waitFor();
    await tabTo(page, /^Plan anew$/);
    await page.keyboard.press('Enter');
    await page.locator('.what-if p:has-text("Planned anew")').waitFor();
    await tabTo(page, /^Undo: move web/);
    await page.keyboard.press('Enter');
    expect(await page.locator('.what-if').count()).toBe(0);
    await page.close();
  });

  it('by ear: machines are called by their loads and links, and what is chosen and planned is told', async () => {
    const page = await open('');
    const names = await page.evaluate<string[]>(
      "[...document.querySelectorAll('.overlay button')].map(one => one.getAttribute('aria-label'))",
    );
    expect(names).toEqual([
      'a: 2 services, memory 100 %, links of weight 1 leave',
      'b: 1 service, memory 13 %, links of weight 1 leave',
    ]);
    await page.keyboard.press('/');
    await page.keyboard.type('db');
    await page.keyboard.press('Enter');
    expect(await page.locator('p[role=status].unseen').innerText()).toBe('service db');
    await page.close();
  });

  it('names that are no ASCII are what they are in the title, and of zones, hosts, containers and services', async () => {
    // What is written on the canvas is kept, too.
    const kept =
      'const texts = []; const write = CanvasRenderingContext2D.prototype.fillText; CanvasRenderingContext2D.prototype.fillText = function (text, ...place) { texts.push(text); write.call(this, text, ...place); }; globalThis.texts = texts;';
    const watched = whole
      .replace('<script>', () => `<script>${kept}</script><script>`)
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
    const page = await open('#machine=a', {}, watched);
    await page.locator('canvas[data-drawn]').waitFor();
    expect(await page.evaluate<string[]>('texts')).toEqual(expect.arrayContaining(['zöne', 'a', 'log-é']));
    expect(await page.locator('h1').innerText()).toBe('Größen');
    expect(await page.locator('aside').innerText()).toMatch(/größe\.example[\s\S]*Containers: prozess-ü/);
    await page.close();
  });

  it('of a large plan the map shows what a link asks for, at the scale that it has without the panel', async () => {
    const html = writePlanPage(sampleDocument(3, { services: 600, machines: 90 }), undefined, { compress, sha256 });
    const scaleOf = (page: BrowserPage) =>
      page.evaluate<string>("/scale\\([^)]*\\)/.exec(document.querySelector('.overlay').style.transform)?.[0]");
    const page = await open('#machine=m89', {}, html);
    // The buttons of many machines come after the first picture, and the map goes there once it knows its size.
    const readBox = () =>
      page.evaluate<{ left: number; right: number; top: number; bottom: number; width: number }>(
        'document.querySelector(\'.overlay button[aria-label^="m89:"]\')?.getBoundingClientRect().toJSON() ?? {}',
      );
    const isInSight = async (): Promise<boolean> => {
      const { left, right, top, bottom, width } = await readBox();
      return left >= 0 && top >= 0 && right <= 1440 - 380 && bottom <= 900 && width > 40;
    };
    await expect.poll(isInSight, { timeout: 20_000 }).toBe(true);
    const scale = await scaleOf(page);
    await page.keyboard.press('Escape');
    expect(await page.locator('aside').count()).toBe(0);
    expect(await scaleOf(page)).toBe(scale);
    await page.close();
  });

  it('has no fault that axe finds in a menu, dialogs, broken rules, links, no plan, and a failed one', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const page = await open('#machine=a', { bypassCSP: true, colorScheme: 'dark' });
    await page.addScriptTag({ content: axe });
    const check = async (state: string): Promise<void> => {
      const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
        'axe.run().then(({ violations }) => violations)',
      );
      expect([state, ...found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)]).toEqual([state]);
    };
    await page.locator('header summary').click();
    await check('the menu');
    await page.locator('header summary').click();
    await page.locator('.figures button').click();
    await check('the proof');
    await page.keyboard.press('Escape');
    await page.locator('aside .number .link').first().click();
    expect(await page.locator('aside .kind').innerText()).toBe('links');
    await check('links between two machines');
    await page.locator('.overlay button >> nth=1').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Drain', exact: true }).click();
    await page.locator('.what-if .broken .alarm, .what-if p:has-text("kept")').first().waitFor();
    await check('what is broken');
    await page.getByRole('button', { name: 'Plan anew' }).click();
    await page.locator('.what-if > .alarm').waitFor();
    await check('no plan');
    await page.close();
  });
});
