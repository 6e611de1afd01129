/** What there is to say about a command: the one source of `--help`, man pages and completion. All texts are byte strings. */
export interface CommandDescription {
  /** The subcommand's name; the program of its own is `dydisnix-` and this. */
  readonly name: string;
  /** What it does, one line, lower case, no full stop. */
  readonly summary: string;
  /** More, in a paragraph or two. */
  readonly description?: string;
  readonly positionals?: readonly Positional[];
  readonly options: readonly Option[];
  /** At least two worked examples. */
  readonly examples: readonly Example[];
  /** For programs, not for people: left out of the overview, the manual and completion. */
  readonly hidden?: boolean;
}

/** An argument that is told by its place. */
export interface Positional {
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  readonly repeatable?: boolean;
  readonly choices?: readonly string[];
  readonly completes?: Completable;
}

/** An option of a command. */
export interface Option {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help, in capitals. An option without it is a switch. */
  readonly value?: string;
  /** Whether it takes two words: a name and a value, told apart by a blank in `value`. */
  readonly pair?: boolean;
  readonly summary: string;
  readonly choices?: readonly string[];
  readonly repeatable?: boolean;
  readonly required?: boolean;
  /** Another option that asks for something else instead: the two are never given together. */
  readonly excludes?: string;
  /** What completion offers for the value. Left out, `FILE` is a file, `FOLDER` a folder, and anything else is up to the user. */
  readonly completes?: Completable;
}

/** A file or folder, a command, or a name from the models that are on the command line. */
export type Completable = 'file' | 'folder' | 'command' | 'service' | 'target' | 'group';

/** A command line, and what it does. */
export interface Example {
  readonly command: string;
  readonly effect: string;
}
