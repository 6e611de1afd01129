import type { CommandDescription } from '../command-description.ts';
import {
  type Completable,
  type Option,
  type OptionKind,
  type OptionTable,
  type Positional,
  placeholderOf,
} from '../option-table.ts';

/** What the completion of any shell has to know. */
export interface CompletionTable {
  /** The commands that people may give, each with all its options. */
  readonly commands: readonly CompletedCommand[];
  /** The programs that are one command each, `dydisnix` itself not among them. */
  readonly programs: readonly { readonly name: string; readonly command: CompletedCommand }[];
}

/** A command, as far as completion cares. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  readonly positionals: readonly CompletedPositional[];
}

/** An option of it. */
export interface CompletedOption {
  readonly long: string;
  readonly short: string | undefined;
  readonly summary: string;
  readonly repeatable: boolean;
  /** Undefined for a switch. */
  readonly value: CompletedValue | undefined;
}

/** An argument of it. */
export interface CompletedPositional {
  readonly name: string;
  readonly repeatable: boolean;
  readonly value: CompletedValue;
}

/** What stands behind an option, or for an argument. */
export interface CompletedValue {
  /** What stands for it in the help. */
  readonly name: string;
  /** `choice`: one of `choices`. `text`: nothing to offer. */
  readonly kind: Exclude<Completable, 'command'> | 'choice' | 'text';
  readonly choices: readonly string[];
}

/**
 * The table of the commands given; a program `dydisnix-x`, or `x` itself, is the command `x`. `general` are the options
 * of every command.
 */
export function buildCompletionTable(
  commands: readonly CommandDescription[],
  general: OptionTable,
  programs: readonly string[],
): CompletionTable {
  const known = commands.filter(({ hidden }) => !hidden);
  const names = known.map(({ name }) => name);
  const completed = known.map(command => describe(command, general, names));
  return {
    commands: completed,
    programs: programs.flatMap(name => {
      const command = completed.find(one => name === one.name || name === `dydisnix-${one.name}`);
      return command === undefined ? [] : [{ name, command }];
    }),
  };
}

function describe(command: CommandDescription, general: OptionTable, commands: readonly string[]): CompletedCommand {
  const { name, summary, positionals = {} } = command;
  const describeValue = (name: string, { kind: takes, choices, completes }: Option | Positional) => {
    const known = completes === 'command' ? commands : choices;
    if (known !== undefined) return { name, kind: 'choice', choices: known } as const;
    const kind = completes === 'command' ? undefined : completes;
    return { name, kind: kind ?? usualKinds.get(takes) ?? 'text', choices: [] } as const;
  };
  return {
    name,
    summary,
    options: Object.entries({ ...command.options, ...general }).map(([long, option]) => {
      const { short, repeatable = false } = option;
      const value = placeholderOf(option);
      return {
        long,
        short,
        summary: option.summary,
        repeatable,
        value: value === undefined ? undefined : describeValue(value, option),
      };
    }),
    positionals: Object.entries(positionals).map(([name, positional]) => ({
      name,
      repeatable: positional.repeatable ?? false,
      value: describeValue(name, positional),
    })),
  };
}

const usualKinds: ReadonlyMap<OptionKind, 'file' | 'folder'> = new Map([
  ['file', 'file'],
  ['output', 'file'],
  ['folder', 'folder'],
]);

/** What `--color` may be, which every command takes and which may stand before it. */
export function generalChoices(commands: readonly CompletedCommand[]): readonly string[] {
  const option = commands.flatMap(({ options }) => options).find(({ long }) => long === 'color');
  return option?.value?.choices ?? [];
}
