import { type ArgumentsOf, notWith, type OptionTable } from '../../cli/option-table.ts';
import { usageError } from '../../cli/usage.ts';
import { commandDeployer } from '../deploy/command-deployer.ts';
import type { Deployer } from '../deploy/deployer.ts';
import { disnixDeployer } from '../deploy/disnix-deployer.ts';

const byCommand = {
  option: 'deploy-command',
  message: 'arguments are those of a deploy command',
  hint: 'name it with --deploy-command',
};

/** Who deploys, and how long that may take. */
export const deployOptions = {
  deployer: {
    kind: 'text',
    value: 'NAME',
    choices: ['command', 'disnix'],
    summary: 'who deploys: command is --deploy-command, disnix is disnix-env; without it command where there is one',
  },
  'deploy-command': {
    kind: 'text',
    value: 'PROGRAM',
    completes: 'file',
    summary: 'a program that deploys the plan on its standard input (JSON): it ends with 0 done, 1 rolled back',
  },
  'deploy-argument': {
    kind: 'text',
    value: 'ARGUMENT',
    repeatable: true,
    summary: 'an argument of the deploy command; no shell looks at it',
    needs: [byCommand],
  },
  ...notWith('deploy-command', 'it is of disnix-env', {
    'disnix-option': {
      kind: 'text',
      value: 'WORD',
      repeatable: true,
      summary: 'a word that is passed on to disnix-env as it is: an option, or its value',
    },
  }),
  'deploy-timeout': {
    kind: 'number',
    value: 'SECONDS',
    least: 1,
    default: 3600,
    summary: 'end a deployment that takes longer; what runs is not known then',
  },
} as const satisfies OptionTable;

/** @throws InputError where nobody is named who deploys */
export function toDeployer(given: ArgumentsOf<typeof deployOptions> & { readonly profile: string }): Deployer {
  const { deployer, deployCommand, deployArgument, disnixOption, profile } = given;
  const chosen = deployer ?? (deployCommand === undefined ? 'disnix' : 'command');
  if (chosen === 'disnix') return disnixDeployer({ profile, options: disnixOption });
  if (deployCommand !== undefined) return commandDeployer(deployCommand, deployArgument);
  throw usageError('nothing is named that deploys', 'name a program with --deploy-command, or give --deployer disnix');
}
