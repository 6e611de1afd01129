import { toBytes } from '../base/bytes.ts';
import { resolvePath } from '../base/path.ts';
import { profileName } from '../load/coordinator-profile.ts';
import type { World } from '../load/world.ts';
import type { ArgumentsOf, OptionTable } from './option-table.ts';
import { usageError } from './usage.ts';

/** Where what is deployed is remembered. */
export const stateOptions = {
  profile: {
    kind: 'text',
    short: 'p',
    value: 'NAME',
    summary: 'which of several deployments is meant: what DISNIX_PROFILE says, or default, where it is left out',
  },
  state: {
    kind: 'folder',
    summary:
      'the folder that remembers what is deployed, instead of dydisnix/PROFILE in XDG_STATE_HOME or in ~/.local/state',
  },
} as const satisfies OptionTable;

/** What is kept of the state by whoever changes it, and how long another one who does is waited for. */
export const stateKeepingOptions = {
  history: {
    kind: 'number',
    value: 'COUNT',
    least: 1,
    default: 10,
    summary: 'how many plans that were applied before are kept',
  },
  'lock-timeout': {
    kind: 'number',
    value: 'SECONDS',
    least: 0,
    default: 60,
    summary: 'how long to wait while another run deploys this profile',
  },
} as const satisfies OptionTable;

/**
 * The absolute path of the folder that remembers a deployment.
 * @throws InputError where the profile is no name of a folder, or nobody says where the user's own folder is
 */
export function stateFolder(given: ArgumentsOf<typeof stateOptions>, world: World): string {
  if (given.state !== undefined) return resolvePath(world.folder, given.state);
  const profile = profileName(given.profile, world.environment);
  if (!/^[\w.+-]{1,100}$/.test(profile) || /^\.+$/.test(profile)) {
    throw usageError(`"${profile}" cannot be a profile: it may have letters, digits and any of _ . + -`);
  }
  const { XDG_STATE_HOME: own, HOME: home } = world.environment;
  const base = own?.startsWith('/') ? own : home?.startsWith('/') ? `${home}/.local/state` : undefined;
  if (base === undefined) {
    throw usageError(
      'it is not known where the state of this user is: neither HOME nor XDG_STATE_HOME is set',
      'name a folder with --state',
    );
  }
  return resolvePath(toBytes(base), `dydisnix/${profile}`);
}
