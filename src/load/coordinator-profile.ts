import { toBytes } from '../base/bytes.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { resolvePath } from '../base/path.ts';
import { didYouMean } from '../base/suggest.ts';
import { isFile } from '../ports/disk/is-file.ts';
import { listNames } from '../ports/disk/list-names.ts';
import { userName } from '../ports/user-name.ts';
import type { World } from './world.ts';

/** Which profile of the coordinator is meant; what is left out is as Disnix has it. */
export interface ProfileChoice {
  /** Its name; without it what `DISNIX_PROFILE` says, or `default`. */
  readonly profile?: string | undefined;
  /** The folder of the profiles; without it that of the user. */
  readonly coordinatorProfilePath?: string | undefined;
}

/** A profile of the coordinator: a link to the manifest of what was deployed last. */
export interface CoordinatorProfile {
  /** The absolute path of the link (byte string). */
  readonly path: string;
  readonly folder: string;
  readonly name: string;
  /** Whether it is there: nothing was deployed under its name otherwise. */
  readonly exists: boolean;
  /** Whether somebody chose it, on the command line. */
  readonly isChosen: boolean;
}

/**
 * The profile in which `disnix-env` keeps the manifest of what it deployed last. A profile is a link to a manifest, or
 * to a folder with a `manifest.xml`.
 * @example findCoordinatorProfile({ profile: 'shop', coordinatorProfilePath: '/p' }, world).path // '/p/shop'
 */
export function findCoordinatorProfile(
  { profile, coordinatorProfilePath }: ProfileChoice,
  { folder: current, environment }: World,
): CoordinatorProfile {
  const name = profileName(profile, environment);
  const folder =
    coordinatorProfilePath === undefined ? ownFolder(environment) : resolvePath(current, coordinatorProfilePath);
  const path = resolvePath(folder, name);
  const isChosen = profile !== undefined || coordinatorProfilePath !== undefined;
  return { path, folder, name, exists: isFile(path) || isFile(`${path}/manifest.xml`), isChosen };
}

/** The name of a profile as Disnix finds it: the one that is given, else what `DISNIX_PROFILE` says, or `default`. */
export function profileName(given: string | undefined, environment: World['environment']): string {
  return given ?? toBytes(environment['DISNIX_PROFILE'] || 'default');
}

/** That nothing is deployed under a profile yet: a first deployment looks so, and so does a name that is misspelt. */
export function tellMissingProfile({ folder, name }: CoordinatorProfile): Diagnostic {
  const message = `there is no profile "${name}" in ${folder}: nothing is deployed under it yet`;
  // Each has its generations beside it.
  const others = listNames(folder).filter(other => !/-\d+-link$/.test(other));
  return { severity: 'warning', code: 'no-profile', message, hint: didYouMean(name, others) };
}

function ownFolder(environment: World['environment']): string {
  const user = userName() ?? toBytes(environment['USER'] ?? 'nobody');
  return `/nix/var/nix/profiles/per-user/${user}/disnix-coordinator`;
}
