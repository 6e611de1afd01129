import type { ArgumentsOf, OptionTable } from '../../cli/option-table.ts';
import { usageError } from '../../cli/usage.ts';
import { findCoordinatorProfile, profileName } from '../../load/coordinator-profile.ts';
import type { World } from '../../load/world.ts';
import type { DisnixHelp } from '../run/loop-settings.ts';

/** What Disnix does beside deploying, as the original had it. */
export const disnixHelpOptions = {
  snapshot: { kind: 'switch', summary: 'with disnix: take snapshots of all data before each deployment' },
  reconstruct: {
    kind: 'switch',
    summary: 'with disnix: ask the machines what runs, in each round in which all of them answer',
  },
} as const satisfies OptionTable;

type Given = ArgumentsOf<typeof disnixHelpOptions> & {
  readonly profile: string | undefined;
  readonly coordinatorProfilePath: string | undefined;
  readonly deployTimeout: number;
  readonly disnixOption: readonly string[];
};

/** Options that `disnix-env` and its helpers share, each with a value. */
const shared = ['--interface', '--target-property'];

/**
 * What Disnix is asked for, by the options.
 * @param isDisnix whether it deploys
 * @throws InputError where it does not, and is asked for something
 */
export function toDisnixHelp(given: Given, isDisnix: boolean, world: World): DisnixHelp | undefined {
  const { snapshot, reconstruct, deployTimeout, coordinatorProfilePath, disnixOption } = given;
  if (!snapshot && !reconstruct) return undefined;
  if (!isDisnix)
    throw usageError('--snapshot and --reconstruct are of Disnix', 'give --deployer disnix, or leave them out');
  const profile = profileName(given.profile, world.environment);
  const words = [
    '--profile',
    profile,
    ...(coordinatorProfilePath === undefined ? [] : ['--coordinator-profile-path', coordinatorProfilePath]),
    ...disnixOption.flatMap((word, i) => (shared.includes(word) ? [word, disnixOption[i + 1] ?? ''] : [])),
  ];
  const call = (program: string) => ({ program, arguments: words, milliseconds: 1000 * deployTimeout });
  return {
    snapshot: snapshot ? call('disnix-snapshot') : undefined,
    isDeployed: () => findCoordinatorProfile({ profile, coordinatorProfilePath }, world).exists,
    reconstruct: reconstruct ? call('disnix-reconstruct') : undefined,
  };
}
