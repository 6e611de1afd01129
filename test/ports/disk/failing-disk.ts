import * as fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';

/** The object whose functions all of this process call, once `syncBuiltinESMExports` has told the importers. */
const calls = createRequire(import.meta.url)('node:fs') as Record<string, (...given: unknown[]) => unknown>;

/** Calls that change what is on the disk. */
const changing = [
  'writeSync',
  'writeFileSync',
  'renameSync',
  'unlinkSync',
  'fsyncSync',
  'fchmodSync',
  'fchownSync',
  'chmodSync',
  'copyFileSync',
  'linkSync',
  'symlinkSync',
  'mkdirSync',
];

/** All calls of the file system that the program uses; a test reads off the source that none is missing. */
export const callsThatFail: readonly string[] = [
  ...changing,
  ...['accessSync', 'closeSync', 'existsSync', 'fstatSync', 'lstatSync', 'openSync', 'readdirSync'],
  ...['readFileSync', 'readlinkSync', 'readSync', 'realpathSync', 'statSync'],
];

/**
 * What goes wrong from a call on: an error, of that one call; `full`: the disk takes nothing more; `dead`: the process
 * ends there, so that nothing that it would do afterwards happens to the disk.
 */
export type Fault = 'ENOSPC' | 'EIO' | 'EACCES' | 'full' | 'dead';

/** Which call of those that concern the folder goes wrong, counted from 1, and how. */
export interface WrongCall {
  readonly call: number;
  readonly fault: Fault;
}

/** What an action came to, and the names of the calls that concerned the folder, in their order. */
export interface Watched<T> {
  readonly result: T;
  readonly names: readonly string[];
}

/**
 * Runs an action in this process while calls of the file system that concern a folder are counted, and one of them goes
 * wrong. Threads are left alone: their calls have no fixed order.
 */
export async function onFailingDisk<T>(
  folder: string,
  wrong: WrongCall | undefined,
  action: () => Promise<T>,
): Promise<Watched<T>> {
  const watch = new Watch(folder, wrong);
  const real = new Map(callsThatFail.map(name => [name, calls[name] as (...given: unknown[]) => unknown]));
  for (const [name, call] of real) {
    const replaced = (...given: unknown[]) => watch.pass(name, call, given);
    // Of `realpathSync` the program calls the system's own.
    calls[name] = 'native' in call ? Object.assign(replaced, { native: replaced }) : replaced;
  }
  syncBuiltinESMExports();
  try {
    return { result: await action(), names: watch.names };
  } finally {
    for (const [name, call] of real) calls[name] = call;
    syncBuiltinESMExports();
  }
}

class Watch {
  readonly names: string[] = [];
  readonly #folder: string;
  readonly #wrong: WrongCall | undefined;
  /** Open files of the folder. */
  readonly #open = new Set<unknown>();
  /** A call that is made of others counts once. */
  #depth = 0;

  constructor(folder: string, wrong: WrongCall | undefined) {
    this.#folder = fs.realpathSync(folder);
    this.#wrong = wrong;
  }

  pass(name: string, call: (...given: unknown[]) => unknown, given: unknown[]): unknown {
    if (this.#depth > 0 || !this.#concerns(name, given)) return call(...given);
    this.names.push(name);
    this.#depth++;
    try {
      if (this.#isWrong(name, given)) this.#fail(name, call, given);
      const result = call(...given);
      if (name === 'openSync') this.#open.add(result);
      return result;
    } finally {
      this.#depth--;
      if (name === 'closeSync') this.#open.delete(given[0]);
    }
  }

  #concerns(name: string, given: readonly unknown[]): boolean {
    const at = name === 'symlinkSync' ? given[1] : given[0];
    if (typeof at === 'number') return this.#open.has(at);
    const path = resolve(Buffer.isBuffer(at) ? at.toString('latin1') : String(at));
    return path === this.#folder || path.startsWith(`${this.#folder}/`);
  }

  #isWrong(name: string, given: readonly unknown[]): boolean {
    if (this.#wrong === undefined || this.names.length < this.#wrong.call) return false;
    const isFirst = this.names.length === this.#wrong.call;
    if (this.#wrong.fault === 'dead') return true;
    return this.#wrong.fault === 'full' ? needsRoom(name, given) : isFirst;
  }

  #fail(name: string, call: (...given: unknown[]) => unknown, given: readonly unknown[]): never {
    const isLast = this.#wrong?.fault !== 'dead' || this.names.length === this.#wrong.call;
    if (name === 'writeSync' && isLast) writeHalf(call, given);
    // Node closes the file all the same, as the system does.
    if (name === 'closeSync') call(...given);
    const code = { full: 'ENOSPC', dead: 'EIO' }[this.#wrong?.fault as string] ?? this.#wrong?.fault;
    throw Object.assign(new Error(`${code}: injected, ${name}`), { code, syscall: name, errno: -5 });
  }
}

/** Disks that fill up let one remove, and read. */
function needsRoom(name: string, given: readonly unknown[]): boolean {
  if (name === 'openSync') return given[1] === 'wx';
  if (name === 'copyFileSync' || name === 'linkSync') return true;
  return ['writeSync', 'writeFileSync', 'renameSync', 'symlinkSync', 'mkdirSync', 'fsyncSync'].includes(name);
}

/** A disk that fills up takes a part of it. */
function writeHalf(call: (...given: unknown[]) => unknown, given: readonly unknown[]): void {
  const [descriptor, text, ...others] = given;
  if (typeof text === 'string') call(descriptor, text.slice(0, text.length >> 1), ...others);
}
