import { sortNames } from '../../base/order.ts';
import type { MeasureName } from '../../model/policy.ts';
import {
  isRefutedQuickly,
  type PlaceOptions,
  type PlaceProblem,
  type PlaceSolution,
  solvePlace,
} from '../../solve/index.ts';
import { measurePlaced } from '../../verify/measure-placed.ts';
import { verifyPlace } from '../../verify/verify-place.ts';
import { claimOf } from '../place.ts';
import { type PosedPlace, readPlace } from '../pose-place.ts';
import type { ConflictingDemand, DemandConflict } from '../reason.ts';
import { solveAndVerify } from '../solve-and-verify.ts';
import { describeDemand, findConflictOf, type PlaceConflictSearch } from './find-place-conflict.ts';
import { closeZones, type PosedDemands, poseDemands } from './pose-demands.ts';
import { findViolations } from './report/find-violations.ts';
import { listObjectives, type Objective } from './report/list-objectives.ts';
import { addUp, multiply, showUnits } from './whole-numbers.ts';

/** What it would mean to have a service on a target, under a policy. */
export interface PlaceAlternative {
  readonly target: string;
  /** Demands that do not let it there, whatever else is changed. */
  readonly forbiddenBy: readonly ConflictingDemand[];
  /** When this service alone moves there: what is missing, which other demands are broken, and how measures change. */
  readonly shortages: readonly { readonly capacity: string; readonly shortBy: string }[];
  readonly broken: readonly ConflictingDemand[];
  readonly changes: readonly { readonly measure: MeasureName; readonly by: string }[];
  /** When everything else may be planned anew; undefined where nobody asked. */
  readonly replanned: ReplannedPlace | undefined;
  /**
   * When as little as possible else is changed; undefined where nobody asked, where the service may move alone, where
   * nothing was found, and where a previous plan says what a move is.
   */
  readonly nearest: PlannedAnew | undefined;
}

/** A plan with a service on a target. */
export interface PlannedAnew {
  readonly objectives: readonly Objective[];
  /** Who is elsewhere than in the plan that is explained. */
  readonly moved: readonly { readonly service: string; readonly from: string; readonly to: string }[];
}

/** The best plan with a service on a target, or why there is none; what forbids it there is left out. */
export type ReplannedPlace =
  | ({ readonly kind: 'planned' } & PlannedAnew)
  | { readonly kind: 'impossible'; readonly reason: DemandConflict }
  | { readonly kind: 'unknown' };

/** A plan, and what is asked of it for every service and target. */
export interface ExplainedPlan {
  /** The problem with all targets. */
  readonly posed: PosedPlace;
  /** The plan in it. */
  readonly label: Int32Array;
  readonly demands: PosedDemands;
  readonly measures: Readonly<Record<MeasureName, number>>;
  /** Rule of all demands → how often the plan breaks it. */
  readonly broken: readonly number[];
}

/** O(size of the problem). @param posed the problem with all targets, and `label` the plan in it */
export function prepareAlternatives(posed: PosedPlace, label: Int32Array): ExplainedPlan {
  const demands = poseDemands(posed);
  const { whole } = demands;
  const broken = whole.rules.map(rule => findViolations(whole, rule, label).count);
  return { posed, label, demands, measures: measure(posed, label), broken };
}

/**
 * What it would mean to have a service on another target than in a plan; undefined where it is there. O(size of the
 * problem), and with `search` the time that it allows.
 */
export function explainAlternative(
  plan: ExplainedPlan,
  service: string,
  target: string,
  search?: PlaceConflictSearch,
): PlaceAlternative | undefined {
  const { posed, label, demands } = plan;
  const to = posed.labels.findIndex(({ name }) => name === target);
  const nodes = [...posed.nodes.keys()].filter(node => posed.nodes[node]?.name === service);
  if (to < 0 || nodes.some(node => label[node] === to)) return undefined;
  const forbids = (node: number): readonly number[] =>
    demands.demands.flatMap(({ limits }, demand) =>
      limits.some(limit => limit.nodes.includes(node) && !limit.labels.includes(to)) ? [demand] : [],
    );
  // Of several replicas the one that is the least tied.
  const node = nodes.reduce((best, one) => (forbids(one).length < forbids(best).length ? one : best), nodes[0] ?? 0);
  const forbidden = forbids(node);
  const after = label.slice();
  after[node] = to;
  const alone = {
    forbiddenBy: describeAll(posed, demands, forbidden),
    shortages: findShortages(posed, after, to),
    broken: findBrokenRules(plan, after),
  };
  const mayBeAlone = Object.values(alone).every(({ length }) => length === 0);
  const wanted = { demands, forbidden, node, to, label, alone: mayBeAlone ? after : undefined };
  const planned = search && planAnew(posed, wanted, search);
  return {
    target,
    ...alone,
    changes: findChanges(plan, after),
    replanned: planned?.best,
    nearest: planned?.nearest,
  };
}

