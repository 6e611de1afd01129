import { toBytes } from '../base/bytes.ts';
import type { PlanDocument } from '../write/cards/plan-document.ts';
import { contentSecurityPolicy } from '../write/html/content-security-policy.ts';
import { html, Markup, noMarkup } from '../write/html/html.ts';
import type { PageMachine } from '../write/html/page-machine.ts';
import style from './browser/plan-page.css';
import pageScript from './browser/plan-page.tsx?page-code';
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
export function writePlanPage(document: PlanDocument, planner: PagePlanner | undefined, tools: PageTools): string {
  const script = pageScript.replaceAll('</script', '<\\/script');
  // The planner is a worker made of text, and a picture to keep is one of the page's own.
  const besides = { scripts: ['blob:'], directives: ['worker-src blob:', "img-src 'self' data: blob:"] };
  const policy = contentSecurityPolicy({ style, script }, tools, besides);
  const data = (id: string, value: unknown): Markup =>
    html`<script type="text/plain" id="${id}">${new Markup(tools.compress(JSON.stringify(value)))}</script>\n`;
  const plan = planner === undefined ? noMarkup : data('planner', planner);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="dydisnix">
<title>${document.title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<div id="page"><p class="loading">${summarise(document)}</p></div>
<noscript><p>This page draws the plan with a script, which is switched off. Without one, see the picture of
dydisnix-visualize-distribution: it shows the same.</p></noscript>
${data('document', document)}${plan}<script>${new Markup(script)}</script>
</body>
</html>
`.toString();
}

/** What is there to read before the page is drawn. */
function summarise({ services, machines, links }: PlanDocument): string {
  const { length } = links.a;
  return `${services.key.length} services, ${machines.name.length} machines, ${length} links${toBytes('…')}`;
}
