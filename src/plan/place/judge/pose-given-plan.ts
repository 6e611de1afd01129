import type { Findings } from '../../../base/findings.ts';
import { type Distribution, type Mapping, targetsOf } from '../../../model/distribution.ts';
import { emptyPolicy, type Policy } from '../../../model/policy.ts';
import type { Request } from '../../planner.ts';
import { type PosedPlace, posePlace } from '../../pose-place.ts';
import { prepareRequest } from '../../prepare-request.ts';

/** A plan that somebody gives, as an assignment of the problem that its policy poses. */
export interface GivenPlan {
  readonly posed: PosedPlace;
  /** Replica → target. It need not be one of its candidates. */
  readonly label: Int32Array;
}

/**
 * Poses the problem of which a given plan is an assignment: every target is a candidate of every service that the plan
 * places, and each runs as often as the plan has it. Without a plan before, nothing is said of moves. Targets that the
 * models do not have are left out.
 * @throws InputError with all findings where the policy does not fit the models
 */
export function poseGivenPlan(
  { services, infrastructure, previous }: Omit<Request, 'candidates'>,
  policy: Policy,
  plan: Distribution,
  findings: Findings,
): GivenPlan {
  const places = new Map<string, readonly string[]>();
  const candidates = new Map<string, readonly Mapping[]>();
  for (const [service, mappings] of plan.mappings) {
    const targets = [...new Set(targetsOf(plan, service))].filter(target => infrastructure.targets.has(target));
    if (targets.length === 0 || !services.services.has(service)) continue;
    places.set(service, targets);
    const others = [...infrastructure.targets.keys()].filter(target => !targets.includes(target));
    const own = mappings.filter(({ target }) => targets.includes(target));
    candidates.set(service, [...own, ...others.map(target => ({ target }))]);
  }
  const placed = { mappings: candidates };
  const prepared = prepareRequest({ services, infrastructure, candidates: placed, previous }, findings);
  const posed = posePlace(prepared.unbound(), toGiven(policy, places, previous), findings);
  return { posed, label: assign(posed, places) };
}

/** Each service as often as it is placed; what means nothing without a plan before is left out. */
function toGiven(
  policy: Policy,
  places: ReadonlyMap<string, readonly string[]>,
  previous: Distribution | undefined,
): Policy {
  const replicas = new Map([...places].map(([service, { length }]) => [service, length]));
  if (previous !== undefined) return { ...policy, replicas };
  const capacities = policy.capacities.map(capacity => ({ ...capacity, transient: false }));
  return { ...policy, replicas, capacities, moves: emptyPolicy.moves };
}

/** Replicas that stand on one of their homes get it first. */
function assign({ nodes, labels, problem }: PosedPlace, places: ReadonlyMap<string, readonly string[]>): Int32Array {
  const numbers = new Map(labels.map(({ name }, i) => [name, i]));
  const { classOf, homes } = problem.moves;
  const label = new Int32Array(nodes.length).fill(-1);
  const left = new Map([...places].map(([service, targets]) => [service, targets.map(name => numbers.get(name) ?? 0)]));
  const take = (node: number, isWanted: (target: number) => boolean): void => {
    const free = left.get(nodes[node]?.name ?? '') ?? [];
    const at = free.findIndex(isWanted);
    if (label[node] !== -1 || at < 0) return;
    label[node] = free[at] ?? 0;
    free.splice(at, 1);
  };
  for (const node of nodes.keys()) {
    const its = classOf[node] ?? 0;
    const own = homes.items.subarray(homes.start[its], homes.start[its + 1]);
    take(node, target => own.includes(target));
  }
  for (const node of nodes.keys()) take(node, () => true);
  return label;
}
