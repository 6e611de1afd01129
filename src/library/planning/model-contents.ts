import { fromBytes } from '../../base/bytes.ts';
import type { Findings } from '../../base/findings.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { IdResources } from '../../model/id-resources.ts';
import type { IdAssignments } from '../../model/ids.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { Policy } from '../../model/policy.ts';
import type { ServicesModel } from '../../model/service.ts';
import type { IntegerProgramSolver } from '../../solve/index.ts';
import { toFinding } from '../translate-errors.ts';
import type { Models } from './models.ts';
import { toPlainDistribution, toTexts } from './plain.ts';

/** What is behind them. */
export interface ModelContents {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  readonly distribution: Distribution | undefined;
  readonly previous: Distribution | undefined;
  readonly resources: IdResources | undefined;
  readonly ids: IdAssignments | undefined;
  readonly policy: Policy | undefined;
  /** Who solves integer programs; where nobody is named, HiGHS in Node. */
  readonly programs: IntegerProgramSolver | 'nobody' | undefined;
}

const contents = new WeakMap<Models, ModelContents>();

export function makeModels(loaded: ModelContents, findings: Findings): Models {
  const models: Models = {
    services: [...loaded.services.services.values()].map(({ key, name, dependsOn, connectsTo }) => ({
      key: fromBytes(key),
      name: fromBytes(name),
      dependsOn: toTexts(dependsOn),
      connectsTo: toTexts(connectsTo),
    })),
    targets: toTexts(loaded.infrastructure.targets.keys()),
    distribution: loaded.distribution && toPlainDistribution(loaded.distribution),
    warnings: findings.all.map(toFinding),
  };
  contents.set(models, loaded);
  return models;
}

/** @throws TypeError for what `loadModels` did not make */
export function contentsOf(models: Models): ModelContents {
  const found = contents.get(models);
  if (found === undefined) throw new TypeError('these are no models: loadModels makes them');
  return found;
}
