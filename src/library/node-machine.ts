/**
 * All that the library asks of Node, in one module that is loaded when it is first needed, and only there:
 * `open-machine.ts`.
 */
import { resolve } from 'node:path';
import { toBytes } from '../base/bytes.ts';

export { runHighs } from '../ports/highs/run-highs.ts';
export { createNodeHost } from '../ports/nix/create-node-host.ts';

/** The absolute path (byte string) of a file; relative ones start at the folder where the program runs. */
export function toAbsolutePath(path: string): string {
  return toBytes(resolve(path));
}
