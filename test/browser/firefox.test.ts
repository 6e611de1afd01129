import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBytes } from '../../src/base/bytes.ts';
import { makeFolder } from '../built.ts';
import { runCommand } from '../harness.ts';
import { type Firefox, isFirefoxMissing, launchFirefox } from './firefox.ts';

const models = {
  's.nix':
    'rec { web = { name = "web"; memory = 2; dependsOn = { inherit db; }; }; db = { name = "db"; memory = 3; }; log = { name = "log"; memory = 1; dependsOn = { inherit web; }; }; }',
  'i.nix': '{ a.properties = { memory = 8; zone = "z1"; }; b.properties = { memory = 8; zone = "z2"; }; }',
  'd.nix': '{ web = [ "a" ]; db = [ "a" ]; log = [ "b" ]; }',
  'p.nix': '{ capacities.memory = { }; }',
};

describe.skipIf(isFirefoxMissing)('the page of a plan in Firefox, from a folder and without a network', () => {
  const folder = makeFolder();
  let browser: Firefox;

  beforeAll(async () => {
    browser = await launchFirefox();
  });

  afterAll(async () => {
    await browser.close();
    folder.remove();
  });

  it('shows the plan, finds by the keyboard, plans anew in a worker, and asks for nothing', async () => {
    const { stdout } = await runCommand('page', models, [
      ...['-s', 's.nix', '-i', 'i.nix', '-d', 'd.nix', '--policy', 'p.nix', '--with-planner'],
    ]);
    folder.write({ 'page.html': Buffer.from(toBytes(stdout), 'latin1').toString('utf8') });
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', error => faults.push(String(error)));
    page.on('console', message => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('request', request => {
      if (!/^(?:file|blob|data|about|moz-extension):/.test(request.url())) faults.push(`asks for ${request.url()}`);
    });
    await page.setViewport({ width: 1440, height: 900 });
    await page.goto(pathToFileURL(`${folder.path}/page.html`).href);
    await page.waitForSelector('.figures');
    const textOf = (selector: string): Promise<string> =>
      page.evaluate<string>(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? ''`);
    const press = (text: string): Promise<void> =>
      page.evaluate(
        `[...document.querySelectorAll('button')].find(one => one.textContent.trim() === ${JSON.stringify(text)}).click()`,
      );
    expect(await textOf('.figures')).toMatch(/1 of 2 link weight crosses/);
    expect(
      await page.evaluate<number>("Number(document.querySelector('canvas').dataset.drawn)"),
    ).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('/');
    await page.keyboard.type('web');
    await page.keyboard.press('Enter');
    expect(await textOf('aside h2')).toBe('web');
    await page.evaluate('document.activeElement.blur(); location.hash');
    for (const view of ['near', 'matrix', 'table', 'map']) {
      await page.keyboard.press('v');
      await page.waitForSelector(`.${view}`);
    }
    await page.evaluate("document.querySelector('.overlay button').focus()");
    await page.keyboard.press('Enter');
    await press('Drain');
    await press('Plan anew');
    await expect.poll(() => textOf('.what-if'), { timeout: 60_000 }).toContain('Planned anew');
    expect(await textOf('.what-if')).toMatch(/link weight 1 \u2192 0/);
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const found = await page.evaluate<string[]>('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
    expect(found).toEqual([]);
    await page.setViewport({ width: 320, height: 700 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(320);
    expect(faults).toEqual([]);
    await page.close();
  });
});
