import {
  type CompletedCommand,
  type CompletedValue,
  type CompletionTable,
  generalChoices,
} from './completion-table.ts';
import script from './dydisnix.bash';
import { fillInTable } from './fill-in-table.ts';
import { quoteForShell } from './quote-for-shell.ts';

/**
 * The completion script for bash (3.2 or later; before 4, files are offered where nothing else is known). Names from
 * models are only ever compared and quoted, never expanded: a service may be called `$(reboot)`.
 */
export function writeBashCompletion({ commands, programs }: CompletionTable): string {
  const flags = [...commands.map(({ name }) => name), 'help', '--color', '--help', '--version'];
  const colors = ['choice', ...generalChoices(commands)].join(' ');
  const cases = [
    writeCase("''", flags, [[['--color'], colors]]),
    ...commands.map(command => writeCase(command.name, listFlags(command), listValues(command))),
  ];
  const table = `# Sets options to those of a command ($1), and value to what its option or argument ($2) takes: nothing for a switch.
# Without a command, options are all that may come first.
_dydisnix_look_up() {
  options='' value=''
  case $1 in
${cases.join('')}  esac
}

complete -o bashdefault -o default -F _dydisnix dydisnix ${programs.map(({ name }) => name).join(' ')}
`;
  return fillInTable(script, table);
}

function writeCase(
  name: string,
  flags: readonly string[],
  values: readonly (readonly [patterns: readonly string[], value: string])[],
): string {
  const lines = values.map(
    ([patterns, value]) => `        ${patterns.join(' | ')}) value=${quoteForShell(value)} ;;\n`,
  );
  return `    ${name})
      options='${flags.join(' ')}'
      case $2 in
${lines.join('')}      esac
      ;;
`;
}

function listFlags({ options }: CompletedCommand): string[] {
  return options.flatMap(({ long, short }) => [`--${long}`, ...(short === undefined ? [] : [`-${short}`])]);
}

/** The patterns of options and of argument numbers, by the value that they take. */
function listValues({ options, positionals }: CompletedCommand): [string[], string][] {
  const byValue = new Map<string, string[]>();
  const add = (value: CompletedValue, patterns: readonly string[]): void => {
    const text = [value.kind, ...value.choices].join(' ');
    byValue.set(text, [...(byValue.get(text) ?? []), ...patterns]);
  };
  for (const { long, short, value } of options) {
    if (value !== undefined) add(value, [`--${long}`, ...(short === undefined ? [] : [`-${short}`])]);
  }
  positionals.forEach(({ value, repeatable }, i) => {
    add(value, [repeatable ? '[0-9]*' : String(i + 1)]);
  });
  return [...byValue].map(([value, patterns]) => [patterns, value]);
}
