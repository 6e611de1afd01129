import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBytes } from '../../src/base/bytes.ts';
import { runCommand } from '../harness.ts';
import { type Browser, type BrowserPage, launch, missing, openPage } from './chromium.ts';

/** Three services, two of which want to be apart, and of which one has data; a full machine, and a larger one. */
const models = {
  's.nix':
    'rec { web = { name = "web"; memory = 2; dependsOn = { inherit db; }; }; db = { name = "db"; memory = 3; stateful = true; }; log = { name = "log"; memory = 1; dependsOn = { inherit web; }; }; }',
  'i.nix': '{ a.properties = { memory = 5; }; b.properties = { memory = 8; }; }',
  'd.nix': '{ web = [ "a" ]; db = [ "a" ]; log = [ "a" ]; }',
  'kept.nix': '{ web = [ "a" ]; db = [ "a" ]; log = [ "b" ]; }',
  'proved.json':
    '{ "distribution": { "web": ["a"], "db": ["b"], "log": ["b"] }, "objectives": [ { "measures": { "links": 1 }, "value": 2, "bound": 1, "proved": false, "boundBy": "weight shares" }, { "measures": { "targets": 1 }, "value": 1, "bound": 1, "proved": true } ] }',
  'p.nix':
    '{ capacities.memory = { }; rules = [ { name = "safe"; apart = [ "web" "log" ]; } { apart = [ "web" "db" ]; soft = 1; } ]; }',
  'ids.nix': '{ ids = { ports = { web = 8080; }; uids = { web = 2000; db = 2001; }; }; }',
  'one.nix': '{ only.properties = { memory = 5; }; }',
  'none.nix': '{ }',
};

/** A page of these models. */
async function write(...words: readonly string[]): Promise<string> {
  const run = await runCommand('page', models, ['-s', 's.nix', ...words]);
  if (run.exitCode !== 0) throw new Error(run.stderr);
  return toBytes(run.stdout);
}

const whole = ['-i', 'i.nix', '-d', 'd.nix', '--policy', 'p.nix'];

