import { stripVTControlCharacters } from 'node:util';

/**
 * What Nix told people of a failure, without colours, and without warnings where there is an error; undefined for none.
 */
export function explainNix(stderr: string | undefined): string | undefined {
  const lines = stripVTControlCharacters(stderr ?? '')
    .trim()
    .split('\n');
  const failed = lines.some(line => line.startsWith('error: '));
  const text = lines.filter(line => !(failed && line.startsWith('warning: '))).join('\n');
  return text === '' ? undefined : text.replace(/^error: /, '');
}
