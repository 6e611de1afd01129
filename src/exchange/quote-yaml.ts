import { fromBytes, toBytes } from '../base/bytes.ts';

/** A text as a scalar of YAML in double quotes: whatever is in it, it is that text and nothing else. */
export function quoteYaml(text: string): string {
  const quoted = JSON.stringify(fromBytes(text));
  const escapeUnit = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return toBytes(quoted.replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escapeUnit));
}