describe.skipIf(missing.length > 0)('the states of a page', () => {
  let browser: Browser;
  let page: BrowserPage;

  beforeAll(async () => {
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
  });

  const open = async (html: string, hash = '', options: object = {}): Promise<void> => {
    ({ page } = await openPage(browser, html, options, hash));
    await page.locator('header').waitFor();
  };
  const textOf = (selector: string): Promise<string> => page.locator(selector).innerText();
  const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

  it('more than fits is on a machine: which one, and by how much', async () => {
    await open(await write(...whole), '#machine=a');
    expect(await textOf('.figures')).toContain('1 overloaded');
    expect(await textOf('aside .load')).toMatch(/memory: 6 of[\s\S]*\u25b2 120 %/);
    await open(await write(...whole), '#service=log');
    expect(await textOf('aside')).toContain('\u25b2 memory: 6 is used, there is 5');
    await page.close();
  });

  it('it is told by a sign on the map, at any size, and not by colours alone', async () => {
    await open(await write(...whole));
    const drawn = (): Promise<string[]> =>
      page.evaluate<string[]>(
        "new Promise(done => { const paint = CanvasRenderingContext2D.prototype; const write = paint.fillText; const seen = []; paint.fillText = function (text, ...rest) { seen.push(text); return write.call(this, text, ...rest); }; document.querySelector('.zoom button:nth-child(2)').click(); setTimeout(() => { paint.fillText = write; done(seen); }, 400); })",
      );
    expect((await drawn()).filter(text => text.includes('\u25b2 a'))).not.toEqual([]);
    // A bar of what is overloaded ends in a mark; there is one such machine.
    const marks = await page.evaluate<number>(
      "new Promise(done => { const paint = CanvasRenderingContext2D.prototype; const fill = paint.fillRect; let count = 0; paint.fillRect = function (x, y, width, height) { if (width === 3 && height === 8) count++; return fill.call(this, x, y, width, height); }; document.querySelector('.zoom button:nth-child(2)').click(); setTimeout(() => { paint.fillRect = fill; done(count); }, 400); })",
    );
    expect(marks).toBeGreaterThan(0);
    for (let turn = 0; turn < 7; turn++) await page.getByRole('button', { name: 'Smaller' }).click();
    const far = await drawn();
    expect(far.filter(text => text === '\u25b23')).not.toEqual([]);
    expect(far.filter(text => text === '0')).not.toEqual([]);
    await page.close();
  });

  it('rules and wishes that the plan breaks, and ids, are told of the services that they are about', async () => {
    await open(await write(...whole, '--ids', 'ids.nix'), '#service=web');
    expect(await textOf('aside')).toContain('ports 8080, uids 2000');
    const rules = await textOf('aside .rules');
    expect(rules).toMatch(/rule safe: \u25b2 .*"log".*"web"/);
    expect(rules).toMatch(/wish .*: \u25b2 /);
    await open(await write(...whole, '--ids', 'ids.nix'), '#service=log');
    expect(await textOf('aside .rules')).not.toContain('wish');
    await page.close();
  });

  it('under a policy other places are weighed by it, and what is tried out shows at once what it breaks', async () => {
    await open(await write('-i', 'i.nix', '-d', 'kept.nix', '--policy', 'p.nix', '--with-planner'), '#service=log');
    await page.locator('aside th:has-text("under the policy")').waitFor();
    expect(await textOf('aside tbody')).toMatch(/memory is short by 1[\s\S]*breaks: rule "?safe/);
    await page.getByRole('button', { name: 'move to a', exact: true }).click();
    await page.locator('.what-if .broken .alarm').waitFor();
    expect(await textOf('.what-if .broken')).toMatch(/rule "safe" is broken: "log".*"web" on "a"/);
    expect(await textOf('aside .rules')).toMatch(/rule safe: \u25b2/);
    expect(await textOf('.figures')).toMatch(/demands? broken/);
    await page.getByRole('button', { name: /^Undo/ }).click();
    expect(await textOf('.figures')).not.toMatch(/broken/);
    await page.close();
  });

  it('under a policy without a planner it says how to have its answers', async () => {
    await open(await write('-i', 'i.nix', '-d', 'kept.nix', '--policy', 'p.nix'), '#service=log');
    expect(await textOf('aside')).toContain('write the page with --with-planner');
    await page.close();
  });

  it('what the planner said of a plan is told with it', async () => {
    await open(await write('-i', 'i.nix', '-d', 'proved.json'));
    expect(await textOf('.figures')).toContain('at least 1');
    await press('proof');
    expect(await textOf('dialog[open]')).toMatch(/links 2: no plan has less than 1[\s\S]*targets 1: no plan has less/);
    await page.close();
  });

  it('how far the search for a plan is stands beside Cancel', async () => {
    await open(await write('-i', 'i.nix', '-d', 'kept.nix', '--policy', 'p.nix', '--with-planner'), '#machine=a');
    await press('Drain');
    await page.evaluate(
      "(() => { globalThis.seen = []; new MutationObserver(() => { const one = document.querySelector('.searching'); if (one) seen.push(one.textContent); }).observe(document.body, { subtree: true, childList: true, characterData: true }); })()",
    );
    await press('Plan anew');
    await page.locator('.what-if p:has-text("Planned anew"), .what-if .alarm').first().waitFor();
    expect((await page.evaluate<string[]>('seen')).join('; ')).toMatch(/looking for a plan/);
    await page.close();
  });

  it('no capacities of machines are enough: no plan, said by whom, and the services are lit', async () => {
    await open(await write(...whole, '--with-planner'), '#machine=b');
    await press('Drain');
    await press('Plan anew');
    await page.locator('.what-if .alarm').waitFor();
    expect(await textOf('.what-if .alarm')).toMatch(/\u25b2 No plan: .*(?:memory|safe)/);
    await press('Undo: drain b');
    expect(await page.locator('.what-if').count()).toBe(0);
    await page.close();
  });

  it('planning can be cancelled: then it is as before, and can be begun anew', async () => {
    await open(await write(...whole, '--with-planner'), '#machine=a');
    await press('Drain');
    // Both clicks in one turn: the planner cannot have answered.
    await page.evaluate(
      "(() => { const press = text => [...document.querySelectorAll('.what-if button')].find(one => one.textContent === text).click(); press('Plan anew'); return new Promise(done => requestAnimationFrame(() => { press('Cancel'); done(); })); })()",
    );
    expect(await textOf('.what-if')).toContain('As it stands');
    expect(await page.locator('.figures .busy').count()).toBe(0);
    await page.locator('.what-if label').click();
    await press('Plan anew');
    await page.locator('.what-if p:has-text("Planned anew"), .what-if .alarm').waitFor();
    await page.close();
  });

  it.each([
    ['one machine', ['-i', 'one.nix'], /3 services\s+0\/1 machines/],
    ['no machine', ['-i', 'none.nix'], /3 services\s+0\/0 machines/],
  ])('%s', async (_, words, figures) => {
    for (const view of ['map', 'near', 'matrix', 'table']) {
      await open(await write(...words), `#view=${view}`);
      expect(await textOf('.figures')).toMatch(figures);
      expect(await page.locator(`.${view}`).count()).toBe(1);
      await page.close();
    }
  });

  it('a browser that is too old is told so', async () => {
    const html = await write(...whole);
    // What an old browser lacks is taken away before the script of the page runs.
    const old = html
      .replace('<script>', () => '<script>delete globalThis.DecompressionStream</script><script>')
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
    ({ page } = await openPage(browser, old));
    await page.locator('#page:has-text("Firefox 113")').waitFor();
    expect(await textOf('#page')).toContain('needs Chrome 108, Firefox 113 or Safari 16.4');
    await page.close();
  });

  it('without scripts it says what is needed', async () => {
    ({ page } = await openPage(browser, await write(...whole), { javaScriptEnabled: false }));
    expect(await textOf('noscript')).toContain('dydisnix-visualize-distribution');
    await page.close();
  });

  it('the command that is copied plans what the page shows', async () => {
    const { stdout } = await runCommand('page', { ...models, 'old plan.nix': models['d.nix'] }, [
      ...['-s', 's.nix', '--candidates', 'd.nix', '--previous', 'old plan.nix', ...whole],
      ...['--ids', 'ids.nix'],
    ]);
    await open(toBytes(stdout), '#machine=a');
    await press('Drain');
    await page.evaluate(
      "Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { document.title = text; } } })",
    );
    await press('Copy command');
    expect(await page.evaluate<string>('document.title')).toBe(
      "dydisnix plan -s s.nix -i i.nix -d d.nix --policy p.nix --ids ids.nix --previous 'old plan.nix' --without a",
    );
    await page.close();
  });
});
