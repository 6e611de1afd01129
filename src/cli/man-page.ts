import type { CommandDescription } from './command-description.ts';
import { listDemanded } from './demanded-options.ts';
import { type Option, type OptionTable, placeholderOf } from './option-table.ts';
import { summaryOf } from './summary-of.ts';

/** What every manual page says, whatever the command. */
export interface ManPageContext {
  readonly version: string;
  /** The options of every command. */
  readonly general: OptionTable;
}

/** What the exit codes mean, the same for every command. */
export const exitCodes: readonly (readonly [string, string])[] = [
  ['0', 'done'],
  ['1', 'there is no such plan, or a check failed'],
  ['2', 'wrong usage or input'],
  ['70', 'a fault of dydisnix itself'],
];

/** The manual page of a command (section 1), in the macros of man(7), for groff and mandoc. */
export function writeManPage(command: CommandDescription, { version, general }: ManPageContext): string {
  const program = programOf(command.name);
  const options = { ...command.options, ...general };
  return [
    ...head(program, version, command.summary),
    '.SH SYNOPSIS',
    `.B ${escapeArgument(command.name.startsWith('nixproc-') ? program : `dydisnix ${command.name}`)}`,
    ...synopsis(command),
    '.SH DESCRIPTION',
    ...paragraphs(command.description ?? sentence(command.summary)),
    ...Object.entries(command.positionals ?? {}).flatMap(([name, positional]) => [
      '.TP',
      `.I ${escapeArgument(name)}`,
      escapeText(summaryOf(positional)),
    ]),
    '.SH OPTIONS',
    ...describeOptions(options),
    '.SH EXAMPLES',
    ...command.examples.flatMap(({ command: line, effect }) => ['.PP', escapeText(sentence(effect)), ...code(line)]),
    ...tail(),
    '.SH SEE ALSO',
    reference('dydisnix', '1'),
    '',
  ].join('\n');
}

/** The manual page of `dydisnix` itself, which lists the commands. */
export function writeManOverview(
  commands: readonly CommandDescription[],
  { version, general }: ManPageContext,
): string {
  const shown = commands.filter(({ hidden }) => !hidden);
  return [
    ...head(
      'dydisnix',
      version,
      'plan distributed deployments: where each service goes, which numbers it gets, and why',
    ),
    '.SH SYNOPSIS',
    '.B dydisnix',
    '.I COMMAND',
    '[\\fIOPTIONS\\fR]',
    '.SH DESCRIPTION',
    ...paragraphs('Reads models of services and machines, written in Nix, and computes plans for a deployment.'),
    '.SH COMMANDS',
    ...shown.flatMap(({ name, summary }) => ['.TP', `.B ${escapeArgument(name)}`, escapeText(summary)]),
    '.SH OPTIONS',
    ...describeOptions(general),
    ...tail(),
    '.SH SEE ALSO',
    shown.map(({ name }) => reference(programOf(name), '1')).join(',\n'),
    '',
  ].join('\n');
}

/** The program that is a command of its own. */
export function programOf(command: string): string {
  return command.startsWith('nixproc-') ? command : `dydisnix-${command}`;
}

function head(program: string, version: string, summary: string): string[] {
  return [
    `.TH ${escapeArgument(program.toUpperCase())} 1 "" ${escapeArgument(`dydisnix ${version}`)} "Dydisnix manual"`,
    // Words are not to be cut: option names would not be found any more.
    '.nh',
    '.ad l',
    '.SH NAME',
    `${escapeText(program)} \\- ${escapeText(summary)}`,
  ];
}

function synopsis({ options, positionals = {} }: CommandDescription): string[] {
  const flags = listDemanded(options).map(({ name, option, isLookedFor }) => {
    const shown = describeFlag(name, option);
    return isLookedFor ? `[${shown}]` : shown;
  });
  const others = Object.entries(positionals).map(([name, { required, repeatable }]) => {
    const shown = `\\fI${escapeGlyphs(name)}\\fR${repeatable ? ' ...' : ''}`;
    return required ? shown : `[${shown}]`;
  });
  return [...flags, ...others, '[\\fIOPTIONS\\fR]'];
}

function describeFlag(name: string, option: Option): string {
  const { short } = option;
  const value = placeholderOf(option);
  const flag = short === undefined ? `--${name}` : `-${short}`;
  return `\\fB${escapeGlyphs(flag)}\\fR${value === undefined ? '' : ` \\fI${escapeGlyphs(value)}\\fR`}`;
}

function describeOptions(options: OptionTable): string[] {
  return Object.entries(options).flatMap(([name, option]) => describeOption(name, option));
}

function describeOption(name: string, option: Option): string[] {
  const { short } = option;
  const value = placeholderOf(option);
  const flags = [...(short === undefined ? [] : [`-${short}`]), `--${name}`].map(
    flag => `\\fB${escapeGlyphs(flag)}\\fR`,
  );
  const shown = `${flags.join(', ')}${value === undefined ? '' : ` \\fI${escapeGlyphs(value)}\\fR`}`;
  return ['.TP', shown, escapeText(summaryOf(option))];
}

function tail(): string[] {
  return [
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, escapeText(meaning)]),
    '.SH ENVIRONMENT',
    '.TP',
    '.B NO_COLOR',
    'Where it is set to anything, messages have no colours unless',
    '.B \\-\\-color',
    'says otherwise.',
    '.TP',
    '.B FORCE_COLOR',
    'Where it is set, messages have colours on no terminal, too, and whatever NO_COLOR says; ' +
      'set to 0 or false, they have none.',
    '.TP',
    '.B NIX_PATH',
    escapeText('Where <NAME> is looked for in models, after the folders of -I.'),
  ];
}

function paragraphs(text: string): string[] {
  return text.split('\n').flatMap(paragraph => ['.PP', escapeText(paragraph)]);
}

function code(line: string): string[] {
  return ['.IP', '.nf', `$ ${escapeGlyphs(line)}`, '.fi'];
}

function reference(program: string, section: string): string {
  return `\\fB${escapeGlyphs(program)}\\fR(${section})`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

/** Text on a line of its own: what would be a request of roff at its start is none. */
function escapeText(text: string): string {
  const escaped = escapeGlyphs(text.replace(/\s+/g, ' ').trim());
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}

/** An argument of a macro: one word, in quotes where it has blanks. */
function escapeArgument(text: string): string {
  const escaped = escapeGlyphs(text).replaceAll('"', '\\(dq');
  return / /.test(escaped) ? `"${escaped}"` : escaped;
}

/** Characters that roff would take for commands or print as others: backslashes, quotes, dashes, carets, tildes. */
function escapeGlyphs(text: string): string {
  return text.replace(/[\\'`^~-]/g, character => glyphs.get(character) ?? character);
}

const glyphs: ReadonlyMap<string, string> = new Map([
  ['\\', '\\(rs'],
  ["'", '\\(aq'],
  ['`', '\\(ga'],
  ['^', '\\(ha'],
  ['~', '\\(ti'],
  ['-', '\\-'],
]);
