import type { Position } from '../base/source.ts';
import type { LimitSettings, Limits } from './limits.ts';
import type { NixVersion } from './nix-version.ts';
import type { ComputedDerivation } from './store/derivation.ts';
import type { CreateHash, Hash } from './store/hash.ts';
import type { AttributeSetValue, Slot, Value } from './value.ts';
import type { EntryKind, Memory } from './world.ts';

/**
 * What an evaluation may ask of the world, and the limits it runs in. Made once per run by `createHost`; nothing is
 * global.
 */
export interface Host {
  readonly settings: Settings;
  /** What loops over values count in. */
  readonly limits: Limits;
  /** The only way to the disk. */
  readonly files: Files;
  /** The virtual store: source paths that became `/nix/store/…` in strings. */
  readonly store: VirtualStore;
  /**
   * Parses, compiles and evaluates a file once (a folder means its `default.nix`); `scope` is that of `scopedImport`.
   */
  importFile(path: string, position: Position | undefined, scope?: AttributeSetValue): Value;
  /**
   * Parses and evaluates text that is not a file, such as `--expr` or `--extra-params`. Relative paths start at
   * `folder`.
   */
  evaluateText(name: string, text: string, folder: string): Value;
  /** As `evaluateText`, but the text, which must be right, is evaluated when its value is wanted. */
  delayText(name: string, text: string, folder: string): Slot;
  /** The path that `<name>` means; a catchable failure when there is none. */
  findFile(name: string, position: Position | undefined): string;
  /** The set `builtins`. */
  readonly builtins: AttributeSetValue;
  /** For `trace` and warnings. */
  warn(text: string): void;
  readonly createHash: CreateHash;
  readonly memory: Memory;
}

export interface Settings extends LimitSettings {
  /** Whose language is spoken. */
  readonly nixVersion: NixVersion;
  /** `builtins.currentSystem`. */
  readonly system: string;
  /** `-I` and NIX_PATH entries in order: `[prefix, path]`, the prefix empty for a plain folder. */
  readonly searchPath: readonly (readonly [prefix: string, path: string])[];
  /** With `--restrict-eval`: the folders that may be read. */
  readonly allowedFolders?: readonly string[] | undefined;
  /** What `getEnv` sees. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /**
   * Makes a thunk wherever Nix has one, however little it puts off: printing without `strict` then shows `<CODE>` where
   * Nix does. Slower.
   */
  readonly everyThunk?: boolean | undefined;
  /**
   * Whether a full stack is an error of evaluation; otherwise it is left alone, for the run can be repeated with a
   * larger one.
   */
  readonly hasLargestStack?: boolean | undefined;
}

/**
 * Reads the disk. All paths are absolute byte strings; virtual store paths are mapped to their sources. Every method
 * refuses, with an error, what lies outside `allowedFolders` once symbolic links are resolved.
 */
export interface Files {
  read(path: string): string;
  /** True for anything that exists, a broken link included, as Nix has it. */
  exists(path: string): boolean;
  kind(path: string): EntryKind | undefined;
  /** Sorted in byte order. */
  list(path: string): readonly (readonly [name: string, kind: EntryKind])[];
  readLink(path: string): string;
  isExecutable(path: string): boolean;
}

/**
 * The text of a file that can be read only once, and the folder where relative paths in it start; undefined for usual
 * files.
 */
export type ReadStream = (path: string) => { readonly text: string; readonly folder: string } | undefined;

/** A file or folder on its way into the store. */
export interface SourceRequest {
  /** An absolute path, on disk or in the virtual store. */
  readonly path: string;
  /** The last component of the path unless given. */
  readonly name?: string | undefined;
  /** Which entries of a folder are taken; all when missing. */
  readonly filter?: PathFilter | undefined;
  /** Whether the NAR is hashed (the default) or the plain file. */
  readonly recursive?: boolean | undefined;
  /** What the content must hash to. */
  readonly hash?: Hash | undefined;
}

/** Says whether an entry of a folder (absolute path) goes into the store. */
export type PathFilter = (path: string, kind: EntryKind) => boolean;

export interface VirtualStore {
  /** The disk with the virtual store laid over it: what the evaluator reads through. */
  readonly files: Files;
  /** The store path of a source file or folder (hashed as `nix-store --add` does); remembers where it came from. */
  addPath(path: string, name?: string): string;
  /** The store path of a source that is renamed, filtered, flat or checked against a hash, as `builtins.path`. */
  addSource(request: SourceRequest): string;
  /** The store path of a text, as `builtins.toFile`. */
  addText(name: string, text: string, references: readonly string[]): string;
  /**
   * Maps a path inside the virtual store to its source on disk, or to a text made by `addText`; undefined when the path
   * is not ours.
   */
  resolve(path: string): { readonly path: string } | { readonly text: string } | undefined;
  /** The store paths that one of ours refers to; none for a path that is not ours. */
  references(storePath: string): readonly string[];
  /** The derivations computed so far, by the path of their `.drv`. */
  readonly derivations: Map<string, ComputedDerivation>;
}

/** One builtin: its name without `__`, how many arguments it takes, and what it does. Arguments come unforced. */
export interface Builtin {
  readonly name: string;
  readonly arity: number;
  readonly run: (host: Host, ...args: Slot[]) => Value;
  /** Whether it came after Nix 2.8, which is then without it. */
  readonly isNew?: boolean;
}
