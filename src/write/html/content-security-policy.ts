import type { PageMachine } from './page-machine.ts';

/**
 * What a page may do (Content Security Policy, level 3): run its own script and look as its own style says, both known
 * by their hashes; nothing is fetched, no form is sent, and no link leads from another folder than it seems to. Markup
 * that got in somehow would run nothing.
 */
export function contentSecurityPolicy(
  { style, script }: { readonly style: string; readonly script: string },
  { sha256 }: Pick<PageMachine, 'sha256'>,
): string {
  const own = (text: string): string => `'sha256-${sha256(text)}'`;
  return [
    "default-src 'none'",
    `style-src ${own(style)}`,
    `script-src ${own(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
