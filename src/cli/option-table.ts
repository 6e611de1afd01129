/**
 * What an option takes: nothing, or a word that is read as text, as a number, or as the name of a file or folder, or
 * two words.
 */
export type OptionKind =
  | 'switch'
  | 'text'
  | 'number'
  /** A file that is read; `-` is standard input. */
  | 'file'
  /** A file that is written; `-` is standard output. */
  | 'output'
  | 'folder'
  /** A name and a text, such as `--arg NAME NIX`. */
  | 'pair';

/**
 * An option of a command: the one source of its check, its type, and of what help, manual pages and completion say of
 * it.
 */
export interface Option {
  readonly kind: OptionKind;
  readonly short?: string;
  /**
   * What stands for the value in the help, in capitals; left out for switches, and for files and folders, which are
   * FILE and FOLDER.
   */
  readonly value?: string;
  /** One line, without what stands elsewhere in this table: choices and default are added to it. */
  readonly summary: string;
  readonly choices?: readonly string[];
  /** What a file that is written beside the result has in it, as JSON. */
  readonly content?: 'certificate';
  /** The least value of a number. */
  readonly least?: number;
  /** What holds where the option is not given. */
  readonly default?: string | number;
  /** Whether all values count, in the order given; of other options the last one counts. */
  readonly repeatable?: boolean;
  /** Whether the command needs it: always, or unless one of other options is given, with what to do about it. */
  readonly required?: true | { readonly unless: readonly string[]; readonly hint: string };
  /** What to do where a command needs it always and it is not given; its summary where this is left out. */
  readonly hintIfMissing?: string;
  /** Other options that it says nothing without. */
  readonly needs?: readonly Condition[];
  /** Other options of which it needs at least one, and what it says to somebody who gives none. */
  readonly needsOneOf?: { readonly options: readonly string[]; readonly message: string };
  /** Other options that it is never given with. */
  readonly excludes?: readonly Condition[];
  /**
   * What the file is called, without its ending, in the folder where it is looked for when the command needs it and no
   * model is named.
   */
  readonly lookedForAs?: ModelName | undefined;
  /** The option beside which it is taken from the folder, since the command would use it all the same. */
  readonly foundWith?: string;
  /** What completion offers for the value; left out, it is told by the kind. */
  readonly completes?: Completable;
}

/** What the files of models are called, without their endings. */
export type ModelName = 'services' | 'infrastructure' | 'distribution' | 'idresources' | 'ids' | 'placement' | 'qos';

/** A file or folder, a command, or a name from the models that are on the command line. */
export type Completable = 'file' | 'folder' | 'command' | 'service' | 'target' | 'group';

/**
 * What an option asks of another one (named without dashes): the sentence for people who got it wrong, and what to do
 * about it.
 */
export interface Condition {
  readonly option: string;
  readonly message: string;
  readonly hint?: string;
}

/** The options of a command, by name (without dashes), in the order in which the help lists them. */
export type OptionTable = Readonly<Record<string, Option>>;

/** An argument that is told by its place. */
export interface Positional {
  readonly kind: 'text' | 'file';
  readonly summary: string;
  readonly required: boolean;
  readonly repeatable?: boolean;
  readonly choices?: readonly string[];
  readonly completes?: Completable;
}

/** The arguments of a command that are told by their place, by name (in capitals), in their order. */
export type PositionalTable = Readonly<Record<string, Positional>>;

/** The two words of a pair, such as `--arg NAME NIX`. */
export interface NamedWord {
  readonly name: string;
  readonly value: string;
  /** Grows along the command line, whatever the options of the pairs. */
  readonly place: number;
}

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

type Choice<Entry, Otherwise> = Entry extends { readonly choices: readonly (infer One)[] } ? One : Otherwise;

type Single<Entry extends Option> = Entry['kind'] extends 'number'
  ? number
  : Entry['kind'] extends 'pair'
    ? NamedWord
    : Choice<Entry, string>;

type OptionValue<Entry extends Option> = Entry['kind'] extends 'switch'
  ? boolean
  : Entry extends { readonly repeatable: true }
    ? readonly Single<Entry>[]
    : Entry extends { readonly required: true } | { readonly default: string | number }
      ? Single<Entry>
      : Single<Entry> | undefined;

type PositionalValue<Entry extends Positional> = Entry extends { readonly repeatable: true }
  ? readonly string[]
  : Entry extends { readonly required: true }
    ? Choice<Entry, string>
    : Choice<Entry, string> | undefined;

/**
 * The arguments of a command as its tables say, names in camel case: switches are booleans, choices unions, repeatable
 * options lists; what is required or has a default is there. Texts are byte strings.
 * @example ArgumentsOf<{ 'time-limit': { kind: 'number', default: 5, … } }> is { readonly timeLimit: number }
 */
export type ArgumentsOf<Options extends OptionTable, Positionals extends PositionalTable = Record<never, never>> = {
  readonly [Name in keyof Options & string as CamelCase<Name>]: OptionValue<Options[Name]>;
} & {
  readonly [Name in keyof Positionals & string as Lowercase<Name>]: PositionalValue<Positionals[Name]>;
} & FilesGiven;

/** What every command is told beside its arguments. */
export interface FilesGiven {
  /**
   * The files to be read that were named, by options and by place, in the order of the tables; standard input is none.
   */
  readonly files: readonly string[];
}

/** The name of an option in code. */
export function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** What stands for the value of an option in the help; undefined for a switch. */
export function placeholderOf({ kind, value }: Option): string | undefined {
  if (kind === 'switch') return undefined;
  if (value !== undefined) return value;
  return kind === 'file' || kind === 'output' ? 'FILE' : kind === 'folder' ? 'FOLDER' : 'TEXT';
}

/** The option as one that must be given. */
export function required<const Entry extends Option>(option: Entry): Entry & { readonly required: true } {
  return { ...option, required: true };
}

/** Options that say nothing without one of some others; the message of each is `--it` and `because`. */
export function forOneOf<const Table extends OptionTable>(
  options: readonly string[],
  because: string,
  table: Table,
): Table {
  const entries = Object.entries(table).map(([name, entry]): [string, Option] => [
    name,
    { ...entry, needsOneOf: { options, message: `--${name} ${because}` } },
  ]);
  return { ...table, ...Object.fromEntries(entries) };
}

/** Options of which none goes with the one named; the message of each is `--it does not go with --option: because`. */
export function notWith<const Table extends OptionTable>(
  option: string,
  because: string,
  table: Table,
  hint?: string,
): Table {
  const apart = Object.entries(table).map(([name, entry]): [string, Option] => {
    const message = `--${name} does not go with --${option}: ${because}`;
    return [
      name,
      { ...entry, excludes: [...(entry.excludes ?? []), { option, message, ...(hint === undefined ? {} : { hint }) }] },
    ];
  });
  return { ...table, ...Object.fromEntries(apart) };
}
