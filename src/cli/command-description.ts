import type { OptionTable, PositionalTable } from './option-table.ts';

/**
 * What there is to say about a command: the one source of `--help`, man pages and completion. All texts are byte
 * strings.
 */
export interface CommandDescription {
  /** The subcommand's name; the program of its own is `dydisnix-` and this. */
  readonly name: string;
  /** What it does, one line, lower case, no full stop. */
  readonly summary: string;
  /** More, in a paragraph or two. */
  readonly description?: string;
  readonly positionals?: PositionalTable;
  readonly options: OptionTable;
  /** Options of which at least one is given, and what to say otherwise. */
  readonly oneOf?: { readonly options: readonly string[]; readonly message: string; readonly hint: string };
  /**
   * Whether, where no model is named, it takes every model that its folder has, not only those that it needs; `alone`
   * where it does so without an argument only.
   */
  readonly takesAll?: boolean | 'alone';
  /** At least two worked examples. */
  readonly examples: readonly Example[];
  /** For programs, not for people: left out of the overview, the manual and completion. */
  readonly hidden?: boolean;
}

/** A command line, and what it does. */
export interface Example {
  readonly command: string;
  readonly effect: string;
}
