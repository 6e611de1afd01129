import { resolvePath } from '../../base/path.ts';
import { type ArgumentsOf, notWith, type OptionTable } from '../../cli/option-table.ts';
import type { World } from '../../load/world.ts';

/** What `disnix-env` is told beside the models, the plan and the profile. */
export const disnixOptions = notWith('deploy-command', 'it is of disnix-env', {
  packages: { kind: 'file', short: 'P', summary: 'disnix-env: the packages model' },
  interface: { kind: 'text', value: 'PROGRAM', summary: 'disnix-env: the program that reaches machines' },
  'target-property': { kind: 'text', value: 'NAME', summary: 'disnix-env: the property that says where a machine is' },
  'max-concurrent-transfers': {
    kind: 'number',
    short: 'm',
    value: 'COUNT',
    least: 1,
    summary: 'disnix-env: how many closures are copied at once',
  },
  'deploy-state': { kind: 'switch', summary: 'disnix-env: move the state of all services with them' },
  'build-on-targets': { kind: 'switch', summary: 'disnix-env: build on the machines' },
  'no-upgrade': { kind: 'switch', summary: 'disnix-env: activate everything, whatever runs' },
  'no-lock': { kind: 'switch', summary: 'disnix-env: lock no machine' },
  'no-coordinator-profile': { kind: 'switch', summary: "disnix-env: leave the coordinator's profile as it is" },
  'no-target-profiles': { kind: 'switch', summary: 'disnix-env: leave the profiles of machines as they are' },
  'no-migration': { kind: 'switch', summary: 'disnix-env: move no state' },
  'delete-state': { kind: 'switch', summary: 'disnix-env: delete the state of services that are gone' },
  'depth-first': { kind: 'switch', summary: 'disnix-env: move state depth first' },
  keep: { kind: 'number', value: 'COUNT', least: 1, summary: 'disnix-env: how many snapshots are kept' },
  'disnix-option': {
    kind: 'text',
    value: 'WORD',
    repeatable: true,
    summary: 'a word that is passed on to disnix-env as it is: an option, or its value',
  },
} as const satisfies OptionTable);

/** What of other options `disnix-env` is told as well. */
interface OtherOptions {
  readonly coordinatorProfilePath?: string | undefined;
  readonly extraParams?: string | undefined;
  readonly showTrace?: boolean | undefined;
}

/** The words for `disnix-env`, in the order of the table; files by absolute paths. */
export function toDisnixWords(
  given: ArgumentsOf<typeof disnixOptions> & OtherOptions,
  { folder }: World,
): readonly string[] {
  const path = (file: string | undefined) => (file === undefined ? undefined : resolvePath(folder, file));
  const valued: readonly (readonly [string, string | number | undefined])[] = [
    ['--packages', path(given.packages)],
    ['--interface', given.interface],
    ['--target-property', given.targetProperty],
    ['--max-concurrent-transfers', given.maxConcurrentTransfers],
    ['--keep', given.keep],
    ['--coordinator-profile-path', path(given.coordinatorProfilePath)],
    ['--extra-params', given.extraParams],
  ];
  const switches: readonly (readonly [string, boolean | undefined])[] = [
    ['--deploy-state', given.deployState],
    ['--build-on-targets', given.buildOnTargets],
    ['--no-upgrade', given.noUpgrade],
    ['--no-lock', given.noLock],
    ['--no-coordinator-profile', given.noCoordinatorProfile],
    ['--no-target-profiles', given.noTargetProfiles],
    ['--no-migration', given.noMigration],
    ['--delete-state', given.deleteState],
    ['--depth-first', given.depthFirst],
    ['--show-trace', given.showTrace],
  ];
  return [
    ...valued.flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)])),
    ...switches.flatMap(([name, isGiven]) => (isGiven === true ? [name] : [])),
    ...given.disnixOption,
  ];
}
