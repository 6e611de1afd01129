import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder } from '../built.ts';
import { type Browser, launch, missing } from './chromium.ts';

const services = (memory: number): string =>
  `rec { web = { name = "web"; memory = ${memory}; dependsOn = { inherit db; }; }; db = { name = "db"; memory = 3; dependsOn = { }; }; }`;

describe.skipIf(missing.length > 0)('the page that dydisnix ui serves', () => {
  const folder = makeFolder({
    's.nix': services(2),
    'i.nix': '{ a = { memory = 8; }; b = { memory = 8; }; }',
    'p.nix': '{ capacities.memory = { }; }',
  });
  let browser: Browser;
  let program: ChildProcess;
  let url = '';

  beforeAll(async () => {
    browser = await launch();
    const words = ['ui', '-s', 's.nix', '-i', 'i.nix', '--policy', 'p.nix'];
    program = spawn(process.execPath, [resolve('dist/dydisnix.cjs'), ...words], { cwd: folder.path });
    let said = '';
    url = await new Promise(done =>
      program.stderr?.on('data', data => {
        said += data;
        const [found] = /http:\S+(?=\s)/.exec(said) ?? [];
        if (found !== undefined) done(found);
      }),
    );
  }, 60_000);

  afterAll(async () => {
    program.kill('SIGKILL');
    await browser.close();
    folder.remove();
  });

  it('ends the search for the first plan where somebody wants that, and begins it again', async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    // Pressed as soon as it is there: the plan of so few services is not waited for.
    await page.addInitScript(
      "globalThis.pressed = 0; new MutationObserver(() => { const one = [...document.querySelectorAll('.notice.busy button')].find(button => button.textContent === 'Cancel'); if (one && !globalThis.pressed) { globalThis.pressed++; one.click(); } }).observe(document, { subtree: true, childList: true });",
    );
    await page.goto(url);
    await page.locator('.notice.busy:has-text("planning was cancelled")').waitFor();
    expect(await page.evaluate<number>('pressed')).toBe(1);
    // Services are there by group, and nothing is said of links that cross.
    expect(await page.locator('.figures').innerText()).toContain('2 services');
    expect(await page.locator('.figures:has-text("link weight crosses")').count()).toBe(0);
    await page.getByRole('button', { name: 'Plan the models' }).click();
    await page.locator('.figures:has-text("0 of 1 link weight crosses, as few as possible")').waitFor();
    expect(await page.locator('.notice.busy').count()).toBe(0);
    await page.close();
  });

  it('plans the models, follows them, plans what is tried out, and ends with the program', async () => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const faults: string[] = [];
    page.on('pageerror', error => faults.push(String(error)));
    page.on('request', request => {
      if (!/^blob:/.test(request.url?.() ?? '') && !request.url?.().startsWith(url)) faults.push(`${request.url?.()}`);
    });
    await page.goto(url);
    await page.locator('.figures:has-text("0 of 1 link weight crosses, as few as possible")').waitFor();
    // What is selected goes on when the models change.
    await page.keyboard.press('/');
    await page.keyboard.type('web');
    await page.keyboard.press('Enter');
    expect(await page.locator('aside h2').innerText()).toBe('web');
    folder.write({ 's.nix': services(6) });
    await page.locator('.figures:has-text("1 of 1 link weight crosses, as few as possible")').waitFor();
    expect(await page.locator('.figures').innerText()).toMatch(/1 moved/);
    expect(await page.locator('aside h2').innerText()).toBe('web');
    folder.write({ 's.nix': '{ web = ' });
    await page.locator('.notice .alarm').waitFor();
    expect(await page.locator('section.notice').innerText()).toContain('  at s.nix:1:9');
    expect(await page.locator('.figures').innerText()).toContain('2 services');
    folder.write({ 's.nix': services(5) });
    await page.locator('section.notice').waitFor({ state: 'hidden' });
    await page.locator('.figures:has-text("0 of 1 link weight crosses, as few as possible")').waitFor();
    await page.getByRole('button', { name: 'Plan without it' }).click();
    await page.getByRole('button', { name: 'Plan anew' }).click();
    await page.locator('.what-if p:has-text("Planned anew")').waitFor();
    // Pressed as soon as it is there, and what is pressed plans anew: the page is as it would have been.
    await page.evaluate(
      "(() => { globalThis.pressed = 0; new MutationObserver(() => { const one = [...document.querySelectorAll('.notice.busy button')].find(button => button.textContent === 'Cancel'); if (one && !globalThis.pressed++) one.click(); }).observe(document.body, { subtree: true, childList: true }); })()",
    );
    folder.write({ 's.nix': services(4) });
    await page.locator('.notice.busy:has-text("planning was cancelled")').waitFor();
    await page.getByRole('button', { name: 'Plan the models' }).click();
    await page.locator('.notice.busy').waitFor({ state: 'hidden' });
    expect(await page.evaluate<number>('pressed')).toBeGreaterThan(0);
    await page.locator('.figures:has-text("link weight crosses")').waitFor();
    program.kill('SIGINT');
    const [code] = await once(program, 'exit');
    expect(code).toBe(130);
    await page.locator('.notice.alarm').waitFor();
    expect(faults).toEqual([]);
    await page.screenshot({ path: `${process.env['KEEP_PICTURES'] ?? folder.path}/ui.png` });
    await page.close();
  });
});
