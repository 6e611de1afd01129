import type { Diagnostic } from '../base/diagnostic.ts';
import type { CommandDescription } from './command-description.ts';

export type { Option } from './command-description.ts';

/** A command as data: what `--help`, the man pages, completion and the parser of arguments read, and the function that does it. */
export interface Command extends CommandDescription {
  /** Reads what it needs, computes, and returns what is to be written. Runs again from the start when the stack was too small. */
  readonly run: (options: Arguments, surroundings: Surroundings) => Outcome;
}

/** The arguments given, checked against the command's options. Values are byte strings; of a doubled option the last one counts. */
export interface Arguments {
  has(name: string): boolean;
  text(name: string): string | undefined;
  /** All values of a repeatable option, in the order given. */
  texts(name: string): readonly string[];
  /** The names and values of all options that take such a pair, in the order given. */
  readonly pairs: readonly NamedWord[];
  /** A finite number of at least `least`. @throws InputError for anything else */
  number(name: string, least?: number): number | undefined;
  readonly positionals: readonly string[];
}

/** An option that takes two words, such as `--arg NAME NIX`. */
export interface NamedWord {
  /** The option's name, without the dashes. */
  readonly option: string;
  readonly name: string;
  readonly value: string;
}

/** What a command may know of the process that it runs in. */
export interface Surroundings {
  /** The absolute path of the current folder (byte string). */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** All of standard input (byte string), read once. */
  standardInput(): string;
  /** Says in a few words what is being done; shown on stderr when it takes longer than a second, only on a terminal. */
  progress(text: string): void;
}

/** What a command wants to happen; the front door carries it out: files first, then stderr, then stdout. */
export interface Outcome {
  /** 0 done, 1 there is no such plan (or a check failed), 2 wrong usage or input. */
  readonly exitCode: 0 | 1 | 2;
  /** The result, and nothing else (byte string). */
  readonly stdout?: string;
  /** A result that consists of findings: printed on stdout before the rest of it, with colours where stdout has them. */
  readonly results?: readonly Diagnostic[];
  /** Messages for people (byte string). */
  readonly stderr?: string;
  readonly diagnostics?: readonly Diagnostic[];
  /** Folders to be made where they are missing, before the files. */
  readonly folders?: readonly string[];
  /** Files to be replaced, each atomically. */
  readonly files?: readonly { readonly path: string; readonly bytes: string }[];
}
