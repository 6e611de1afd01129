import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/*
 * Pages in a real browser: Debian's `chromium` (or the program that CHROMIUM names), driven by playwright-core, checked by
 * axe-core. Suites are skipped where one of the three is not installed.
 */

const require = createRequire(import.meta.url);
const program = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** What is not installed of what a suite needs. */
export const missing = [
  ...['playwright-core', 'axe-core'].filter(name => !isInstalled(name)),
  ...(existsSync(program) ? [] : [program]),
];
if (missing.length > 0) console.log(`pages are not tested in a browser: ${missing.join(', ')} not installed`);

function isInstalled(name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** The part of Playwright that is used here. */
export interface Locator {
  click(options?: object): Promise<void>;
  focus(): Promise<void>;
  fill(text: string): Promise<void>;
  hover(): Promise<void>;
  count(): Promise<number>;
  first(): Locator;
  locator(selector: string): Locator;
  getByRole(role: string, options: { name: string | RegExp; exact?: boolean }): Locator;
  innerText(): Promise<string>;
  isVisible(): Promise<boolean>;
  waitFor(options?: { state?: string; timeout?: number }): Promise<void>;
}

export interface BrowserPage {
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  readonly mouse: { move(x: number, y: number): Promise<void>; click(x: number, y: number): Promise<void> };
  on(event: string, listener: (value: { url?(): string; text?(): string; type?(): string }) => void): void;
  goto(url: string): Promise<unknown>;
  setViewportSize(size: { width: number; height: number }): Promise<void>;
  emulateMedia(options: object): Promise<void>;
  locator(selector: string): Locator;
  getByRole(role: string, options: { name: string | RegExp; exact?: boolean }): Locator;
  addScriptTag(options: { content: string }): Promise<unknown>;
  evaluate<T>(expression: string): Promise<T>;
  screenshot(options: { path: string }): Promise<unknown>;
  addInitScript(script: string): Promise<unknown>;
  close(): Promise<void>;
}

export interface Browser {
  newPage(options: object): Promise<BrowserPage>;
  close(): Promise<void>;
}

/** A browser; whoever starts it closes it. */
export function launch(): Promise<Browser> {
  const playwright = require('playwright-core') as { chromium: { launch(options: object): Promise<Browser> } };
  return playwright.chromium.launch({ executablePath: program, args: ['--no-sandbox'] });
}

/** A page from a folder, as a user opens it, and all that the browser had to say against it. */
export interface OpenedPage {
  readonly page: BrowserPage;
  readonly faults: readonly string[];
}

/** Opens HTML (a byte string) from a file, `script` before its own; requests of anything but files are faults. */
export async function openPage(
  browser: Browser,
  html: string,
  options: object = {},
  hash = '',
  script = '',
): Promise<OpenedPage> {
  const folder = mkdtempSync(join(tmpdir(), 'dydisnix-'));
  const file = join(folder, 'page.html');
  writeFileSync(file, html, 'latin1');
  const faults: string[] = [];
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, offline: true, ...options });
  page.on('pageerror', error => faults.push(String(error)));
  page.on('console', message => {
    if (message.type?.() === 'error') faults.push(message.text?.() ?? '');
  });
  page.on('request', request => {
    if (!/^(?:file|blob|data):/.test(request.url?.() ?? '')) faults.push(`asks for ${request.url?.()}`);
  });
  if (script !== '') await page.addInitScript(script);
  await page.goto(pathToFileURL(file).href + hash);
  rmSync(folder, { recursive: true });
  return { page, faults };
}
