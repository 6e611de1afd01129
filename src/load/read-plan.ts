import type { Findings } from '../base/findings.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import type { Distribution } from '../model/distribution.ts';
import { AttributeSetValue, type Value } from '../nix/index.ts';
import type { LoadedModels } from './load-models.ts';
import { nameUsedTargets } from './name-used-targets.ts';
import { readModelText } from './read-data.ts';
import { readModelData, readPlanData } from './read-model.ts';
import type { World } from './world.ts';

/**
 * A plan in any form that the tools print or read: Nix (what a function of `{ infrastructure }` gives, or a plain
 * set), JSON or YAML (the set itself, or an object of `--json` that has it as `distribution`), or XML. Where anything
 * may come (`any`), a function of `{ infrastructure }` can be read without that model: its targets are names.
 * @throws UserError
 */
export function readAnyForm(
  file: string,
  kind: 'distribution' | 'ids' | 'any',
  { evaluator, infrastructure }: LoadedModels,
  world: World,
): Value {
  const written = readModelText(file, evaluator, world);
  const data =
    written && (kind === 'any' ? readPlanData(written) : readModelData(written, kind === 'ids' ? 'ids file' : kind));
  if (data !== undefined) return data;
  const targets: (readonly [string, Value])[] =
    kind === 'any' && infrastructure.targets.size === 0 && written !== undefined
      ? [...nameUsedTargets(file, written.text, evaluator.hints.infrastructure)].map(name => [name, name])
      : [...infrastructure.targets].map(([name, { attributes }]) => [name, attributes]);
  return evaluator.evaluateModel(file, 'distribution', [['infrastructure', AttributeSetValue.from(targets)]]);
}

/**
 * An earlier plan in any form; undefined where no file is named, or it cannot be read. Services and targets that are
 * gone since are left out.
 */
export function readPreviousPlan(
  file: string | undefined,
  models: LoadedModels,
  world: World,
  findings: Findings,
): Distribution | undefined {
  if (file === undefined) return undefined;
  return findings.attempt(() => {
    const value = readAnyForm(file, 'distribution', models, world);
    return decodeDistribution(value, file, models, findings, 'drop');
  });
}
