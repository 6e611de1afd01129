import { idResourcesOption, idsOption, wantedPoolsOption } from '../../cli/id-options.ts';
import {
  bestPlanSoFar,
  type evaluationOptions,
  modelOptions,
  moveStatefulOption,
  timeLimitOption,
  toRequest,
} from '../../cli/model-options.ts';
import { type ArgumentsOf, type OptionTable, required } from '../../cli/option-table.ts';
import { buildableOptions } from '../../cli/original-options.ts';
import { qosOptions } from '../../cli/qos-options.ts';
import { replicasOption } from '../../cli/replicas-option.ts';
import { stateOptions } from '../../cli/state-options.ts';
import { requireNix } from '../../load/buildable/ask-nix.ts';
import { interruptible } from '../../load/interruptible.ts';
import type { World } from '../../load/world.ts';
import type { Buildable, PlanInputs } from '../make-plan/plan-inputs.ts';
import { toModelChanges } from '../what-if/to-model-changes.ts';
import { chooseDeployer, type deployerOptions } from './deploy-options.ts';
import { deployedOptions, toDeployedFrom } from './deployed-options.ts';
import { demandOptions, toWhatIf, type whatIfOptions } from './what-if-options.ts';

const { qos, filters } = qosOptions;

const filtersNeed = { option: 'qos', message: 'filters are called by a QoS model', hint: 'give it with -q' };

/** Of what is planned, for the commands that compare that with what is deployed. */
export const planOptions = {
  services: required(modelOptions.services),
  infrastructure: required(modelOptions.infrastructure),
  distribution: modelOptions.distribution,
  policy: {
    kind: 'file',
    lookedForAs: 'placement',
    summary: 'what a plan must keep, and what it should do well (docs/policy.md)',
  },
  qos: { ...qos, summary: 'the QoS model: where there is one, it decides in the place of the policy' },
  filters: { ...filters, needs: [filtersNeed] },
  ...idResourcesOption,
  ids: {
    ...idsOption.ids,
    foundWith: 'id-resources',
    summary: 'the ids file: ids in it stay as they are; ids.nix where there are pools and nothing is said',
  },
  'ids-service-property': wantedPoolsOption['service-property'],
  ...stateOptions,
  ...deployedOptions,
  ...timeLimitOption(10, bestPlanSoFar),
  'move-stateful': moveStatefulOption,
  ...replicasOption,
  ...buildableOptions,
  ...demandOptions,
} as const satisfies OptionTable;

/** @throws InputError where Nix is to be asked, and is not installed */
function toBuildable({ filterBuildable, build }: ArgumentsOf<typeof buildableOptions>, world: World): Buildable {
  if (!filterBuildable) return 'unasked';
  requireNix(world, build);
  return build ? 'built' : 'evaluated';
}

/** What is to be planned, as the options say. @throws InputError */
export function toPlanInputs(
  given: ArgumentsOf<typeof planOptions & typeof deployerOptions & typeof evaluationOptions> &
    Partial<ArgumentsOf<typeof whatIfOptions>>,
  world: World,
): PlanInputs {
  const models = toRequest(given);
  const whatIf = toWhatIf(given);
  return {
    ...given,
    models: { ...models, evaluation: { ...models.evaluation, changes: toModelChanges(whatIf, world.folder) } },
    whatIf,
    ids: given.ids ?? (given.idResources === undefined ? undefined : 'ids.nix'),
    idsProperty: given.idsServiceProperty,
    keepsReplicas: given.replicas !== undefined,
    buildable: toBuildable(given, world),
    deployedFrom: toDeployedFrom(given, chooseDeployer(given, world) === 'disnix', world),
    ...interruptible(world),
  };
}
