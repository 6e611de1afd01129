import type { CommandDescription } from './command-description.ts';
import { listDemanded } from './demanded-options.ts';
import { exitCodes } from './man-page.ts';
import { type Option, type OptionTable, type Positional, placeholderOf } from './option-table.ts';
import { summaryOf } from './summary-of.ts';

/** The text of `--help`: what it does, usage, examples, options; as wide as `width` where the words allow. */
export function formatHelp(command: CommandDescription, options: OptionTable, width: number): string {
  const positionals = Object.entries(command.positionals ?? {}).map(([name, { required, repeatable }]) => {
    const shown = repeatable ? `${name}...` : name;
    return required ? ` ${shown}` : ` [${shown}]`;
  });
  const demanded = listDemanded(options).map(({ name, option, isLookedFor }) => {
    const shown = `${option.short === undefined ? `--${name}` : `-${option.short}`} ${placeholderOf(option) ?? ''}`;
    return isLookedFor ? ` [${shown.trimEnd()}]` : ` ${shown.trimEnd()}`;
  });
  const lines = [
    `${command.name.startsWith('nixproc-') ? command.name : `dydisnix ${command.name}`}: ${command.summary}`,
    '',
    'Usage:',
    `  dydisnix ${command.name}${demanded.join('')}${positionals.join('')} [OPTIONS]`,
    ...(command.description ? ['', ...wrap(command.description, width, '')] : []),
    '',
    'Examples:',
    ...command.examples.flatMap(({ command: line, effect }) => [`  $ ${line}`, ...wrap(effect, width - 4, '      ')]),
    ...positionalLines(command, width),
    '',
    'Options:',
    ...Object.entries(options).flatMap(([name, option]) => describeOption(name, option, width)),
    '',
    ...wrap(`Exit codes: ${exitCodes.map(([code, meaning]) => `${code} ${meaning}`).join('; ')}.`, width, ''),
  ];
  return `${lines.join('\n')}\n`;
}

/** The text of `dydisnix --help`: every command, with its summary. */
export function formatCommands(commands: ReadonlyMap<string, string>, width: number): string {
  const lines = [
    ...wrap(
      'dydisnix plans distributed deployments: where each service goes, which numbers it gets, and why.',
      Math.max(width, 100),
      '',
    ),
    '',
    'Commands:',
    ...[...commands].flatMap(([name, summary]) => columns(name, summary, Math.max(width, 60), 26)),
    '',
    'dydisnix COMMAND --help tells more, with examples. Most are programs, too: dydisnix-COMMAND.',
  ];
  return `${lines.join('\n')}\n`;
}

function positionalLines(command: CommandDescription, width: number): string[] {
  const positionals = Object.entries(command.positionals ?? {});
  if (positionals.length === 0) return [];
  return [
    '',
    'Arguments:',
    ...positionals.flatMap(([name, positional]) => describePositional(name, positional, width)),
  ];
}

function describePositional(name: string, positional: Positional, width: number): string[] {
  return columns(name, summaryOf(positional), width);
}

function head(name: string, option: Option): string {
  const { short } = option;
  const value = placeholderOf(option);
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

function describeOption(name: string, option: Option, width: number): string[] {
  return columns(`${option.short === undefined ? '    ' : ''}${head(name, option)}`, summaryOf(option), width);
}

function columns(left: string, right: string, width: number, from = 34): string[] {
  // A narrow terminal has no room for two columns.
  const indent = width < 60 ? 6 : from;
  const text = wrap(right, Math.max(20, width - indent), ' '.repeat(indent));
  if (left.length + 4 > indent) return [`  ${left}`, ...text];
  return [`  ${left.padEnd(indent - 2)}${text[0]?.trimStart() ?? ''}`, ...text.slice(1)];
}

function wrap(text: string, width: number, indent: string): string[] {
  return text.split('\n').flatMap(paragraph => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + word.length + 1 > width) {
        lines.push(indent + line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, indent + line];
  });
}
