import { Findings } from '../../base/findings.ts';
import type { DeployedState } from '../../exchange/disnix/deployed-state.ts';
import { readManifest } from '../../exchange/disnix/read-manifest.ts';
import { readText } from '../../load/read-text.ts';
import type { World } from '../../load/world.ts';
import { loadSaxes } from '../../ports/load-saxes.ts';
import { askDisnix, buildManifest, isInstalled, type ManifestCall, type ManifestModels } from './build-manifest.ts';
import type { DeployerSettings } from './deployer-settings.ts';

/** What Disnix says of a plan, without asking a machine. */
export interface DisnixPreview {
  /** What was built. */
  readonly manifest: DeployedState;
  /** What `disnix-activate --dry-run` prints, line by line; undefined where it is not installed. */
  readonly lines: readonly string[] | undefined;
}

/**
 * Builds the manifest of a plan with `disnix-manifest`, and lets `disnix-activate --dry-run` say what it would do;
 * undefined, and told where something failed, where that cannot be. Nothing is deployed.
 * @param tell hears why there is none
 * @throws InputError where what Disnix is to read cannot be written
 */
export function previewDisnix(
  models: ManifestModels,
  settings: DeployerSettings,
  call: ManifestCall,
  world: World,
  tell: (reason: string) => void,
): DisnixPreview | undefined {
  if (!isInstalled('disnix-manifest', world)) return undefined;
  world.progress('building the manifest, for a preview');
  const manifest = buildAndRead(models, settings, call, world);
  if ('reason' in manifest) {
    tell(manifest.reason);
    return undefined;
  }
  const canActivate = isInstalled('disnix-activate', world);
  return {
    manifest: manifest.read,
    lines: canActivate ? tryOut(manifest.path, settings, call, world, tell) : undefined,
  };
}

function buildAndRead(
  models: ManifestModels,
  settings: DeployerSettings,
  call: ManifestCall,
  world: World,
): { readonly path: string; readonly read: DeployedState } | { readonly reason: string } {
  const built = buildManifest(models, settings, call, world);
  if (built.kind === 'failed') return built;
  const { path } = built;
  const found = new Findings();
  const read = found.attempt(() => readManifest(path, readText(path), loadSaxes(), found));
  return read === undefined ? { reason: found.all[0]?.message ?? `${path} cannot be read` } : { path, read };
}

/** What activating would do, line by line. */
function tryOut(
  path: string,
  { profile, arguments: words }: DeployerSettings,
  call: ManifestCall,
  world: World,
  tell: (reason: string) => void,
): readonly string[] {
  const place = words.indexOf('--coordinator-profile-path');
  const where = place < 0 ? [] : words.slice(place, place + 2);
  const asked = askDisnix('disnix-activate', ['--dry-run', '--profile', profile, ...where, path], call, world);
  if (asked.kind === 'said') return asked.output.split('\n').filter(line => line.trim() !== '');
  tell(asked.reason);
  return [];
}
