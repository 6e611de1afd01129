import type * as NodeMachine from './node-machine.ts';

/** What the library asks of Node. */
export type Machine = typeof NodeMachine;

/**
 * Node's disk, threads and hashes; undefined where there is no Node, as in a browser: nothing of Node is loaded there.
 */
export async function openMachine(): Promise<Machine | undefined> {
  const isNode = (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node !== undefined;
  return isNode ? import('./node-machine.ts') : undefined;
}
