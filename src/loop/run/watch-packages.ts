import { Findings } from '../../base/findings.ts';
import { compareNames } from '../../base/order.ts';
import { readManifest } from '../../exchange/disnix/read-manifest.ts';
import { readText } from '../../load/read-text.ts';
import type { Distribution } from '../../model/distribution.ts';
import { loadSaxes } from '../../ports/load-saxes.ts';
import { buildManifest } from '../deploy/build-manifest.ts';
import type { LoopFiles } from './loop-files.ts';
import type { LoopSettings } from './loop-settings.ts';
import type { Surroundings } from './surroundings.ts';
import { digestOf } from './watch-models.ts';

/** What of the plan that is deployed is to be built by now, by a digest: undefined where nothing is known of it. */
export interface WatchedPackages {
  readonly digest: string | undefined;
  /** Whether it is another one than in the first round after that plan was applied. */
  readonly areOther: boolean;
  /** Why it is that of an earlier round. */
  readonly reason?: string;
}

/** The models that Disnix reads, and what of them there is. */
export interface PackageModels {
  readonly services: string;
  /** The infrastructure model with the machines that are there alone, as a file of Nix. */
  readonly infrastructure: string;
  readonly isService: (name: string) => boolean;
  readonly isThere: (target: string) => boolean;
}

/**
 * Packages are never evaluated here, so Disnix is asked: it builds the manifest of the plan that was applied last from
 * the models of now. The same store path is no change, nor is another one with the same packages: it covers what
 * machines say of themselves, too. Where nothing can be built, what was known before still counts.
 * O(services), beside what Disnix does.
 */
export function watchPackages(
  { services, infrastructure, isService, isThere }: PackageModels,
  { state, deployer, deployTimeout }: LoopSettings,
  files: LoopFiles,
  { run, world }: Surroundings,
): WatchedPackages {
  const current = state.readCurrent();
  const mappings = [...(current?.distribution.mappings ?? [])].flatMap(([name, list]) => {
    const there = list.filter(({ target }) => isThere(target));
    return isService(name) && there.length > 0 ? [[name, there] as const] : [];
  });
  if (current === undefined || mappings.length === 0) return { digest: undefined, areOther: false };
  const distribution: Distribution = { mappings: new Map(mappings) };
  const call = { file: `${files.folder}/deployed.nix`, milliseconds: deployTimeout, run };
  const built = buildManifest({ services, infrastructure, distribution }, deployer.settings, call, world);
  const known = files.readManifest();
  const isOfPlan = known?.plan === current.made;
  const areOther = isOfPlan && known.packages !== known.deployed;
  if (built.kind === 'failed') return { digest: known?.packages, areOther, reason: built.reason };
  if (isOfPlan && built.path === known.path) return { digest: known.packages, areOther };
  const { path } = built;
  const packages = path === known?.path ? known.packages : digestPackages(path);
  const deployed = isOfPlan ? known.deployed : packages;
  files.writeManifest({ path, packages, plan: current.made, deployed });
  return { digest: packages, areOther: packages !== deployed };
}

/** Of what is no manifest, the path says whether it is another one. */
function digestPackages(path: string): string {
  const findings = new Findings();
  const manifest = findings.attempt(() => readManifest(path, readText(path), loadSaxes(), findings));
  if (manifest === undefined) return digestOf(path);
  const packages = [...manifest.services.values()].map(({ name, pkg }) => `${name}\0${pkg}`);
  return digestOf(JSON.stringify([...new Set(packages)].sort(compareNames)));
}
