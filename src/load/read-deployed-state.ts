import { InputError } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { resolvePath } from '../base/path.ts';
import type { DeployedState } from '../exchange/disnix/deployed-state.ts';
import { readManifest } from '../exchange/disnix/read-manifest.ts';
import { loadSaxes } from '../ports/load-saxes.ts';
import type { Evaluator } from './evaluator.ts';
import { readModelText } from './read-data.ts';
import type { World } from './world.ts';

/**
 * What is deployed, from a manifest of Disnix: a file (`-` is standard input), a profile of the coordinator, or a
 * folder that has a `manifest.xml`. Warnings go to `findings`.
 * @throws UserError with all mistakes
 */
export function readDeployedState(
  file: string,
  { host }: Pick<Evaluator, 'host'>,
  world: World,
  findings: Findings,
): DeployedState {
  const written = readModelText(file, { host }, world);
  // What cannot be read is told by reading it.
  if (written === undefined) host.files.read(resolvePath(world.folder, file));
  if (written?.form === 'xml') return readManifest(written.name, written.text, loadSaxes(), findings);
  const message = 'this is no manifest of Disnix: it is not XML';
  const hint =
    'dydisnix-previous-distribution reads what is deployed from the XML that disnix-env leaves in its profile';
  throw new InputError([{ severity: 'error', code: 'manifest', message, file: written?.name ?? file, hint }]);
}
