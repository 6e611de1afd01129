import { Findings } from '../../base/findings.ts';
import { sortNames } from '../../base/order.ts';
import { targetsOf } from '../../model/distribution.ts';
import { isRefutedQuickly } from '../../solve/index.ts';
import { isAboutLinksAlone } from '../place/is-about-links-alone.ts';
import { findNeededContainers, type NeededContainer } from '../place/needed-containers.ts';
import { type AnyPlacePlan, type PlacePlanOptions, planPlace } from '../place.ts';
import type { Outcome, Request } from '../planner.ts';
import { posePlace } from '../pose-place.ts';
import { type PreparedRequest, prepareRequest } from '../prepare-request.ts';
import { tellingOfClock } from '../tell-of-clock.ts';
import { type ChosenReplicas, chooseReplicas } from './choose-replicas.ts';
import type { LeftOut, LeftOutService } from './left-out.ts';
import { type Counts, reduceRequest, type WholeRequest } from './reduce-request.ts';

/** A plan under a policy, of all services or of as much as there is room for. */
export type PartialPlan = AnyPlacePlan & { readonly leftOut: LeftOut };

/**
 * The plan of `planPlace`, where there is one. Where there is not room for all, the plan for as much as there is room
 * for, by the `priority` of the policy (see `chooseReplicas`), with what is left out. `impossible` only where nothing
 * at all can be planned; `unknown` where time ran out before it was known of a replica that runs whether it can stay: a
 * plan that stops it would rest on nothing.
 * @throws InputError with all findings when the request or the policy is wrong
 */
export function planPartly(request: Request, asked: PlacePlanOptions, findings: Findings): Outcome<PartialPlan> {
  const options = tellingOfClock(asked, findings);
  const prepared = prepareRequest(request, findings);
  const first = planWhole(prepared, options, findings);
  if (first?.kind === 'planned') return { ...first, leftOut: { services: [], lacking: [], choices: [] } };
  const { whole, chosen, problem } = chooseAll(prepared, options);
  if (chosen.kept.size === 0) {
    const outcome = first ?? planPlace(prepared, options, new Findings());
    if (outcome.kind !== 'planned') return outcome;
  }
  if (chosen.isRunningUndecided) {
    return { kind: 'unknown', reason: { kind: 'no-plan-found', seconds: options.timeLimit }, problem };
  }
  const reduced = reduceRequest(whole, chosen.kept);
  const outcome = planPlace(reduced.request, { ...options, policy: reduced.policy }, new Findings());
  return outcome.kind === 'planned' ? { ...outcome, leftOut: describeLeftOut(whole, chosen) } : outcome;
}

/** The plan for everything; undefined where it is seen at once that there is none. */
function planWhole(
  prepared: PreparedRequest,
  options: PlacePlanOptions,
  findings: Findings,
): Outcome<AnyPlacePlan> | undefined {
  if (isAboutLinksAlone(prepared, options.policy)) return planPlace(prepared, options, findings);
  const posed = posePlace(prepared, options.policy, findings);
  if (posed.withoutCandidates.length > 0 || isRefutedQuickly(posed.problem)) return undefined;
  return planPlace(prepared, options, new Findings());
}

/**
 * Chooses replicas, and again without those that turn out to need a container whose providers are all left out. Ends
 * after as many rounds as there are such containers, at most.
 */
function chooseAll(asked: PreparedRequest, options: PlacePlanOptions) {
  const { policy } = options;
  const moveStateful = asked.moveStateful || policy.moves.stateful === 'allowed';
  const prepared = asked.under({ replicas: policy.replicas, moveStateful });
  const posed = posePlace(prepared, policy, new Findings());
  const wanted: Counts = new Map([...posed.replicas].map(([service, replicas]) => [service, replicas.length]));
  const containers = findNeededContainers(prepared.listed, prepared.services, prepared.infrastructure);
  // A request that is prepared knows nothing of targets that are gone.
  const running: Counts = new Map([...wanted.keys()].map(name => [name, targetsOf(prepared.previous, name).length]));
  const withoutProviders = new Set<NeededContainer>();
  for (;;) {
    const lacking = [...withoutProviders];
    const whole: WholeRequest = { prepared, policy, wanted, running, containers, withoutProviders: lacking };
    const chosen = chooseReplicas(whole, posed, options);
    const orphaned = containers.filter(
      container =>
        chosen.kept.has(container.service) &&
        !withoutProviders.has(container) &&
        !container.providers.some(provider => chosen.kept.has(provider)),
    );
    if (orphaned.length === 0) return { whole, chosen, problem: posed.graph };
    for (const container of orphaned) withoutProviders.add(container);
  }
}

function describeLeftOut(whole: WholeRequest, { kept, undecided, choices }: ChosenReplicas): LeftOut {
  const { prepared, policy, wanted, running, withoutProviders } = whole;
  const reasonOf = (service: string): LeftOutService['because'] => {
    if (targetsOf(prepared.candidates, service).length === 0) return 'no candidates';
    if (undecided.has(service)) return 'not found';
    return withoutProviders.some(container => container.service === service) ? 'no container' : 'no room';
  };
  const services = [...wanted].flatMap(([service, count]): readonly LeftOutService[] => {
    const planned = kept.get(service) ?? 0;
    const counts = { wanted: count, planned, running: running.get(service) ?? 0 };
    if (planned === count) return [];
    return [{ service, priority: policy.priority.get(service), ...counts, because: reasonOf(service) }];
  });
  return { services, lacking: listLacking(whole, kept), choices };
}

/** Services that are planned, with dependencies that were asked for and are not. O(dependencies). */
function listLacking({ prepared, wanted }: WholeRequest, kept: Counts): LeftOut['lacking'] {
  return sortNames(kept.keys()).flatMap(service => {
    const { dependsOn = [], connectsTo = [] } = prepared.services.services.get(service) ?? {};
    const dependencies = sortNames(new Set([...dependsOn, ...connectsTo]));
    const missing = dependencies.filter(other => wanted.has(other) && !kept.has(other));
    return missing.length === 0 ? [] : [{ service, dependencies: missing }];
  });
}
