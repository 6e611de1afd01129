import { Findings } from '../base/findings.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import { type Distribution, type Mapping, targetsOf } from '../model/distribution.ts';
import { AttributeSetValue, type Value } from '../nix/index.ts';
import { findGoneTargets } from '../plan/index.ts';
import { type LoadedModels, placeModels } from './load-models.ts';
import { nameUsedTargets } from './name-used-targets.ts';
import { readModelText } from './read-data.ts';
import { readModelData, readPlanData } from './read-model.ts';
import { warnAboutGone } from './warn-about-gone.ts';
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

/** Where services go, and the models with the services that there are then. */
export interface PlacedPlan {
  readonly distribution: Distribution;
  readonly models: LoadedModels;
}

/** A plan, or candidates, in any form, with the models that fit it. @throws UserError where it cannot be read */
export function readPlaced(file: string, models: LoadedModels, world: World, findings: Findings): PlacedPlan {
  const value = readAnyForm(file, 'distribution', models, world);
  const placed = placeModels(models, value);
  return { distribution: decodeDistribution(value, file, placed, findings), models: placed };
}

/** An earlier plan, on the targets that there still are. */
export interface PreviousPlan extends Distribution {
  /** The targets of services that are gone since, by service. */
  readonly gone: ReadonlyMap<string, readonly string[]>;
}

/**
 * An earlier plan in any form; undefined where no file is named, where it says that nothing was deployed (`null`), and
 * where it cannot be read. Services that are gone since are left out, and so are targets, with a warning each. A
 * container that is that of the service's type is not named: it is where the service goes anyway.
 */
export function readPreviousPlan(
  file: string | undefined,
  models: LoadedModels,
  world: World,
  findings: Findings,
): PreviousPlan | undefined {
  if (file === undefined) return undefined;
  return findings.attempt(() => {
    const value = readAnyForm(file, 'previous', models, world);
    if (value === null) return undefined;
    const { mappings } = decodeDistribution(value, file, models, findings, 'keep');
    const known = [...mappings].filter(([service]) => models.services.services.has(service));
    const whole = { mappings: new Map(known) };
    warnAboutGone(findGoneTargets(whole, models.infrastructure), findings);
    return separateGone(whole, models);
  });
}

/** A plan on the targets that there are, and where it had services on others. O(size of the plan). */
export function separateGone({ mappings }: Distribution, { services, infrastructure }: LoadedModels): PreviousPlan {
  const left = new Map<string, readonly Mapping[]>();
  const gone = new Map<string, readonly string[]>();
  for (const [name, list] of mappings) {
    const type = services.services.get(name)?.type;
    const there = list.filter(({ target }) => infrastructure.targets.has(target));
    left.set(
      name,
      there.map(({ container, ...place }) =>
        container === undefined || container === type ? place : { ...place, container },
      ),
    );
    if (there.length === list.length) continue;
    gone.set(
      name,
      targetsOf({ mappings }, name).filter(target => !infrastructure.targets.has(target)),
    );
  }
  return { mappings: left, gone };
}
