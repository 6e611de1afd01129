import { readSync } from 'node:fs';
import { isTerminal } from './is-terminal.ts';
import { printMessages } from './print-messages.ts';

/**
 * Asks whoever sits at the terminal a question that is answered by yes or no; anything but `y` or `yes` is no.
 * Undefined where nobody does: standard input or the messages go elsewhere.
 */
export function askTerminal(question: string): boolean | undefined {
  if (!isTerminal(0) || !isTerminal(2)) return undefined;
  printMessages(`${question} [y/N] `);
  const buffer = Buffer.alloc(256);
  const length = readSync(0, buffer, 0, buffer.length, null);
  return /^\s*y(es)?\s*$/i.test(buffer.toString('latin1', 0, length));
}
