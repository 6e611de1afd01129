import { toBytes } from '../base/bytes.ts';
import type { PlanDocument } from '../write/cards/plan-document.ts';
import { html, Markup, noMarkup } from '../write/html/html.ts';
import type { PageMachine } from '../write/html/page-machine.ts';
import pageScript from './browser/plan-page.tsx?page-code';
import unpackScript from './browser/unpack-page.tsx?page-code';
import type { Chapters } from './chapters.ts';
import type { ModelsJson } from './models-json.ts';
import { writeShell } from './write-shell.ts';

/** What of a machine the writing of a page needs; byte strings. */
export interface PageTools extends Pick<PageMachine, 'sha256'> {
  /** gzip, then base64. */
  readonly compress: (text: string) => string;
}

/** What plans anew in the page. */
export interface PagePlanner {
  /** The program of its worker (`dist/page-planner.js`). */
  readonly program: string;
  readonly models: ModelsJson;
}

/**
 * The page of a plan: one HTML file (a byte string) that asks nothing of the network. Texts of models are in it as
 * data alone. Without a planner edits are weighed, but nothing is planned anew. O(size of the document).
 */
export function writePlanPage(
  document: PlanDocument,
  planner: PagePlanner | undefined,
  tools: PageTools,
  chapters?: Chapters,
): string {
  const data = (id: string, value: unknown): Markup =>
    html`<script type="text/plain" id="${id}">${new Markup(tools.compress(writeJson(value)))}</script>\n`;
  const plan = planner === undefined ? noMarkup : data('planner', planner);
  const walk = chapters === undefined ? noMarkup : data('chapters', chapters);
  const all = html`${data('document', document)}${plan}${walk}${data('script', pageScript)}`;
  return writeShell({ title: document.title, loading: summarise(document), data: all }, unpackScript, tools).html;
}

/** JSON in ASCII alone: byte strings are read as they are, whatever the browser takes bytes for. */
function writeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\x7f-\xff]/g, byte => `\\u00${byte.charCodeAt(0).toString(16)}`);
}

/** What is there to read before the page is drawn. */
function summarise({ services, machines, links }: PlanDocument): string {
  const { length } = links.a;
  return `${services.key.length} services, ${machines.name.length} machines, ${length} links${toBytes('…')}`;
}
