import { resolvePath } from '../../base/path.ts';
import { type ArgumentsOf, notWith, type OptionTable } from '../../cli/option-table.ts';
import { usageError } from '../../cli/usage.ts';
import { profileName } from '../../load/coordinator-profile.ts';
import type { World } from '../../load/world.ts';
import { findProgram } from '../../ports/programs/find-program.ts';
import { createDeployer } from '../deploy/create-deployer.ts';
import type { Deployer } from '../deploy/deployer.ts';
import { type DeployerName, type DeployerSettings, deployerNames } from '../deploy/deployer-settings.ts';
import { disnixOptions, toDisnixWords } from './disnix-options.ts';

/** Who deploys. */
export const deployerOptions = {
  deployer: {
    kind: 'text',
    value: 'NAME',
    choices: deployerNames,
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
    summary: 'an argument of the deploy command, or of the tool that deploys; no shell looks at it',
    needsOneOf: { options: ['deploy-command', 'deployer'], message: 'arguments are those of what deploys' },
  },
  'deploy-file': {
    kind: 'file',
    repeatable: true,
    summary:
      'what the tool that deploys needs beside the plan: Compose files, jobs of Nomad as JSON, the hive of Colmena',
    needs: [
      { option: 'deployer', message: 'a file is for one of the tools that deploy', hint: 'name it with --deployer' },
    ],
  },
  ...disnixOptions,
} as const satisfies OptionTable;

/** Whether Disnix is asked beforehand. */
export const previewOption = notWith('deploy-command', 'Disnix is asked where it deploys', {
  'no-preview': {
    kind: 'switch',
    summary: 'do not build with disnix-manifest, where it is installed, to see which packages are others',
  },
} as const satisfies OptionTable);

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

type GivenDeployer = ArgumentsOf<typeof deployerOptions> &
  Parameters<typeof toDisnixWords>[0] & { readonly profile: string | undefined };

/** Who deploys where nobody says so: the command that is named, else Disnix where it is installed. */
export function chooseDeployer(
  { deployer, deployCommand }: GivenDeployer,
  { environment, folder }: World,
): GivenDeployer['deployer'] {
  if (deployer !== undefined) return deployer;
  if (deployCommand !== undefined) return 'command';
  return findProgram('disnix-env', environment['PATH'], folder) === undefined ? undefined : 'disnix';
}

/** Who deploys, as far as somebody is named. @throws InputError for what does not fit */
export function toDeployerIfNamed(given: GivenDeployer, world: World): Deployer | undefined {
  const name = chooseDeployer(given, world);
  return name === undefined ? undefined : createDeployer(toSettings(name, given, world));
}

/** @throws InputError where nobody is named who deploys, and for what does not fit */
export function toDeployer(given: GivenDeployer, world: World): Deployer {
  const deployer = toDeployerIfNamed(given, world);
  if (deployer !== undefined) return deployer;
  const message = 'nothing is named that deploys, and disnix-env is not installed';
  throw usageError(message, 'name a program with --deploy-command, or a tool with --deployer');
}

function toSettings(name: DeployerName, given: GivenDeployer, world: World): DeployerSettings {
  const { deployCommand, deployArgument, deployFile } = given;
  const tool = tools[name];
  if (name === 'command' && deployCommand === undefined) {
    throw usageError('no command is named that deploys', 'name a program with --deploy-command');
  }
  if (name !== 'command' && deployCommand !== undefined) {
    throw usageError(
      `${name} deploys, and a command: which of them is meant?`,
      'leave --deployer or --deploy-command out',
    );
  }
  if (deployFile.length < tool.least || deployFile.length > tool.most) {
    throw usageError(tool.files, 'name what it needs with --deploy-file');
  }
  return {
    name,
    program: deployCommand,
    arguments: name === 'disnix' ? [...toDisnixWords(given, world), ...deployArgument] : deployArgument,
    files: deployFile.map(file => resolvePath(world.folder, file)),
    profile: profileName(given.profile, world.environment),
  };
}

/** How many files a tool needs beside the plan, and what is said to somebody who gives others. */
const tools: Readonly<Record<DeployerName, { readonly least: number; readonly most: number; readonly files: string }>> =
  {
    command: { least: 0, most: 0, files: 'a deploy command gets its files as arguments' },
    disnix: { least: 0, most: 0, files: 'Disnix needs no files beside the models and the plan' },
    compose: { least: 1, most: 1000, files: 'the plan is laid over Compose files, of which it needs one or more' },
    kubernetes: {
      least: 0,
      most: 0,
      files: 'Kubernetes needs no files beside the plan: the objects are in the cluster',
    },
    nomad: { least: 1, most: 1000, files: 'the plan is for jobs of Nomad as JSON, of which it needs one file each' },
    colmena: { least: 1, most: 1, files: 'the plan is laid over the hive of Colmena, one file' },
  };
