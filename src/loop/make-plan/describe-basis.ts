import { resolvePath } from '../../base/path.ts';
import { digestNamedFiles } from '../../load/digest-named-files.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import type { World } from '../../load/world.ts';
import type { Policy } from '../../model/policy.ts';
import { hashText } from '../../nix/index.ts';
import type { Deployed } from '../deployed.ts';
import { dataText } from '../saved-plan/data-text.ts';
import type { Basis, ModelOfPlan } from '../saved-plan/saved-plan.ts';
import type { KnownIds } from './assign-new-ids.ts';
import type { MatterInputs } from './plan-inputs.ts';

/** What a plan is made from. */
export interface PlanMatter {
  readonly models: LoadedModels;
  readonly policy: Policy;
  readonly known: KnownIds;
  readonly deployed: Deployed;
}

/**
 * Digests of all that a plan rests on. Of a QoS model and its filters, which are functions, the bytes count.
 * O(size of the models + bytes of the files that they name).
 */
export function describeBasis(
  inputs: MatterInputs,
  { models, policy, known, deployed }: PlanMatter,
  world: World,
): Basis {
  const { host } = models.evaluator;
  const absolute = (file: string): string => resolvePath(world.folder, file);
  const digest = (data: unknown): string => hashText(host.createHash, 'sha256', dataText(data));
  const given: readonly (readonly [ModelOfPlan, unknown])[] = [
    ['services', models.services.services],
    ['infrastructure', models.infrastructure],
    ['distribution', models.distribution],
    ['policy', inputs.policy === undefined ? undefined : policy],
    ['qos', inputs.qos === undefined ? undefined : [inputs.qos, inputs.filters ?? ''].map(absolute)],
    ['idResources', known.resources],
    ['ids', inputs.ids === undefined ? undefined : known.ids],
  ];
  const { services, infrastructure } = inputs.models;
  const files = [services, infrastructure, inputs.qos, inputs.filters].flatMap(file =>
    file === undefined || file === '-' ? [] : [absolute(file)],
  );
  const ids = inputs.ids === undefined ? undefined : absolute(inputs.ids);
  return {
    models: new Map(given.flatMap(([name, data]) => (data === undefined ? [] : [[name, digest(data)] as const]))),
    files: digestNamedFiles(files, host, path => path === ids),
    deployed: digest(deployed.deployment),
  };
}
