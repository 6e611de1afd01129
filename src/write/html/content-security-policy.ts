import type { PageMachine } from './page-machine.ts';

/** What a page runs and looks as. */
interface OwnTexts {
  readonly style: string;
  readonly script: string;
}

/** What some page may do besides. */
interface Besides {
  /** Where scripts may come from, too. */
  readonly scripts?: readonly string[];
  /** More directives, each as a whole. */
  readonly directives?: readonly string[];
}

/**
 * What a page may do (Content Security Policy, level 3): run its own script and look as its own style says, both known
 * by their hashes; nothing is fetched, no form is sent, and no link leads from another folder than it seems to. Markup
 * that got in somehow would run nothing.
 */
export function contentSecurityPolicy(
  { style, script }: OwnTexts,
  { sha256 }: Pick<PageMachine, 'sha256'>,
  { scripts = [], directives = [] }: Besides = {},
): string {
  const own = (text: string): string => `'sha256-${sha256(text)}'`;
  return [
    "default-src 'none'",
    `style-src ${own(style)}`,
    ['script-src', own(script), ...scripts].join(' '),
    ...directives,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