function describeAll(posed: PosedPlace, demands: PosedDemands, some: readonly number[]): readonly ConflictingDemand[] {
  return some.flatMap(demand => {
    const constraint = demands.constraints[demand];
    return constraint === undefined ? [] : [describeDemand(posed, demands, constraint, demand)];
  });
}

function findShortages({ problem, capacities, labels }: PosedPlace, label: Int32Array, to: number) {
  return problem.resources.flatMap(({ need, have }, r) => {
    const used = need.reduce((sum, amount, node) => sum + (label[node] === to ? amount : 0), 0);
    const counted = capacities[r];
    const has = counted?.handedOut.get(labels[to]?.name ?? '');
    if (counted === undefined || has === undefined || used <= (have[to] ?? 0)) return [];
    const over = addUp([multiply({ over: BigInt(used), under: 1n }, counted.unit), { ...has, over: -has.over }]);
    return [{ capacity: counted.capacity.name, shortBy: showUnits(1n, over) }];
  });
}

/** Rules on groups that are broken more than in the plan. */
function findBrokenRules({ posed, demands, broken }: ExplainedPlan, after: Int32Array): readonly ConflictingDemand[] {
  const { whole } = demands;
  const worse = demands.demands.flatMap(({ rules }, demand) => {
    const isWorse = rules.some(number => {
      const rule = whole.rules[number];
      return rule !== undefined && findViolations(whole, rule, after).count > (broken[number] ?? 0);
    });
    return isWorse ? [demand] : [];
  });
  return describeAll(posed, demands, worse);
}

function findChanges({ posed, measures }: ExplainedPlan, after: Int32Array) {
  const { policy, scales } = posed;
  const changed = measure(posed, after);
  const names = [...new Set(policy.minimise.flatMap(aim => [...aim.keys()]))];
  return names.flatMap(name => {
    const by = changed[name] - measures[name];
    const shown = showUnits(BigInt(Math.abs(by)), scales[name].unit);
    return by === 0 ? [] : [{ measure: name, by: by < 0 ? `-${shown}` : shown }];
  });
}

function measure({ problem }: PosedPlace, label: Int32Array): Readonly<Record<MeasureName, number>> {
  const { labels, ...others } = measurePlaced(problem, label);
  return { ...others, targets: labels };
}

/** Where a service is to be, and what does not let it. */
interface Wanted {
  readonly demands: PosedDemands;
  readonly forbidden: readonly number[];
  readonly node: number;
  readonly to: number;
  readonly label: Int32Array;
  /** The plan in which it alone is there, where that keeps everything. */
  readonly alone: Int32Array | undefined;
}

/** The best plan, and the one that changes least: each in half the time where both are asked. */
function planAnew(
  posed: PosedPlace,
  wanted: Wanted,
  search: PlaceConflictSearch,
): { readonly best: ReplannedPlace; readonly nearest: PlannedAnew | undefined } {
  const isHomed = posed.prepared.previous !== undefined;
  const problem = wantProblem(posed.problem, wanted);
  const homed = isHomed ? problem : withPlanAsHome(problem, wanted.label);
  if (isHomed || wanted.alone !== undefined) {
    return { best: replan(posed, homed, wanted, { ...search, start: wanted.alone }), nearest: undefined };
  }
  const half = { ...search, timeLimit: search.timeLimit / 2 };
  const fewest = { ...homed, stages: [{ moves: 1 }, ...posed.problem.stages] };
  const found = isRefutedQuickly(fewest) ? undefined : solve(fewest, half);
  const best = replan(posed, homed, wanted, { ...half, start: found?.label });
  if (found === undefined || closesCircle(posed, found)) return { best, nearest: undefined };
  const [values, bounds, boundBy] = [found.values.slice(1), found.bounds.slice(1), found.boundBy.slice(1)];
  const objectives = listObjectives(posed, { values, bounds, boundBy, proved: found.proved.slice(1) });
  return { best, nearest: { objectives, moved: listMoved(posed, wanted.label, found.label) } };
}

