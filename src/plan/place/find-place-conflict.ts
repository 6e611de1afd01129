import { Findings } from '../../base/findings.ts';
import { nameCircle } from '../../base/name-circle.ts';
import { sortNames } from '../../base/order.ts';
import { describeRule } from '../../model/policy/decode-rules.ts';
import type { Policy } from '../../model/policy.ts';
import {
  Budget,
  explainNoPlan,
  type IntegerProgramSolver,
  type PlaceConflict,
  type Timing,
} from '../../solve/index.ts';
import { type CheckedConflict, verifyConflict } from '../../verify/verify-conflict.ts';
import { type PosedPlace, posePlace } from '../pose-place.ts';
import type { PreparedRequest } from '../prepare-request.ts';
import type { ConflictingDemand, DemandConflict, DemandShortage, NoCandidates } from '../reason.ts';
import type { PlaceConstraint } from './constraint.ts';
import { type PosedDemands, poseDemands } from './pose-demands.ts';
import { addUp, countUnits, showUnits } from './whole-numbers.ts';

/** Whether there is a plan under a policy, and where there is none, why. */
export type PlaceConflictAnswer =
  | { readonly kind: 'unknown' }
  /** The target of each node, in the order in which a request is posed. */
  | { readonly kind: 'possible'; readonly targets: readonly string[] }
  | { readonly kind: 'impossible'; readonly reason: DemandConflict | NoCandidates };

/** How a conflict is looked for. */
export interface PlaceConflictSearch extends Timing {
  /** Seconds. */
  readonly timeLimit: number;
  readonly programs?: IntegerProgramSolver | undefined;
}

/** Looks at a node and a label that trying all plans may take when a conflict is checked: some 0.2 seconds. */
const workOfCheck = 3_000_000;

/**
 * Why there is no plan under a policy: services that the distribution lets go nowhere; or a minimal conflict of
 * demands, checked by code that shares nothing with what found it.
 * @throws InputError with all findings when the request or the policy is wrong
 * @throws Error where the check finds a fault
 */
export function findPlaceConflict(
  request: PreparedRequest,
  policy: Policy,
  search: PlaceConflictSearch,
): PlaceConflictAnswer {
  const nowhere = [...request.listed.mappings].filter(([, list]) => list.length === 0).map(([service]) => service);
  if (nowhere.length > 0) {
    return { kind: 'impossible', reason: { kind: 'no-candidates', services: sortNames(nowhere) } };
  }
  const posed = poseEverywhere(request, policy);
  const place = poseDemands(posed);
  return findConflictOf(posed, place, search);
}

/** The same of demands that are posed already. */
export function findConflictOf(
  posed: PosedPlace,
  place: PosedDemands,
  search: PlaceConflictSearch,
): PlaceConflictAnswer {
  const answer = explainNoPlan(place, { budget: new Budget(search.timeLimit, search), programs: search.programs });
  if (answer.kind === 'unknown') return answer;
  if (answer.kind === 'possible') {
    return { kind: 'possible', targets: Array.from(answer.label, label => posed.labels[label]?.name ?? '') };
  }
  const checked = verifyConflict(place.whole, place.demands, answer, workOfCheck);
  if (checked.faults.length > 0) {
    throw new Error(`the conflict does not hold what it promises: ${checked.faults.join('; ')}`);
  }
  return { kind: 'impossible', reason: describeConflict(posed, place, answer, checked) };
}

/**
 * With all targets, so that services may go anywhere when lists are left out; with those of the lists where the others
 * say too little of themselves.
 */
export function poseEverywhere(request: PreparedRequest, policy: Policy): PosedPlace {
  const everywhere = new Findings().attempt(() => posePlace(request, policy, new Findings(), 'all targets'));
  return everywhere ?? posePlace(request, policy, new Findings());
}

function describeConflict(
  posed: PosedPlace,
  place: PosedDemands,
  answer: PlaceConflict,
  { confirmedBy }: CheckedConflict,
): DemandConflict {
  const ways = { count: 'count', propagation: 'propagation', tree: 'search', program: 'integer program' } as const;
  return {
    kind: 'demand-conflict',
    demands: answer.demands.flatMap(demand => {
      const constraint = place.constraints[demand];
      return constraint === undefined ? [] : [describeDemand(posed, place, constraint, demand)];
    }),
    isMinimal: answer.isMinimal,
    shownBy: ways[answer.refutedBy],
    confirmedBy,
    shortage: describeShortage(posed, answer),
    nowhere: findNowhere(posed, place, answer),
  };
}

