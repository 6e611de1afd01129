# Completion of dydisnix for fish: put it into a completions folder as dydisnix.fish, or: dydisnix completion fish | source

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
    printf '%s\n' $words
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
complete -c dydisnix -n __dydisnix_needs_command -l help -s h -d 'list the commands'
complete -c dydisnix -n __dydisnix_needs_command -l version -d 'print the version'

# <table>
