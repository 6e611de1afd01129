import {
  type CompletedCommand,
  type CompletedValue,
  type CompletionTable,
  generalChoices,
} from './completion-table.ts';
import { quoteForShell } from './quote-for-shell.ts';

/**
 * The completion script for bash (3.2 or later; before 4, files are offered where nothing else is known). Names from models are only
 * ever compared and quoted, never expanded: a service may be called `$(reboot)`.
 */
export function writeBashCompletion({ commands, programs }: CompletionTable): string {
  const names = commands.map(({ name }) => name).join(' ');
  const colorChoices = ['choice', ...generalChoices(commands)].join(' ');
  const tables = commands.map(
    command => `    ${command.name})
      options='${listFlags(command).join(' ')}'
      case $2 in
${listValues(command)
  .map(([patterns, value]) => `        ${patterns.join(' | ')}) value=${quoteForShell(value)} ;;\n`)
  .join('')}      esac
      ;;
`,
  );
  return `# Completion of dydisnix for bash: source this file, or put it where bash-completion looks for files of this kind.

# Sets options to those of a command ($1), and value to what its option or argument ($2) takes: nothing for a switch.
_dydisnix_look_up() {
  options='' value=''
  case $1 in
${tables.join('')}  esac
}

# Offers those lines of its input that go on from what is written.
_dydisnix_offer() {
  local name typed=\${cur#[\\"\\']} begun=''
  [[ $cur == [\\"\\']* ]] || typed=\${typed//\\\\/}
  # A word ends at a colon, too, as long as bash is set so.
  [[ $COMP_WORDBREAKS == *:* && $typed == *:* ]] && begun=\${typed%"\${typed##*:}"}
  while IFS= read -r name; do
    [[ $name == "$typed"* ]] || continue
    COMPREPLY+=("$(printf '%q' "\${name#"$begun"}")")
  done
}

# Offers what a value may be.
_dydisnix_offer_value() {
  case $1 in
    file) compopt -o default 2> /dev/null ;;
    folder) compopt -o dirnames 2> /dev/null ;;
    service | target | group)
      _dydisnix_offer < <(dydisnix complete-names "$1" -- "\${words[@]}" 2> /dev/null < /dev/null)
      ;;
    choice\\ *) _dydisnix_offer < <(printf '%s\\n' \${1#choice}) ;;
  esac
}

_dydisnix() {
  local program=\${1##*/} line=$COMP_LINE words=() word rest i options value
  COMPREPLY=()
  compopt +o default +o bashdefault 2> /dev/null
  # Bash cuts words at = and : as well; those without a blank between them belong together.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    rest=\${line#"\${line%%[![:space:]]*}"}
    if ((i > 0)) && [[ $rest == "$line" ]]; then
      words[\${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    line=\${rest#"$word"}
  done
  local last=$((\${#words[@]} - 1))
  local cur=\${words[last]} command=\${program#dydisnix-} first=1
  if [[ $program == dydisnix ]]; then
    # What every command takes may stand before it.
    while ((first < last)) && [[ \${words[first]} == --color* ]]; do
      [[ \${words[first]} == --color ]] && ((first++))
      ((first++))
    done
    if ((first > last)); then
      _dydisnix_offer_value '${colorChoices}'
      return
    fi
    command=\${words[first]}
    if ((last == first)) || { ((last == first + 1)) && [[ $command == help ]]; }; then
      _dydisnix_offer < <(printf '%s\\n' ${names} help --color --help --version)
      return
    fi
    if [[ $command == -* ]]; then command=id-assign; else ((first++)); fi
  fi
  local wanted='' ended='' count=1
  for ((i = first; i < last; i++)); do
    word=\${words[i]}
    if [[ -n $wanted ]]; then
      wanted=''
    elif [[ -z $ended && $word == -- ]]; then
      ended=1
    elif [[ -z $ended && $word == -?* ]]; then
      _dydisnix_look_up "$command" "$word"
      wanted=$value
    else
      ((count++))
    fi
  done
  if [[ -n $wanted ]]; then
    _dydisnix_offer_value "$wanted"
  elif [[ -z $ended && $cur == --*=* ]]; then
    _dydisnix_look_up "$command" "\${cur%%=*}"
    cur=\${cur#*=}
    _dydisnix_offer_value "$value"
  elif [[ -z $ended && $cur == -* ]]; then
    _dydisnix_look_up "$command" ''
    _dydisnix_offer < <(printf '%s\\n' $options)
  else
    _dydisnix_look_up "$command" "$count"
    _dydisnix_offer_value "$value"
  fi
}

complete -o bashdefault -o default -F _dydisnix dydisnix ${programs.map(({ name }) => name).join(' ')}
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
