import { toBytes } from '../base/bytes.ts';
import type { PlanDocument } from '../write/cards/plan-document.ts';
import { contentSecurityPolicy } from '../write/html/content-security-policy.ts';
import { html, Markup, noMarkup } from '../write/html/html.ts';
import type { PageMachine } from '../write/html/page-machine.ts';
import style from './browser/plan-page.css';
import pageScript from './browser/plan-page.tsx?page-code';
import type { Chapters } from './chapters.ts';
import type { ModelsJson } from './models-json.ts';

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
    html`<script type="text/plain" id="${id}">${new Markup(tools.compress(JSON.stringify(value)))}</script>\n`;
  const plan = planner === undefined ? noMarkup : data('planner', planner);
  const walk = chapters === undefined ? noMarkup : data('chapters', chapters);
  return writeShell(
    { title: document.title, loading: summarise(document), data: html`${data('document', document)}${plan}${walk}` },
    policyOf(tools, []),
  );
}

/** A page that gets its plan from the server that it comes from, and whose policy that server has to send, too. */
export interface ServedPage {
  readonly html: string;
  readonly policy: string;
}

/** The same page for a server: the plan comes as an event, and it is the server that plans anew. */
export function writeServedPage(title: string, tools: Pick<PageTools, 'sha256'>): ServedPage {
  const policy = policyOf(tools, ["connect-src 'self'"]);
  const data = html`<script type="text/plain" id="served"></script>\n`;
  return { html: writeShell({ title, loading: toBytes('reading the models…'), data }, policy), policy };
}

const script = pageScript.replaceAll('</script', '<\\/script');

/** The planner is a worker made of text, and a picture to keep is one of the page's own. */
function policyOf(tools: Pick<PageTools, 'sha256'>, directives: readonly string[]): string {
  const besides = ['worker-src blob:', "img-src 'self' data: blob:", ...directives];
  return contentSecurityPolicy({ style, script }, tools, { scripts: ['blob:'], directives: besides });
}

function writeShell(
  { title, loading, data }: { readonly title: string; readonly loading: string; readonly data: Markup },
  policy: string,
): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="dydisnix">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<div id="page"><p class="loading">${loading}</p></div>
<noscript><p>This page draws the plan with a script, which is switched off. Without one, see the picture of
dydisnix-visualize-distribution: it shows the same.</p></noscript>
${data}<script>${new Markup(script)}</script>
</body>
</html>
`.toString();
}

/** What is there to read before the page is drawn. */
function summarise({ services, machines, links }: PlanDocument): string {
  const { length } = links.a;
  return `${services.key.length} services, ${machines.name.length} machines, ${length} links${toBytes('…')}`;
}
