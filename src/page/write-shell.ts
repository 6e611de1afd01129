import { contentSecurityPolicy } from '../write/html/content-security-policy.ts';
import { html, Markup } from '../write/html/html.ts';
import type { PageMachine } from '../write/html/page-machine.ts';
import style from './browser/plan-page.css';

/** A page and the policy that is in it, which who serves it has to send, too. Byte strings. */
export interface WrittenPage {
  readonly html: string;
  readonly policy: string;
}

/** What is around a page: its style, its script, and the data that it reads; `directives` are of its policy. */
export function writeShell(
  { title, loading, data }: { readonly title: string; readonly loading: string; readonly data: Markup },
  code: string,
  tools: Pick<PageMachine, 'sha256'>,
  directives: readonly string[] = [],
): WrittenPage {
  const script = code.replaceAll('</script', '<\\/script');
  const policy = policyOf(script, tools, directives);
  const page = html`<!doctype html>
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
  return { html: page, policy };
}

/** The planner is a worker made of text, and a picture to keep is one of the page's own. */
function policyOf(script: string, tools: Pick<PageMachine, 'sha256'>, directives: readonly string[]): string {
  const besides = ['worker-src blob:', "img-src 'self' data: blob:", ...directives];
  return contentSecurityPolicy({ style, script }, tools, { scripts: ['blob:'], directives: besides });
}
