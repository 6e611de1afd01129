import type { Findings } from '../base/findings.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import { type Distribution, type Mapping, targetsOf } from '../model/distribution.ts';
import { findGoneTargets } from '../plan/index.ts';
import { type LoadedModels, placeModels } from './load-models.ts';
import { readAnyForm } from './read-any-form.ts';
import { warnAboutGone } from './warn-about-gone.ts';
import type { World } from './world.ts';

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
