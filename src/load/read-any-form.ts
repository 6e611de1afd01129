import { Findings } from '../base/findings.ts';
import { AttributeSetValue, type Value } from '../nix/index.ts';
import type { LoadedModels } from './load-models.ts';
import { nameUsedTargets } from './name-used-targets.ts';
import { readModelText } from './read-data.ts';
import { readModelData, readPlanData } from './read-model.ts';
import type { World } from './world.ts';

/**
 * A plan in any form that the tools print or read: Nix (what a function of `{ infrastructure }` gives, or a plain
 * set), JSON or YAML (the set itself, or an object of `--json` that has it as `distribution`), or XML. Where anything
 * may come (`any`), a function of `{ infrastructure }` can be read without that model: its targets are names; and so
 * are, in a plan of before (`previous`), those that are gone from the model. Such a plan may be null.
 * @throws UserError
 */
export function readAnyForm(
  file: string,
  kind: 'distribution' | 'previous' | 'ids' | 'any',
  { evaluator, infrastructure }: LoadedModels,
  world: World,
): Value {
  const written = readModelText(file, evaluator, world);
  const data =
    written &&
    (kind === 'any' ? readPlanData(written) : readModelData(written, kind === 'ids' ? 'ids file' : 'distribution'));
  if (data !== undefined) return data;
  const targets: (readonly [string, Value])[] = [...infrastructure.targets].map(([name, { attributes }]) => [
    name,
    attributes,
  ]);
  const isAlone = kind === 'any' && infrastructure.targets.size === 0;
  if (written !== undefined && (isAlone || kind === 'previous')) {
    const { text } = written;
    const name = () => nameUsedTargets(file, text, evaluator.hints.infrastructure);
    // A plan that does more than to name its targets needs all of them to be there.
    const used = isAlone ? name() : (new Findings().attempt(name) ?? []);
    for (const target of used) if (!infrastructure.targets.has(target)) targets.push([target, target]);
  }
  return evaluator.evaluateModel(file, 'distribution', [['infrastructure', AttributeSetValue.from(targets)]]);
}
