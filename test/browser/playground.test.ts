import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../built.ts';
import { type Browser, type BrowserPage, launch, missing } from './chromium.ts';

const axe = (): string => readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const types: { readonly [ending: string]: string } = { html: 'text/html', css: 'text/css', js: 'text/javascript' };

describe.skipIf(missing.length > 0)('the playground', () => {
  const folder = makeFolder();
  let browser: Browser;
  let server: Server;
  let home: string;
  const pictures = process.env['KEEP_PICTURES'] ?? folder.path;

  beforeAll(async () => {
    const run = spawnSync(process.execPath, ['build/site.mjs', folder.path], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    server = createServer(({ url = '' }, response) => {
      // Below a folder, as a site of many is.
      const name = url === '/some/where/' ? 'index.html' : url.replace('/some/where/', '');
      response.setHeader('Content-Type', types[name.split('.').at(-1) ?? ''] ?? 'text/plain');
      response.end(readFileSync(join(folder.path, name)));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    home = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/where/`;
    browser = await launch();
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    folder.remove();
  });

  const pickFirst =
    "(() => { const select = document.querySelector('.examples select'); select.dispatchEvent(new Event('change', { bubbles: true })); })()";

  async function open(hash = '', options: object = {}, awaited = 'header') {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
    const faults: string[] = [];
    page.on('pageerror', error => faults.push(String(error)));
    page.on('console', message => {
      if (message.type?.() === 'error') faults.push(message.text?.() ?? '');
    });
    page.on('request', request => {
      const url = request.url?.() ?? '';
      if (!url.startsWith(home) && !/^(?:blob|data):/.test(url)) faults.push(`asks for ${url}`);
    });
    await page.goto(home + hash);
    await page.locator(awaited).first().waitFor();
    return { page, faults };
  }

  /** Replaces what is in the file that is shown. */
  async function write(page: BrowserPage, text: string): Promise<void> {
    await page.locator('#editor .cm-content').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.evaluate(
      `document.querySelector('#editor').shadowRoot.activeElement && document.execCommand('insertText', false, ${JSON.stringify(text)})`,
    );
  }

  it('plans what is written, underlines what is wrong, and keeps all of it in the link', async () => {
    const files = { 'services.nix': '{ }', 'infrastructure.nix': '{ a = { }; }' };
    const packed = gzipSync(JSON.stringify(files)).toString('base64url');
    const { page, faults } = await open(`#models=${packed}`);
    expect(await page.locator('.figures').innerText()).toContain('0 services');
    await write(page, '{ one = { name = "one"; dependsOn = { }; }; }');
    await page.locator('.figures:has-text("1 service")').waitFor();
    await write(page, '{ one = nobody; }');
    await page.locator('.findings li').first().waitFor();
    expect(await page.locator('.findings').innerText()).toContain("services.nix:1: undefined variable 'nobody'");
    await page.locator('#editor .cm-lintRange-error').waitFor();
    expect(await page.locator('#editor .cm-lintRange-error').innerText()).toBe('nobody');
    expect(await page.locator('.examples [role=status]').innerText()).toBe('the plan is that of earlier models');
    expect(await page.locator('.figures').innerText()).toContain('1 service');
    await write(page, '{ two = { name = "two"; dependsOn = { }; }; three = { name = "x"; dependsOn = { }; }; }');
    await page.locator('.figures:has-text("2 services")').waitFor();
    await expect.poll(() => page.evaluate<string>('location.hash')).toContain('models=');
    const hash = await page.evaluate<string>('location.hash');
    const other = await open(hash);
    await other.page.locator('.figures:has-text("2 services")').waitFor();
    expect([...faults, ...other.faults]).toEqual([]);
    await other.page.close();
    await page.close();
  });

  it.each([
    ['lists', '['.repeat(20_000)],
    ['functions', `${'(x: '.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['calls', '{ a = let f = n: if n == 0 then 0 else 1 + f (n - 1); in f 1000000; }'],
  ])('what is nested too deeply is a finding, and the page goes on: %s', async (_, text) => {
    const files = { 'services.nix': text, 'infrastructure.nix': '{ a = { }; }' };
    const { page, faults } = await open(
      `#models=${gzipSync(JSON.stringify(files)).toString('base64url')}`,
      {},
      '.findings li',
    );
    expect(await page.locator('.findings').innerText()).toContain('too deep for a browser: dydisnix ui plans');
    await page.evaluate(pickFirst);
    await page.locator('.figures:has-text("3 services")').waitFor();
    expect(await page.locator('.findings li').count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('says what to do there, not on a command line, where models say too little', async () => {
    const files = {
      'services.nix': '{ one = { name = "one"; dependsOn = { }; }; }',
      'infrastructure.nix': '{ a = { }; }',
    };
    const { page } = await open(`#models=${gzipSync(JSON.stringify(files)).toString('base64url')}`);
    expect(await page.locator('.hints').innerText()).toContain('capacities in placement.nix give them');
    expect(await page.locator('#page').innerText()).not.toContain('--');
    await page.close();
  });

  it('takes files that are dropped or chosen, beside those that there are', async () => {
    const { page, faults } = await open();
    await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{ one = { name = "one"; dependsOn = { }; }; }'], 'services.nix'));
      dataTransfer.items.add(new File([''], 'distribution.nix'));
      document.querySelector('#page').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    })()`);
    await page.locator('.figures:has-text("1 service")').waitFor();
    await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['{ only = { }; }'], 'infrastructure.nix'));
      const input = document.querySelector('.files input');
      input.files = dataTransfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    })()`);
    await page.locator('.figures:has-text("1/1")').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('has examples, all of which are planned, also what is tried out in them', async () => {
    const { page, faults } = await open();
    const titles = await page.evaluate<string[]>(
      "[...document.querySelectorAll('.examples option')].map(option => option.textContent)",
    );
    expect(titles.length).toBeGreaterThan(5);
    for (const title of titles) {
      await page.evaluate(
        `(() => { const select = document.querySelector('.examples select'); select.value = ${JSON.stringify(title)}; select.dispatchEvent(new Event('change', { bubbles: true })); })()`,
      );
      await page.locator('.examples [role=status]:text-is("")').waitFor({ state: 'attached' });
      expect([title, await page.locator('.findings li').count()]).toEqual([title, 0]);
      expect(await page.locator('.figures').innerText()).toMatch(/[1-9]\d*\/\d+ machines/);
    }
    await page.locator('.overlay button').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Drain', exact: true }).click();
    await page.getByRole('button', { name: 'Plan anew' }).click();
    await page.locator('.what-if p:has-text("Planned anew"), .what-if .alarm').waitFor();
    expect(faults).toEqual([]);
    await page.screenshot({ path: `${pictures}/playground.png` });
    await page.close();
  });

  it.each([
    ['light', { width: 1440, height: 900 }],
    ['dark', { width: 1440, height: 900 }],
    ['light', { width: 360, height: 740 }],
  ])('has no fault that axe finds: %s, %o', async (colorScheme, viewport) => {
    const { page } = await open('', { colorScheme, viewport, bypassCSP: true });
    await page.screenshot({ path: `${pictures}/playground-${colorScheme}-${viewport.width}.png` });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(viewport.width);
    await page.addScriptTag({ content: axe() });
    const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      'axe.run().then(({ violations }) => violations)',
    );
    expect(found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.close();
  });
});
