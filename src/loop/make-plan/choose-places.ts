import type { Findings } from '../../base/findings.ts';
import type { LoadedModels } from '../../load/load-models.ts';
import { runQosModel } from '../../load/run-qos-model.ts';
import type { World } from '../../load/world.ts';
import type { Distribution } from '../../model/distribution.ts';
import type { Policy } from '../../model/policy.ts';
import type { ServicesModel } from '../../model/service.ts';
import { type AnyPlacePlan, type NoPlan, type PreparedRequest, planPlace } from '../../plan/index.ts';
import { keepDemands } from '../what-if/narrow-candidates.ts';
import { asModelled } from '../what-if/what-if.ts';
import type { PlanInputs } from './plan-inputs.ts';

/** Where services go. */
export interface ChosenPlaces {
  readonly kind: 'planned';
  readonly distribution: Distribution;
  /** A model that looks at where its services go may have more of them than before. */
  readonly services: ServicesModel;
  /** What was proved; undefined where a QoS model decided. */
  readonly placed: AnyPlacePlan | undefined;
  /** Services that are absent for now, and where they are taken to be, so that they keep their ids. */
  readonly absent?: Distribution | undefined;
}

/**
 * A QoS model decides where there is one; else `place` does, under the policy.
 * @param previous where services are, machines that are gone included: the filters of a QoS model tell of them
 * @throws UserError
 */
export function choosePlaces(
  request: PreparedRequest,
  previous: Distribution | undefined,
  policy: Policy,
  inputs: PlanInputs,
  models: LoadedModels,
  world: World,
): ChosenPlaces | NoPlan<'impossible' | 'unknown', unknown> {
  return inputs.qos === undefined
    ? placeByPolicy(request, policy, inputs, models.findings)
    : placeByQos(inputs.qos, previous, inputs, models, world);
}

function placeByPolicy(
  request: PreparedRequest,
  policy: Policy,
  { timeLimit, programs, isInterrupted, now }: PlanInputs,
  findings: Findings,
): ReturnType<typeof choosePlaces> {
  const outcome = planPlace(request, { policy, timeLimit, programs, isInterrupted, now }, findings);
  if (outcome.kind !== 'planned') return outcome;
  return { kind: 'planned', distribution: outcome.distribution, services: request.services, placed: outcome };
}

function placeByQos(
  qos: string,
  previous: Distribution | undefined,
  { filters, whatIf, buildable, models: { distribution: file } }: PlanInputs,
  models: LoadedModels,
  world: World,
): ChosenPlaces {
  // Candidates that something narrowed are not those of the file any more.
  const initial = whatIf === asModelled && buildable === 'unasked' ? file : models.distribution;
  const { final, services } = runQosModel({ qos, filters, previous, initial, traced: false }, models, world);
  const distribution = keepDemands(final, whatIf, models.findings);
  models.findings.throwIfErrors();
  return { kind: 'planned', distribution, services, placed: undefined };
}
