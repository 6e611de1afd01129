import {
  type CompletedCommand,
  type CompletedOption,
  type CompletedValue,
  type CompletionTable,
  generalChoices,
} from './completion-table.ts';
import { quoteForShell } from './quote-for-shell.ts';

/** The completion script for zsh: a file `_dydisnix` of the function path, or sourced after `compinit`. */
export function writeZshCompletion({ commands, programs }: CompletionTable): string {
  const names = programs.map(({ name }) => name);
  const functions = commands.map(
    command => `_dydisnix_${command.name.replaceAll('-', '_')}() {
  _arguments -s -S \\
${listSpecifications(command)
  .map(text => `    ${quoteForShell(text)}`)
  .join(' \\\n')}
}
`,
  );
  const described = commands.map(({ name, summary }) => `    ${quoteForShell(`${escapeColons(name)}:${summary}`)}`);
  return `#compdef dydisnix ${names.join(' ')}
# Completion of dydisnix for zsh: put it into a folder of $fpath as _dydisnix, or source it after compinit.

# Names of services, targets or groups from the models on the command line; what comes before the kind is for compadd.
_dydisnix_names() {
  local -a found
  found=("\${(@f)$(dydisnix complete-names \${@[-1]} -- "\${(@)_dydisnix_words}" 2> /dev/null < /dev/null)}")
  found=("\${(@)found:#}")
  compadd "\${(@)@[1,-2]}" -a found
}

_dydisnix_commands() {
  local -a known=(
${described.join('\n')}
  )
  _describe -t commands command known
}

${functions.join('\n')}
_dydisnix() {
  # Kept, for _arguments cuts words to what it looks at.
  local -a _dydisnix_words=("\${(@)words}")
  local command=\${\${words[1]:t}#dydisnix-}
  if [[ $command == dydisnix ]]; then
    # What every command takes may stand before it.
    while ((CURRENT > 2)) && [[ \${words[2]} == --color* ]]; do
      if [[ \${words[2]} == --color ]]; then
        if ((CURRENT == 3)); then
          compadd ${generalChoices(commands).join(' ')}
          return
        fi
        words=("\${words[1]}" "\${(@)words[4,-1]}")
        ((CURRENT -= 2))
      else
        words=("\${words[1]}" "\${(@)words[3,-1]}")
        ((CURRENT--))
      fi
    done
    if ((CURRENT == 2)) || { ((CURRENT == 3)) && [[ \${words[2]} == help ]]; }; then
      _dydisnix_commands
      return
    fi
    command=\${words[2]}
    words=("\${(@)words[2,-1]}")
    ((CURRENT--))
  fi
  case $command in
    ${commands.map(({ name }) => name).join(' | ')}) _dydisnix_\${command//-/_} ;;
  esac
}

# Autoloaded, the file itself is the function; sourced, it has to be made known.
if [[ \${zsh_eval_context[-1]} == loadautofunc ]]; then
  _dydisnix "$@"
else
  compdef _dydisnix dydisnix ${names.join(' ')}
fi
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
