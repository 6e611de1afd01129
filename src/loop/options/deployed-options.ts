import { resolvePath } from '../../base/path.ts';
import { type ArgumentsOf, notWith, type OptionTable } from '../../cli/option-table.ts';
import { profileOptions } from '../../cli/profile-options.ts';
import { findCoordinatorProfile, profileName } from '../../load/coordinator-profile.ts';
import type { World } from '../../load/world.ts';
import type { DeployedFrom } from '../read-deployed/deployed-from.ts';

const byCommand = {
  option: 'deployed-command',
  message: 'arguments are those of a program that prints what is deployed',
  hint: 'name it with --deployed-command',
};

/** How it is known what is deployed. */
export const deployedOptions = {
  previous: {
    kind: 'file',
    summary: "what is deployed, in any form of a plan, instead of what Disnix's profile or the plan applied last says",
  },
  ...notWith('previous', 'what is deployed is known from one place', {
    'deployed-command': {
      kind: 'text',
      value: 'PROGRAM',
      completes: 'file',
      summary: 'a program that prints what is deployed: a plan in any form, a manifest of Disnix, or null',
    },
  }),
  'deployed-argument': {
    kind: 'text',
    value: 'ARGUMENT',
    repeatable: true,
    summary: 'an argument of that program; no shell looks at it',
    needs: [byCommand],
  },
  'coordinator-profile-path': profileOptions['coordinator-profile-path'],
} as const satisfies OptionTable;

/** Whether somebody says where it is to be asked: a saved plan says it otherwise. */
export function saysWhatIsDeployed(given: ArgumentsOf<typeof deployedOptions>): boolean {
  const { previous, deployedCommand, coordinatorProfilePath } = given;
  return (previous ?? deployedCommand ?? coordinatorProfilePath) !== undefined;
}

/**
 * Where it is to be asked what is deployed.
 * @param isDisnix whether Disnix deploys: then the profile of its coordinator tells
 */
export function toDeployedFrom(
  given: ArgumentsOf<typeof deployedOptions> & { readonly profile: string | undefined },
  isDisnix: boolean,
  world: World,
): DeployedFrom {
  const { previous, deployedCommand, deployedArgument, coordinatorProfilePath, profile } = given;
  if (previous !== undefined) {
    return { kind: 'given', file: previous === '-' ? previous : resolvePath(world.folder, previous) };
  }
  if (deployedCommand !== undefined) return { kind: 'program', program: deployedCommand, arguments: deployedArgument };
  if (!isDisnix && coordinatorProfilePath === undefined) return { kind: 'state' };
  const chosen = { profile: profileName(profile, world.environment), coordinatorProfilePath };
  return { kind: 'profile', path: findCoordinatorProfile(chosen, world).path };
}
