import { type ArgumentsOf, notWith, type OptionTable } from '../../cli/option-table.ts';
import { usageError } from '../../cli/usage.ts';
import { profileName } from '../../load/coordinator-profile.ts';
import type { World } from '../../load/world.ts';
import { findProgram } from '../../ports/programs/find-program.ts';
import { commandDeployer } from '../deploy/command-deployer.ts';
import type { Deployer } from '../deploy/deployer.ts';
import { disnixDeployer } from '../deploy/disnix-deployer.ts';

const byCommand = {
  option: 'deploy-command',
  message: 'arguments are those of a deploy command',
  hint: 'name it with --deploy-command',
};

/** Who deploys. */
export const deployerOptions = {
  deployer: {
    kind: 'text',
    value: 'NAME',
    choices: ['command', 'disnix'],
    summary: 'who deploys; without it the command that is named, else disnix-env where it is installed',
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
} as const satisfies OptionTable;

/** The same, and how long that may take. */
export const deployOptions = {
  ...deployerOptions,
  'deploy-timeout': {
    kind: 'number',
    value: 'SECONDS',
    least: 1,
    default: 3600,
    summary: 'end a deployment that takes longer; what runs is not known then',
  },
} as const satisfies OptionTable;

type GivenDeployer = ArgumentsOf<typeof deployerOptions> & { readonly profile: string | undefined };

/** Who deploys where nobody says so: the command that is named, else Disnix where it is installed. */
export function chooseDeployer(
  { deployer, deployCommand }: GivenDeployer,
  { environment, folder }: World,
): GivenDeployer['deployer'] {
  if (deployer !== undefined) return deployer;
  if (deployCommand !== undefined) return 'command';
  return findProgram('disnix-env', environment['PATH'], folder) === undefined ? undefined : 'disnix';
}

/** @throws InputError where nobody is named who deploys */
export function toDeployer(given: GivenDeployer, world: World): Deployer {
  const { deployCommand, deployArgument, disnixOption } = given;
  const chosen = chooseDeployer(given, world);
  if (chosen === 'disnix') {
    return disnixDeployer({ profile: profileName(given.profile, world.environment), options: disnixOption });
  }
  if (deployCommand !== undefined) return commandDeployer(deployCommand, deployArgument);
  const message =
    chosen === undefined
      ? 'nothing is named that deploys, and disnix-env is not installed'
      : 'no command is named that deploys';
  throw usageError(message, 'name a program with --deploy-command, or give --deployer disnix');
}
