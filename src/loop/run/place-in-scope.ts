import { Findings } from '../../base/findings.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import { runQosModel } from '../../load/run-qos-model.ts';
import type { World } from '../../load/world.ts';
import type { Distribution } from '../../model/distribution.ts';
import { type NoPlan, planPartly, tellingOfClock } from '../../plan/index.ts';
import { holdInPlace } from '../control/index.ts';
import type { PlanFacts } from '../control/plan-facts.ts';
import type { RoundRequest } from '../control/round-request.ts';
import type { ChosenPlaces } from '../make-plan/choose-places.ts';
import type { PlanInputs } from '../make-plan/plan-inputs.ts';

/** Where services go in a round, and which do not, since there is not room for all. */
export type PlacedInScope =
  | (ChosenPlaces & { readonly leftOut: PlanFacts['leftOut'] })
  | NoPlan<'impossible' | 'unknown', unknown>;

/** Where services go: a QoS model decides where there is one, else `place` under the policy. @throws UserError */
export function placeInScope(
  round: RoundRequest,
  inputs: PlanInputs,
  models: LoadedModels,
  world: World,
): PlacedInScope {
  return inputs.qos === undefined
    ? placeByPolicy(round, inputs, models)
    : placeByQos(inputs.qos, round, inputs, models, world);
}

/**
 * What runs stays where it is, if that leaves nothing out; else what it leaves out may move; and if that is not enough,
 * everything may.
 */
function placeByPolicy(round: RoundRequest, inputs: PlanInputs, { findings }: LoadedModels): PlacedInScope {
  const { timeLimit, programs, isInterrupted, now, moveStateful } = inputs;
  const search = tellingOfClock({ timeLimit, programs, isInterrupted, now }, findings);
  const plan = ({ request, policy }: RoundRequest) =>
    planPartly({ ...request, moveStateful }, { ...search, policy }, new Findings());
  let outcome = plan(holdInPlace(round));
  if (outcome.kind === 'planned' && outcome.leftOut.services.length > 0) {
    outcome = plan(holdInPlace(round, new Set(outcome.leftOut.services.map(({ service }) => service))));
  }
  if (outcome.kind !== 'planned' || outcome.leftOut.services.length > 0) outcome = plan(round);
  if (outcome.kind !== 'planned') return outcome;
  const { distribution, leftOut } = outcome;
  const { services } = round.request;
  return { kind: 'planned', distribution, services, placed: outcome, leftOut: leftOut.services };
}

/**
 * A QoS model sees the machines that are there, and where services were. What waits for its data is not for it to
 * place.
 */
function placeByQos(
  qos: string,
  { request, waiting }: RoundRequest,
  { filters }: PlanInputs,
  models: LoadedModels,
  world: World,
): PlacedInScope {
  const { infrastructure, candidates, previous } = request;
  const asked = { qos, filters, previous, initial: candidates, traced: false };
  const { final, services } = runQosModel(asked, { ...models, infrastructure }, world);
  const waits = new Set(waiting.map(({ service }) => service));
  const distribution: Distribution = { mappings: new Map([...final.mappings].filter(([name]) => !waits.has(name))) };
  return { kind: 'planned', distribution, services, placed: undefined, leftOut: [] };
}
