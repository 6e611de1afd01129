import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/*
 * Pages in Firefox: Debian's `firefox-esr` (or the program that FIREFOX names), driven by puppeteer-core over WebDriver
 * BiDi. Playwright drives only a Firefox of its own, which has to be downloaded.
 */

const require = createRequire(import.meta.url);
const program = process.env['FIREFOX'] ?? '/usr/bin/firefox-esr';

/** Whether there is none. Where `.ci/run` says that browsers have to be there, a missing one is a failure. */
export const isFirefoxMissing = !existsSync(program) && process.env['NEED_BROWSERS'] === undefined;
if (isFirefoxMissing) console.log(`pages are not tested in Firefox: ${program} is not installed`);

/** The part of Puppeteer that is used here. */
export interface FirefoxPage {
  readonly keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  on(event: 'request', listener: (request: { url(): string }) => void): void;
  on(event: 'pageerror', listener: (error: unknown) => void): void;
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): void;
  goto(url: string): Promise<unknown>;
  setViewport(size: { width: number; height: number }): Promise<void>;
  waitForSelector(selector: string): Promise<unknown>;
  evaluate<T>(expression: string): Promise<T>;
  screenshot(options: { path: string }): Promise<unknown>;
  close(): Promise<void>;
}

export interface Firefox {
  newPage(): Promise<FirefoxPage>;
  close(): Promise<void>;
}

/** Firefox without a network: everything would go through a proxy that does not exist. Whoever starts it closes it. */
export function launchFirefox(): Promise<Firefox> {
  const puppeteer = require('puppeteer-core') as { launch(options: object): Promise<Firefox> };
  const nowhere = { 'network.proxy.type': 1, 'network.proxy.http': '127.0.0.1', 'network.proxy.http_port': 9 };
  const more = { 'network.proxy.ssl': '127.0.0.1', 'network.proxy.ssl_port': 9, 'network.proxy.no_proxies_on': '' };
  const extraPrefsFirefox = { ...nowhere, ...more };
  return puppeteer.launch({ browser: 'firefox', executablePath: program, headless: true, extraPrefsFirefox });
}
