import {
  type CompletedCommand,
  type CompletedOption,
  type CompletedValue,
  type CompletionTable,
  generalChoices,
} from './completion-table.ts';
import script from './dydisnix.zsh';
import { fillInTable } from './fill-in-table.ts';
import { quoteForShell } from './quote-for-shell.ts';

/** The completion script for zsh: a file `_dydisnix` of the function path, or sourced after `compinit`. */
export function writeZshCompletion({ commands, programs }: CompletionTable): string {
  const names = ['dydisnix', ...programs.map(({ name }) => name)].join(' ');
  const described = commands.map(({ name, summary }) => `    ${quoteForShell(`${escapeColons(name)}:${summary}`)}`);
  const table = `_dydisnix_commands() {
  local -a known=(
${described.join('\n')}
  )
  _describe -t commands command known
}

_dydisnix_colors() {
  compadd ${generalChoices(commands).join(' ')}
}

_dydisnix_register() {
  compdef _dydisnix ${names}
}

${commands.map(writeCommand).join('\n')}`;
  // The line that compinit looks for has to be the first.
  return `#compdef ${names}\n${fillInTable(script, table)}`;
}

function writeCommand(command: CompletedCommand): string {
  const specifications = listSpecifications(command).map(text => `    ${quoteForShell(text)}`);
  return `_dydisnix_command_${command.name.replaceAll('-', '_')}() {
  _arguments -s -S \\
${specifications.join(' \\\n')}
}
`;
}

/** What `_arguments` takes: one specification for each flag of an option, and one for each argument. */
function listSpecifications({ options, positionals }: CompletedCommand): string[] {
  return [
    ...options.flatMap(specifyOption),
    ...positionals.map(
      ({ name, value, repeatable }, i) => `${repeatable ? '*' : i + 1}:${escapeColons(name)}:${actionOf(value)}`,
    ),
  ];
}

function specifyOption({ long, short, summary, repeatable, value }: CompletedOption): string[] {
  const flags = [`--${long}${value ? '=' : ''}`, ...(short === undefined ? [] : [`-${short}${value ? '+' : ''}`])];
  const others = [`--${long}`, ...(short === undefined ? [] : [`-${short}`])].join(' ');
  const action = value === undefined ? '' : `:${escapeColons(value.name)}:${actionOf(value)}`;
  const said = summary.replace(/[[\]\\:]/g, '\\$&');
  return flags.map(flag => `${repeatable ? '*' : `(${others})`}${flag}[${said}]${action}`);
}

function actionOf({ kind, choices }: CompletedValue): string {
  if (kind === 'file') return '_files';
  if (kind === 'folder') return '_files -/';
  if (kind === 'choice') return `(${choices.join(' ')})`;
  // A blank offers nothing, but says what is wanted.
  return kind === 'text' ? ' ' : `_dydisnix_names ${kind}`;
}

function escapeColons(text: string): string {
  return text.replaceAll(':', '\\:');
}
