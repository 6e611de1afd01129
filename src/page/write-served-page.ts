import { toBytes } from '../base/bytes.ts';
import { html } from '../write/html/html.ts';
import pageScript from './browser/served-page.tsx?page-code';
import type { PageTools } from './write-page.ts';
import { type WrittenPage, writeShell } from './write-shell.ts';

/**
 * The page of a plan that gets it from the server that it comes from: the plan comes as an event, and it is the server
 * that plans anew.
 */
export function writeServedPage(title: string, tools: Pick<PageTools, 'sha256'>): WrittenPage {
  const shown = { title, loading: toBytes('reading the models…'), data: html`` };
  return writeShell(shown, pageScript, tools, ["connect-src 'self'"]);
}
