import type { CommandDescription } from './command-description.ts';
import { exitCodes } from './man-page.ts';
import { type Option, type OptionTable, type Positional, placeholderOf } from './option-table.ts';
import { summaryOf } from './summary-of.ts';

/** The text of `--help`: what it does, usage, examples, options. 80 columns where the words allow. */
export function formatHelp(command: CommandDescription, options: OptionTable): string {
  const positionals = Object.entries(command.positionals ?? {}).map(([name, { required, repeatable }]) => {
    const shown = repeatable ? `${name}...` : name;
    return required ? ` ${shown}` : ` [${shown}]`;
  });
  const required = Object.entries(options)
    .filter(([, option]) => option.required === true)
    .map(([name, option]) =>
      ` ${option.short === undefined ? `--${name}` : `-${option.short}`} ${placeholderOf(option) ?? ''}`.trimEnd(),
    );
  const lines = [
    `${command.name.startsWith('nixproc-') ? command.name : `dydisnix ${command.name}`}: ${command.summary}`,
    '',
    'Usage:',
    `  dydisnix ${command.name}${required.join('')}${positionals.join('')} [OPTIONS]`,
    ...(command.description ? ['', ...wrap(command.description, 80, '')] : []),
    '',
    'Examples:',
    ...command.examples.flatMap(({ command: line, effect }) => [`  $ ${line}`, ...wrap(effect, 76, '      ')]),
    ...positionalLines(command),
    '',
    'Options:',
    ...Object.entries(options).flatMap(([name, option]) => describeOption(name, option)),
    '',
    ...wrap(`Exit codes: ${exitCodes.map(([code, meaning]) => `${code} ${meaning}`).join('; ')}.`, 80, ''),
  ];
  return `${lines.join('\n')}\n`;
}

function positionalLines(command: CommandDescription): string[] {
  const positionals = Object.entries(command.positionals ?? {});
  if (positionals.length === 0) return [];
  return ['', 'Arguments:', ...positionals.flatMap(([name, positional]) => describePositional(name, positional))];
}

function describePositional(name: string, positional: Positional): string[] {
  return columns(name, summaryOf(positional));
}

function head(name: string, option: Option): string {
  const { short } = option;
  const value = placeholderOf(option);
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`;
}

function describeOption(name: string, option: Option): string[] {
  return columns(`${option.short === undefined ? '    ' : ''}${head(name, option)}`, summaryOf(option));
}

function columns(left: string, right: string): string[] {
  const text = wrap(right, 46, ' '.repeat(34));
  if (left.length > 30) return [`  ${left}`, ...text];
  return [`  ${left.padEnd(32)}${text[0]?.trimStart() ?? ''}`, ...text.slice(1)];
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
