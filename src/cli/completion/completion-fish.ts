import {
  type CompletedCommand,
  type CompletedValue,
  type CompletionTable,
  generalChoices,
} from './completion-table.ts';
import script from './dydisnix.fish';
import { fillInTable } from './fill-in-table.ts';
import { quoteForFish } from './quote-for-shell.ts';

/** The completion script for fish: a file `dydisnix.fish` of its completions folder, or piped into `source`. */
export function writeFishCompletion({ commands, programs }: CompletionTable): string {
  const names = commands.map(({ name }) => name).join(' ');
  const own = programs.flatMap(({ name, command }) => [
    `complete -c ${name} -f`,
    ...completeCommand(`complete -c ${name}`, command, ''),
  ]);
  const shared = commands.flatMap(command => [
    `complete -c dydisnix -n __dydisnix_needs_command -a ${command.name} -d ${quoteForFish(command.summary)}`,
    ...completeCommand('complete -c dydisnix', command, `__dydisnix_has_command ${command.name}`),
  ]);
  const colors = quoteForFish(generalChoices(commands).join(' '));
  const lines = [
    `complete -c dydisnix -n __dydisnix_needs_command -l color -x -a ${colors} -d 'colour messages'`,
    `complete -c dydisnix -n '__dydisnix_has_command help' -a ${quoteForFish(names)}`,
    ...shared,
    ...own,
  ];
  return fillInTable(script, `${lines.join('\n')}\n`);
}

function completeCommand(start: string, { options, positionals }: CompletedCommand, condition: string): string[] {
  const when = condition === '' ? start : `${start} -n ${quoteForFish(condition)}`;
  return [
    ...options.map(({ long, short, summary, value }) => {
      const flags = `${short === undefined ? '' : ` -s ${short}`} -l ${long}`;
      return `${when}${flags}${value === undefined ? '' : ` ${takes(value)}`} -d ${quoteForFish(summary)}`;
    }),
    // Arguments are offered one and all: what fish tells of the line does not say which of them is being written.
    ...new Set(
      positionals.filter(({ value }) => value.kind !== 'text').map(({ value }) => `${when} ${offers(value)}`.trimEnd()),
    ),
  ];
}

function takes(value: CompletedValue): string {
  return value.kind === 'file' ? '-r -F' : value.kind === 'text' ? '-x' : `-x ${offers(value)}`;
}

function offers({ kind, choices }: CompletedValue): string {
  if (kind === 'file') return '-F';
  if (kind === 'folder') return `-a '(__fish_complete_directories (commandline -ct))'`;
  if (kind === 'choice') return `-a ${quoteForFish(choices.join(' '))}`;
  return `-a '(__dydisnix_names ${kind})'`;
}
