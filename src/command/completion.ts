import manifest from '../../package.json' with { type: 'json' };
import { type Command, defineCommand } from '../cli/command.ts';
import type { CommandDescription } from '../cli/command-description.ts';
import { writeBashCompletion } from '../cli/completion/completion-bash.ts';
import { writeFishCompletion } from '../cli/completion/completion-fish.ts';
import { buildCompletionTable } from '../cli/completion/completion-table.ts';
import { writeZshCompletion } from '../cli/completion/completion-zsh.ts';
import { generalOptions } from '../cli/general-options.ts';

const writers = { bash: writeBashCompletion, fish: writeFishCompletion, zsh: writeZshCompletion };

/** What `dydisnix completion` says of itself; it needs no other command for that. */
export const completionDescription = {
  name: 'completion',
  summary: 'print a script that completes commands, options and names in a shell',
  description:
    'Completes commands, options, their choices and files, and the names of services, targets and groups from the models that are already on the command line. One script does it for dydisnix and for the programs of its commands.',
  positionals: {
    SHELL: { kind: 'text', summary: 'the shell', required: true, choices: ['bash', 'fish', 'zsh'] },
  },
  options: {},
  examples: [
    { command: 'source <(dydisnix completion bash)', effect: 'completes in this session of bash' },
    {
      command: 'dydisnix completion bash > ~/.bash_completion.d/dydisnix',
      effect: 'keeps the script, for .bashrc to source',
    },
    {
      command: 'dydisnix completion zsh > ~/.zfunc/_dydisnix',
      effect: 'the same for zsh, where ~/.zfunc is in $fpath',
    },
    { command: 'dydisnix completion fish > ~/.config/fish/completions/dydisnix.fish', effect: 'the same for fish' },
  ],
} as const satisfies CommandDescription;

/** `dydisnix completion`, which tells shells about all commands. */
export function createCompletion(commands: readonly CommandDescription[]): Command {
  return defineCommand({
    ...completionDescription,
    run: ({ shell }) => {
      const table = buildCompletionTable(commands, generalOptions, Object.keys(manifest.bin));
      return { exitCode: 0, stdout: writers[shell](table) };
    },
  });
}
