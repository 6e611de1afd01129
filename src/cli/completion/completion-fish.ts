import {
  type CompletedCommand,
  type CompletedValue,
  type CompletionTable,
  generalChoices,
} from './completion-table.ts';
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
  return `# Completion of dydisnix for fish: put it into a completions folder as dydisnix.fish, or: dydisnix completion fish | source

# Names of services, targets or groups from the models on the command line.
function __dydisnix_names
    dydisnix complete-names $argv[1] -- (commandline -opc | string escape) 2>/dev/null </dev/null
end

# The words so far, without those that every command takes and that may stand before it.
function __dydisnix_words
    set -l words (commandline -opc)
    while test (count $words) -gt 1; and string match -q -- '--color*' $words[2]
        test $words[2] = --color; and test (count $words) -gt 2; and set -e words[3]
        set -e words[2]
    end
    printf '%s\\n' $words
end

function __dydisnix_needs_command
    test (count (__dydisnix_words)) -eq 1
end

function __dydisnix_has_command
    set -l words (__dydisnix_words)
    test (count $words) -gt 1; and test "$words[2]" = $argv[1]
end

complete -c dydisnix -f
complete -c dydisnix -n __dydisnix_needs_command -a help -d 'tell about a command'
complete -c dydisnix -n __dydisnix_needs_command -l color -x -a ${quoteForFish(generalChoices(commands).join(' '))} -d 'colour messages'
complete -c dydisnix -n __dydisnix_needs_command -l help -s h -d 'list the commands'
complete -c dydisnix -n __dydisnix_needs_command -l version -d 'print the version'
complete -c dydisnix -n '__dydisnix_has_command help' -a ${quoteForFish(names)}
${[...shared, ...own].join('\n')}
`;
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
