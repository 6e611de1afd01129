import { fromBytes } from '../base/bytes.ts';
import { escapeString } from '../nix/index.ts';

/**
 * A byte string as a string of Nix that means the same and steers no terminal: Nix has no escapes for control
 * characters and for what turns the direction of text, so these come from JSON, which has.
 * @example writeNixText('\x1b') // '"${builtins.fromJSON "\\"\\\\u001b\\""}"'
 */
export function writeNixText(bytes: string): string {
  const text = escapeString(bytes);
  return seldom.test(text) ? text.replace(steering, byNumber) : text;
}

const keywords = ['assert', 'else', 'if', 'in', 'inherit', 'let', 'or', 'rec', 'then', 'with'];

/** A name as people write it in Nix: quoted only where it must be. */
export function writeNixName(name: string): string {
  return /^[A-Za-z_][\w'-]*$/.test(name) && !keywords.includes(name) ? name : writeNixText(name);
}

const seldom = /[^ -~]/;

/** In UTF-8: C0, DEL and C1 controls, and those of `unseen`; with a dollar sign before, which would be `$${`. */
const steering =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what steers a terminal
  /\$?(?:[\x00-\x1f\x7f]|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf)/g;

function byNumber(found: string): string {
  const dollar = found.startsWith('$') ? '\\$' : '';
  const code = fromBytes(found.replace('$', '')).charCodeAt(0);
  return `${dollar}\${builtins.fromJSON "\\"\\\\u${code.toString(16).padStart(4, '0')}\\""}`;
}
