import { fstatSync } from 'node:fs';
import { isatty } from 'node:tty';

/**
 * Whether somebody looks at a stream, by its descriptor. Files and pipes are told apart without the terminal's module,
 * which is slow to load.
 */
export function isTerminal(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice() && isatty(descriptor);
  } catch {
    return false; // It is closed.
  }
}