function replan(
  posed: PosedPlace,
  problem: PlaceProblem,
  wanted: Wanted,
  search: PlaceConflictSearch & Pick<PlaceOptions, 'start'>,
): ReplannedPlace {
  const conflict = (): ReturnType<typeof findConflictOf> =>
    findConflictOf(posed, wantDemands(posed, wanted), { ...search, timeLimit: search.timeLimit / 2 });
  let answer: ReturnType<typeof findConflictOf> | undefined;
  const solution = isRefutedQuickly(problem)
    ? undefined
    : solve(problem, {
        ...search,
        findAnyPlan: () => {
          answer = conflict();
          return answer.kind === 'impossible' ? 'none' : undefined;
        },
      });
  if (solution !== undefined) {
    // To open a circle, more may have to be planned anew than was.
    if (closesCircle(posed, solution)) return { kind: 'unknown' };
    const moved = listMoved(posed, wanted.label, solution.label);
    return { kind: 'planned', objectives: listObjectives(posed, solution), moved };
  }
  const told = answer ?? conflict();
  if (told.kind !== 'impossible' || told.reason.kind !== 'demand-conflict') return { kind: 'unknown' };
  return { kind: 'impossible', reason: told.reason };
}

function solve(problem: PlaceProblem, options: PlaceOptions): PlaceSolution | undefined {
  return solveAndVerify(
    'plan',
    () => solvePlace(problem, options),
    found => (found === undefined ? [] : verifyPlace(problem, claimOf(found))),
  );
}

function closesCircle(posed: PosedPlace, { label }: PlaceSolution): boolean {
  return posed.prepared.activation.findCircle(readPlace(posed, label)) !== undefined;
}

/** The problem in which everything is where the plan has it: of plans that are as good, the one that moves least. */
function withPlanAsHome(problem: PlaceProblem, label: Int32Array): PlaceProblem {
  const { moves, stages } = problem;
  const labelsOf = Array.from(moves.newcomers, (): number[] => []);
  moves.classOf.forEach((its, node) => {
    labelsOf[its]?.push(label[node] ?? 0);
  });
  const start = new Int32Array(labelsOf.length + 1);
  labelsOf.forEach(({ length }, its) => {
    start[its + 1] = (start[its] ?? 0) + length;
  });
  const homes = { start, items: Int32Array.from(labelsOf.flatMap(labels => labels.sort((a, b) => a - b))) };
  return {
    ...problem,
    moves: { ...moves, homes, newcomers: new Int32Array(labelsOf.length) },
    stages: stages.some(({ moves: weight }) => weight !== undefined) ? stages : [...stages, { moves: 1 }],
  };
}

/** Services that are elsewhere; replicas of one are alike. */
function listMoved({ nodes, labels }: PosedPlace, before: Int32Array, after: Int32Array) {
  const places = (label: Int32Array, service: string): readonly string[] =>
    sortNames(nodes.flatMap(({ name }, node) => (name === service ? (labels[label[node] ?? 0]?.name ?? '') : [])));
  return [...new Set(nodes.map(({ name }) => name))].flatMap(service => {
    const [old, now] = [places(before, service), places(after, service)];
    const left = old.filter(target => !now.includes(target));
    return now
      .filter(target => !old.includes(target))
      .flatMap((to, i) => (left[i] === undefined ? [] : [{ service, from: left[i], to }]));
  });
}

/** The problem in which the node may have this label only. */
function wantProblem(problem: PlaceProblem, { node, to }: Wanted): PlaceProblem {
  const { listOf, lists } = problem;
  const last = lists.start.at(-1) ?? 0;
  return {
    ...problem,
    rules: problem.rules.map(rule => closeZones(problem, rule)),
    listOf: listOf.map((list, one) => (one === node ? lists.start.length - 1 : list)),
    lists: { start: Int32Array.of(...lists.start, last + 1), items: Int32Array.of(...lists.items, to) },
  };
}

/** All demands but those that forbid it, and what is wanted. */
function wantDemands({ nodes, labels }: PosedPlace, { demands, forbidden, node, to }: Wanted): PosedDemands {
  const kept = demands.demands.map((_, demand) => demand).filter(demand => !forbidden.includes(demand));
  const all = kept.flatMap(demand => demands.demands[demand] ?? []);
  const limit = { nodes: [node], labels: [to] };
  const name = nodes[node]?.name ?? '';
  return {
    whole: demands.whole,
    demands: [...all, { rules: [], limits: [limit], rooms: [], moves: false }],
    constraints: [
      ...kept.flatMap(demand => demands.constraints[demand] ?? []),
      { kind: 'wanted', name, target: labels[to]?.name },
    ],
  };
}
