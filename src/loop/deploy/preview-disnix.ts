import { Findings } from '../../base/findings.ts';
import type { DeployedState } from '../../exchange/disnix/deployed-state.ts';
import { readManifest } from '../../exchange/disnix/read-manifest.ts';
import { readText } from '../../load/read-text.ts';
import type { World } from '../../load/world.ts';
import { makeFolder } from '../../ports/disk/make-folder.ts';
import { replaceFile } from '../../ports/disk/replace-file.ts';
import { loadSaxes } from '../../ports/load-saxes.ts';
import { findProgram } from '../../ports/programs/find-program.ts';
import { runProgram } from '../../ports/programs/run-program.ts';
import { describeEnd } from '../../write/applied.ts';
import { writeDisnixDistribution } from '../../write/distribution.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import type { DeployerSettings } from './deployer-settings.ts';
import { environmentVariables } from './environment-variables.ts';

/** What Disnix says of a plan, without asking a machine. */
export interface DisnixPreview {
  /** What was built. */
  readonly manifest: DeployedState;
  /** What `disnix-activate --dry-run` prints, line by line. */
  readonly lines: readonly string[];
}

/** All packages are built on the way. */
const milliseconds = 3_600_000;
const mostOutput = 64 * 1024 * 1024;

/** What `disnix-manifest` knows of the words for `disnix-env`: those with a value, and those without. */
const valued: readonly string[] = ['--packages', '--interface', '--target-property', '--extra-params'];
const switches: readonly string[] = ['--deploy-state', '--show-trace'];

/**
 * Builds the manifest of a plan with `disnix-manifest`, and lets `disnix-activate --dry-run` say what it would do;
 * undefined, and told where something failed, where that cannot be. Nothing is deployed.
 * @param folder that of the state: the plan is written there for Disnix to read
 * @param notes hears what failed
 */
export function previewDisnix(
  plan: Pick<SavedPlan, 'distribution' | 'inputs'>,
  { profile, arguments: words }: DeployerSettings,
  folder: string,
  world: World,
  notes: Findings,
): DisnixPreview | undefined {
  const isThere = (name: string) => findProgram(name, world.environment['PATH'], world.folder) !== undefined;
  if (!isThere('disnix-manifest') || !isThere('disnix-activate')) return undefined;
  const distribution = `${folder}/preview.nix`;
  makeFolder(folder);
  replaceFile(distribution, writeDisnixDistribution(plan.distribution));
  const { files } = plan.inputs;
  const models = ['-s', files.get('services') ?? '', '-i', files.get('infrastructure') ?? '', '-d', distribution];
  const ask = (program: string, list: readonly string[]): string | undefined => {
    const call = {
      program,
      arguments: list,
      folder: world.folder,
      environment: environmentVariables(world.environment),
    };
    const end = runProgram({ ...call, input: '', milliseconds, mostOutput, isCaptured: true });
    if (end.kind === 'exit' && end.code === 0) return end.output;
    notes.warning('preview', `there is no preview: ${program} ${describeEnd(end)}`);
    return undefined;
  };
  world.progress('building the manifest, for a preview');
  const path = ask('disnix-manifest', [...models, ...pickWords(words), '--no-out-link'])
    ?.trim()
    .split('\n')
    .at(-1);
  if (path === undefined) return undefined;
  const found = new Findings();
  const manifest = notes.attempt(() => readManifest(path, readText(path), loadSaxes(), found));
  if (manifest === undefined) return undefined;
  const place = words.indexOf('--coordinator-profile-path');
  const where = place < 0 ? [] : words.slice(place, place + 2);
  const printed = ask('disnix-activate', ['--dry-run', '--profile', profile, ...where, path]);
  const lines = (printed ?? '').split('\n').filter(line => line.trim() !== '');
  return { manifest, lines };
}

function pickWords(words: readonly string[]): readonly string[] {
  return words.flatMap((word, i) => {
    if (valued.includes(word)) return [word, words[i + 1] ?? ''];
    return switches.includes(word) && !valued.includes(words[i - 1] ?? '') ? [word] : [];
  });
}
