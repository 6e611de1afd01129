import { callback, data, listOf, type OptionRules, seconds, text } from '../option-rules.ts';

/** A file (or a folder with a `default.nix`) instead of a text: of the disk in Node, else one of `settings.files`. */
export interface NixFile {
  readonly file: string;
}

/** What an evaluation sees of its surroundings, and the limits it runs in. */
export interface HostSettings {
  /** The folder where relative paths in a text start: that where the program runs when left out, `/` without Node. */
  readonly folder?: string | undefined;
  /**
   * Files that an evaluation sees instead of those of the disk, which it then does not read at all: path → text. Paths
   * start at `/`. With them, hashes and the system are the same everywhere.
   */
  readonly files?: { readonly [path: string]: string } | undefined;
  /** Where `<name>` is looked for: name → path. The name `''` stands for a folder in which all names are looked for. */
  readonly searchPath?: { readonly [name: string]: string } | undefined;
  /** `builtins.currentSystem`: that of the machine when left out, `x86_64-linux` without Node. */
  readonly system?: string | undefined;
  /** What `builtins.getEnv` sees: nothing when left out. */
  readonly environment?: { readonly [name: string]: string } | undefined;
  /** The only folders that may be read: all when left out. */
  readonly allowedFolders?: readonly string[] | undefined;
  /**
   * Seconds, from the start of the evaluation to the last call of a function that came out of it: any number when left
   * out.
   */
  readonly timeLimit?: number | undefined;
  /** Takes the lines of `builtins.trace` and warnings: stderr when left out, or the console without Node. */
  readonly onTrace?: ((line: string) => void) | undefined;
}

/** For those whose options hold these. */
export const hostRules: OptionRules<HostSettings> = {
  folder: text,
  files: data,
  searchPath: data,
  system: text,
  environment: data,
  allowedFolders: listOf(text, 'folders'),
  timeLimit: seconds,
  onTrace: callback,
};
