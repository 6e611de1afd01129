# Completion of dydisnix for bash: source this file, or put it where bash-completion looks for files of this kind.
# Lists are split at their blanks on purpose.
# shellcheck shell=bash disable=SC2086

# <table>

# Offers those lines of its input that go on from what is written.
_dydisnix_offer() {
  local name typed=${cur#[\"\']} begun=''
  [[ $cur == [\"\']* ]] || typed=${typed//\\/}
  # A word ends at a colon, too, as long as bash is set so.
  [[ $COMP_WORDBREAKS == *:* && $typed == *:* ]] && begun=${typed%"${typed##*:}"}
  while IFS= read -r name; do
    [[ $name == "$typed"* ]] || continue
    COMPREPLY+=("$(printf '%q' "${name#"$begun"}")")
  done
}

# Offers what a value may be.
_dydisnix_offer_value() {
  case $1 in
    file) compopt -o default 2> /dev/null ;;
    folder) compopt -o dirnames 2> /dev/null ;;
    service | target | group)
      _dydisnix_offer < <(dydisnix complete-names "$1" -- "${words[@]}" 2> /dev/null < /dev/null)
      ;;
    choice\ *) _dydisnix_offer < <(printf '%s\n' ${1#choice}) ;;
  esac
}

_dydisnix() {
  local program=${1##*/} line=$COMP_LINE words=() word rest i options value
  COMPREPLY=()
  compopt +o default +o bashdefault 2> /dev/null
  # Bash cuts words at = and : as well; those without a blank between them belong together.
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    rest=${line#"${line%%[![:space:]]*}"}
    if ((i > 0)) && [[ $rest == "$line" ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    line=${rest#"$word"}
  done
  local last=$((${#words[@]} - 1))
  local cur=${words[last]} command=${program#dydisnix-} first=1
  if [[ $program == dydisnix ]]; then
    # What every command takes may stand before it.
    while ((first < last)) && [[ ${words[first]} == --color* ]]; do
      [[ ${words[first]} == --color ]] && ((first++))
      ((first++))
    done
    if ((first > last)); then
      _dydisnix_look_up '' --color
      _dydisnix_offer_value "$value"
      return
    fi
    command=${words[first]}
    if ((last == first)) || { ((last == first + 1)) && [[ $command == help ]]; }; then
      _dydisnix_look_up '' ''
      _dydisnix_offer < <(printf '%s\n' $options)
      return
    fi
    if [[ $command == -* ]]; then command=id-assign; else ((first++)); fi
  fi
  local wanted='' ended='' count=1
  for ((i = first; i < last; i++)); do
    word=${words[i]}
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
    _dydisnix_look_up "$command" "${cur%%=*}"
    cur=${cur#*=}
    _dydisnix_offer_value "$value"
  elif [[ -z $ended && $cur == -* ]]; then
    _dydisnix_look_up "$command" ''
    _dydisnix_offer < <(printf '%s\n' $options)
  else
    _dydisnix_look_up "$command" "$count"
    _dydisnix_offer_value "$value"
  fi
}
