import { Findings } from '../../base/findings.ts';
import { readManifest } from '../../exchange/disnix/read-manifest.ts';
import { createEvaluator } from '../../load/create-evaluator.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import { readAnyForm } from '../../load/read-any-form.ts';
import { readModelText } from '../../load/read-data.ts';
import type { World } from '../../load/world.ts';
import { decodeDistribution } from '../../model/decode-distribution.ts';
import { loadSaxes } from '../../ports/load-saxes.ts';
import type { DeployedSource } from '../../write/plan-heading.ts';
import { type Deployed, deployedAsGiven, deployedNothing } from '../deployed.ts';
import type { StateFiles } from '../state/state-files.ts';
import { deployedByManifest } from './deployed-by-manifest.ts';

/**
 * What a text says that is deployed: a plan in any form, a manifest of Disnix, or null, which is nothing. Services and
 * targets that are gone from the models count: they are to be stopped.
 * @param printed the text where the file is only what messages call it
 * @throws UserError where it says nothing that can be read
 */
export function deployedByText(
  source: DeployedSource,
  file: string,
  state: StateFiles,
  models: LoadedModels,
  world: World,
  printed?: string,
): Deployed {
  const { evaluation } = models.request;
  const replacedFiles = printed === undefined ? undefined : new Map([[file, printed]]);
  const evaluator =
    replacedFiles === undefined ? models.evaluator : createEvaluator({ ...evaluation, replacedFiles }, world);
  const written = readModelText(file, evaluator, world);
  if (written?.form === 'xml' && /<manifest\b/.test(written.text)) {
    const manifest = readManifest(written.name, written.text, loadSaxes(), models.findings);
    return deployedByManifest(source, manifest, state.readCurrent(), models.services);
  }
  const value = readAnyForm(file, 'previous', { ...models, evaluator }, world);
  if (value === null) return { ...deployedNothing, source };
  const findings = new Findings();
  const plan = decodeDistribution(value, file, models, findings, 'keep');
  findings.throwIfErrors();
  return deployedAsGiven(source, plan, models.services);
}
