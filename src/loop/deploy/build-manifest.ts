import type { World } from '../../load/world.ts';
import type { Distribution } from '../../model/distribution.ts';
import { makeFolder } from '../../ports/disk/make-folder.ts';
import { replaceFile } from '../../ports/disk/replace-file.ts';
import { findProgram } from '../../ports/programs/find-program.ts';
import { type RunProgram, runProgram } from '../../ports/programs/run-program.ts';
import { describeEnd } from '../../write/applied.ts';
import { writeDisnixDistribution } from '../../write/distribution.ts';
import type { DeployerSettings } from './deployer-settings.ts';
import { environmentVariables } from './environment-variables.ts';

/** What a manifest is built from: absolute paths, and where services go. */
export interface ManifestModels {
  readonly services: string;
  readonly infrastructure: string;
  readonly distribution: Distribution;
}

/** How Disnix is asked for it. */
export interface ManifestCall {
  /** Where the distribution is written for Disnix to read: an absolute path; its folder is made where it is not. */
  readonly file: string;
  /** All packages are built on the way, within this time. */
  readonly milliseconds: number;
  readonly run?: RunProgram | undefined;
}

/** The store path of a manifest, or why there is none. */
export type BuiltManifest =
  | { readonly kind: 'built'; readonly path: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** What `disnix-manifest` knows of the words for `disnix-env`: those with a value, and those without. */
const valued: readonly string[] = ['--packages', '--interface', '--target-property', '--extra-params'];
const switches: readonly string[] = ['--deploy-state', '--show-trace'];
const mostOutput = 64 * 1024 * 1024;

/** Whether a program of Disnix is installed. */
export function isInstalled(name: string, { environment, folder }: World): boolean {
  return findProgram(name, environment['PATH'], folder) !== undefined;
}

/**
 * Builds the manifest of a plan, and all packages, with `disnix-manifest`. Nothing is deployed.
 * @throws InputError where the distribution cannot be written
 */
export function buildManifest(
  { services, infrastructure, distribution }: ManifestModels,
  { arguments: words }: DeployerSettings,
  call: ManifestCall,
  world: World,
): BuiltManifest {
  makeFolder(call.file.slice(0, call.file.lastIndexOf('/')));
  replaceFile(call.file, writeDisnixDistribution(distribution));
  const models = ['-s', services, '-i', infrastructure, '-d', call.file];
  const asked = askDisnix('disnix-manifest', [...models, ...pickWords(words), '--no-out-link'], call, world);
  if (asked.kind === 'failed') return asked;
  const path = asked.output.trim().split('\n').at(-1) ?? '';
  return path === '' ? { kind: 'failed', reason: 'disnix-manifest printed no path' } : { kind: 'built', path };
}

/** What a program of Disnix prints, or why it does not. */
export function askDisnix(
  program: string,
  words: readonly string[],
  { milliseconds, run = runProgram }: ManifestCall,
  { environment, folder }: World,
): { readonly kind: 'said'; readonly output: string } | { readonly kind: 'failed'; readonly reason: string } {
  const call = { program, arguments: words, folder, environment: environmentVariables(environment), input: '' };
  const end = run({ ...call, milliseconds, mostOutput, isCaptured: true });
  return end.kind === 'exit' && end.code === 0
    ? { kind: 'said', output: end.output }
    : { kind: 'failed', reason: `${program} ${describeEnd(end)}` };
}

function pickWords(words: readonly string[]): readonly string[] {
  return words.flatMap((word, i) => {
    if (valued.includes(word)) return [word, words[i + 1] ?? ''];
    return switches.includes(word) && !valued.includes(words[i - 1] ?? '') ? [word] : [];
  });
}
