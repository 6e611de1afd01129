import type { CreateHash } from './store/hash.ts';

/**
 * What the evaluator needs of the machine that it runs on. The rooms below never ask the machine itself: `ports` has
 * the adapters for Node (`createNodeHost`), and others may let the evaluator run elsewhere.
 */
export interface World {
  readonly disk: Disk;
  /** Starts a hash: synchronous, for store paths are part of values. */
  readonly createHash: CreateHash;
  readonly memory: Memory;
  /** Takes the lines of `trace` and warnings. */
  readonly warn: (text: string) => void;
}

/**
 * The plain disk, read synchronously; which of it may be read is decided above (`createFiles`). Paths are absolute byte
 * strings. What fails throws an `Error` whose `code` is that of POSIX, such as `ENOENT`.
 */
export interface Disk {
  /**
   * The contents (byte string) of a regular file of at most `sizeLimit` bytes, or why it has none. Links are followed.
   */
  read(path: string, sizeLimit: number): { readonly text: string } | { readonly refused: Refusal };
  /** What is at the path, a link itself and not what it points to; undefined when there is nothing. */
  kind(path: string): EntryKind | undefined;
  /** The entries of a folder, in any order. */
  list(path: string): readonly (readonly [name: string, kind: EntryKind])[];
  readLink(path: string): string;
  /** Whether its owner may execute what the path leads to. */
  isExecutable(path: string): boolean;
  /** The path with all symbolic links resolved. */
  realPath(path: string): string;
}

/** What is at a path. */
export type EntryKind = 'regular' | 'directory' | 'symlink' | 'unknown';

/** Why the contents of something are not read: devices and pipes could block or never end. */
export type Refusal = 'folder' | 'special' | 'too-large';

/** The memory that values live in; bytes. */
export interface Memory {
  /** What there is in all. Beyond it the machine ends the program without a word. */
  readonly limit: number;
  /** What is in use now, garbage that is not collected yet included. */
  used(): number;
  /** Gives back what nobody needs any more, now. Without it garbage counts as used. */
  collect?(): void;
}