/** The first service that the limits among the demands leave no target. */
function findNowhere(
  { nodes }: PosedPlace,
  { whole, demands }: PosedDemands,
  conflict: PlaceConflict,
): string | undefined {
  const limits = conflict.demands.flatMap(demand => demands[demand]?.limits ?? []);
  return nodes.find((_, node) => {
    const own = limits.filter(limit => limit.nodes.includes(node));
    return own.length > 0 && !whole.lists.items.some(label => own.every(({ labels }) => labels.includes(label)));
  })?.name;
}

/** A demand with what a person wants to see of it. */
export function describeDemand(
  posed: PosedPlace,
  { demands }: PosedDemands,
  constraint: PlaceConstraint,
  demand: number,
): ConflictingDemand {
  const targetsOfLimits = (): readonly string[] => {
    const labels = new Set(demands[demand]?.limits.flatMap(limit => limit.labels));
    return sortNames([...labels].flatMap(label => posed.labels[label]?.name ?? []));
  };
  switch (constraint.kind) {
    case 'capacity':
      return { ...constraint, amount: showAmount(posed, constraint) };
    case 'candidates':
    case 'pin':
    case 'stateful':
      return { ...constraint, targets: targetsOfLimits() };
    case 'rule': {
      const rule = posed.policy.rules.find(({ name }) => name === constraint.name);
      if (rule === undefined) return constraint;
      const says = describeRule(rule);
      const services = 'services' in rule ? rule.services : [];
      return { ...constraint, services, ...(constraint.name.startsWith(says) ? {} : { says }) };
    }
    case 'port': {
      const equal = posed.prepared.ports.find(({ port }) => port === constraint.name);
      return { ...constraint, services: equal?.services ?? [] };
    }
    case 'order':
      return { ...constraint, services: listCircles(posed).get(constraint.name) ?? [] };
    default:
      return constraint;
  }
}

/** Circle that the plan must not close, by its name. */
function listCircles({ prepared }: PosedPlace): ReadonlyMap<string, readonly string[]> {
  const kept = prepared.orders.map(({ circle }) => circle.services);
  const left = [...prepared.removals.values()].flat().filter(({ because }) => because === 'order');
  return new Map([...kept, ...left.map(({ names }) => names)].map(services => [nameCircle(services), services]));
}

function showAmount({ capacities }: PosedPlace, { name, target }: PlaceConstraint): string {
  const counted = capacities.find(({ capacity }) => capacity.name === name);
  const amount = counted?.handedOut.get(target ?? '');
  return amount === undefined ? '0' : showUnits(1n, amount);
}

/** The count in the words of the models; undefined where there is none, or where what moves is counted in it. */
function describeShortage(posed: PosedPlace, { crowd }: PlaceConflict): DemandShortage | undefined {
  if (crowd === undefined) return undefined;
  const { counted } = crowd;
  const targets = sortNames(crowd.labels.flatMap(label => posed.labels[label]?.name ?? []));
  const common = {
    services: sortNames(new Set(crowd.nodes.flatMap(node => posed.nodes[node]?.name ?? []))),
    replicas: crowd.nodes.length,
    targets,
    isEverywhere: targets.length === posed.labels.length,
  };
  if (counted.kind === 'apart') {
    const way = posed.zones.ways[counted.partition - 1];
    const places =
      way === undefined ? targets : targets.map(target => way.names[way.zoneOf.get(target) ?? -1] ?? target);
    return { ...common, counted: { kind: 'apart', by: way?.property, places: sortNames(new Set(places)) } };
  }
  const capacity = posed.capacities[counted.resource];
  const resource = posed.problem.resources[counted.resource];
  if (capacity === undefined || resource === undefined || resource.transient) return undefined;
  const { name } = capacity.capacity;
  const haves = targets.map(target => capacity.haves.get(target) ?? 0n);
  if (counted.kind === 'large') {
    const room = haves.reduce((sum, have) => sum + Number(have / BigInt(counted.least)), 0);
    const least = showUnits(BigInt(counted.least), capacity.unit);
    return { ...common, counted: { kind: 'large', capacity: name, least, room } };
  }
  const needed = crowd.nodes.reduce((sum, node) => sum + BigInt(resource.need[node] ?? 0), 0n);
  const show = (units: bigint): string => showUnits(units, capacity.unit);
  const available = addUp(targets.flatMap(target => capacity.handedOut.get(target) ?? []));
  const sum = { kind: 'sum', capacity: name, needed: show(needed), available: showUnits(1n, available) } as const;
  if (needed > countUnits(available, capacity.unit)) return { ...common, counted: sum };
  // Taken together it would do, but what is left on each target is less than anybody needs.
  const usable = haves.reduce((all, have) => all + have, 0n);
  return { ...common, counted: { ...sum, inSteps: { of: show(1n), usable: show(usable) } } };
}
