# Completion of dydisnix for zsh: put it into a folder of $fpath as _dydisnix, or source it after compinit.

# Names of services, targets or groups from the models on the command line; what comes before the kind is for compadd.
_dydisnix_names() {
  local -a found
  found=("${(@f)$(dydisnix complete-names ${@[-1]} -- "${(@)_dydisnix_words}" 2> /dev/null < /dev/null)}")
  found=("${(@)found:#}")
  compadd "${(@)@[1,-2]}" -a found
}

# <table>

_dydisnix() {
  # Kept, for _arguments cuts words to what it looks at.
  local -a _dydisnix_words=("${(@)words}")
  local command=${${words[1]:t}#dydisnix-}
  if [[ $command == dydisnix ]]; then
    # What every command takes may stand before it.
    while ((CURRENT > 2)) && [[ ${words[2]} == --color* ]]; do
      if [[ ${words[2]} == --color ]]; then
        if ((CURRENT == 3)); then
          _dydisnix_colors
          return
        fi
        words=("${words[1]}" "${(@)words[4,-1]}")
        ((CURRENT -= 2))
      else
        words=("${words[1]}" "${(@)words[3,-1]}")
        ((CURRENT--))
      fi
    done
    if ((CURRENT == 2)) || { ((CURRENT == 3)) && [[ ${words[2]} == help ]]; }; then
      _dydisnix_commands
      return
    fi
    command=${words[2]}
    words=("${(@)words[2,-1]}")
    ((CURRENT--))
  fi
  local found=_dydisnix_command_${command//-/_}
  (($+functions[$found])) && $found
}

# Autoloaded, the file itself is the function; sourced, it has to be made known.
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
  _dydisnix "$@"
else
  _dydisnix_register
fi
