import { aboutTarget } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { sortNames } from '../base/order.ts';
import { buildApplicationHostGraph, type PlacementBuilder } from '../graph/application-host-graph.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';
import { readCut } from '../graph/read-distribution.ts';
import { formatAmount } from '../model/amount.ts';
import { targetsOf } from '../model/distribution.ts';
import {
  coverExactly,
  coverGreedily,
  freezePlacement,
  type IntegerProgramSolver,
  readCover,
  resolvePlacement,
  type Timing,
  watchPrograms,
} from '../solve/index.ts';
import { verifySetCover } from '../verify/verify-set-cover.ts';
import { planAsPlace, policyOfCover } from './as-place.ts';
import { isCertified } from './certified.ts';
import { countEdges, createGraph, type GraphOf } from './create-graph.ts';
import { showUnits } from './place/whole-numbers.ts';
import type { Outcome, Plan, Request } from './planner.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { readTargetAmounts } from './read-amounts.ts';
import { requireOrder } from './require-order.ts';
import { solveAndVerify } from './solve-and-verify.ts';
import { tellingOfClock } from './tell-of-clock.ts';

/** What is counted, and how targets are chosen. */
export interface MinSetCoverOptions extends Timing {
  /** The property of a target that says what it costs. */
  readonly targetProperty: string;
  readonly algorithm: 'greedy' | 'exact';
  /** Seconds for `exact`. */
  readonly timeLimit: number;
  /** Who solves integer programs; without it there are none. */
  readonly programs?: IntegerProgramSolver | undefined;
}

/** What a cover costs. */
export interface CoverProof {
  /** In decimal notation. */
  readonly cost: string;
  /** No cover costs less. */
  readonly lowerBound: string;
  readonly optimal: boolean;
  /** Whether the bound is recounted by code that shares nothing with the search. */
  readonly certified: boolean;
  /** The targets chosen, in byte order. */
  readonly targets: readonly string[];
}

/** The cheapest targets, and how far they are from the cheapest there are. */
export type MinSetCoverPlan = Plan<PlacementGraph, CoverProof>;

/**
 * The cheapest set of targets that hosts every service. A target without the cost property is left out, with a warning.
 * @throws InputError with all findings when the request or the property is wrong
 */
export function planMinSetCover(
  request: Request,
  options: MinSetCoverOptions,
  findings: Findings,
  build: PlacementBuilder = buildApplicationHostGraph,
): Outcome<MinSetCoverPlan> {
  const prepared = prepareRequest(request, findings);
  const { targetProperty, algorithm, timeLimit, programs } = options;
  const watched = programs && watchPrograms(programs, tellingOfClock(options, findings));
  const problem = poseSetCover(prepared, targetProperty, findings, build);
  if (!prepared.isPlain) return coverReplicas(prepared, options, findings);
  const frozen = freezePlacement(problem);
  const nowhere = frozen.withoutCandidates.map(node => frozen.graph.nodeAt(node).name);
  if (nowhere.length > 0) {
    const pins = prepared.pinsOf(nowhere);
    const removals = prepared.removalsOf(nowhere).filter(({ because }) => because !== 'pin');
    const reason = { kind: 'no-candidates', services: nowhere, without: targetProperty, pins, removals } as const;
    return { kind: 'impossible', reason, problem };
  }
  const numbers = readCover(frozen);
  const cover = solveAndVerify(
    'cover',
    () => (algorithm === 'exact' ? coverExactly(numbers, timeLimit, watched) : coverGreedily(numbers)),
    found => verifySetCover(numbers, found),
  );
  const resolved: GraphOf<PlacementGraph> = createGraph(problem.edgeCount());
  resolvePlacement(frozen, Int32Array.from(cover.assignment), resolved);
  const format = (amount: bigint): string => formatAmount(amount, problem.graph().cost?.scale ?? 0);
  const proof = {
    cost: format(cover.cost),
    lowerBound: format(cover.lowerBound),
    optimal: cover.optimal,
    certified: cover.certificate.kind !== 'program',
    targets: cover.chosen.map(target => frozen.graph.nodeAt(frozen.labels[target] ?? -1).name),
  };
  const distribution = requireOrder(prepared, readCut(resolved, prepared.candidates));
  return { kind: 'planned', distribution, proof, problem, resolved };
}

/** The same where services have replicas or bring containers, whatever the algorithm. */
function coverReplicas(
  prepared: PreparedRequest,
  { targetProperty, algorithm: _, ...search }: MinSetCoverOptions,
  findings: Findings,
): Outcome<MinSetCoverPlan> {
  const { targets } = prepared.infrastructure;
  const open = prepared.onTargets(name => targets.get(name)?.properties.has(targetProperty) === true);
  const plan = planAsPlace(open, policyOfCover(targetProperty), search, findings);
  if (plan.kind !== 'planned') {
    if (plan.reason.kind !== 'no-candidates') return plan;
    const { services } = plan.reason;
    return { ...plan, reason: { ...plan.reason, without: targetProperty, pins: prepared.pinsOf(services) } };
  }
  const { bounds, proved, measures } = plan.proof;
  const { cost } = plan.posed;
  const format = (amount = 0): string => (cost === undefined ? '0' : showUnits(BigInt(amount), cost.unit));
  const chosen = sortNames(
    new Set([...plan.distribution.mappings.keys()].flatMap(key => targetsOf(plan.distribution, key))),
  );
  const proof = {
    cost: format(measures.cost),
    lowerBound: format(bounds[0]),
    optimal: proved[0] === true,
    certified: isCertified(plan.proof, 0),
    targets: chosen,
  };
  return { ...plan, proof };
}

/**
 * The problem of set cover: the application-host graph of the targets that have a cost, with the costs on its nodes.
 * @throws InputError with all findings when the request or the property is wrong
 */
export function poseSetCover(
  request: Request,
  targetProperty: string,
  findings: Findings,
  build: PlacementBuilder = buildApplicationHostGraph,
): PlacementGraph {
  const prepared = prepareRequest(request, findings);
  const { services, infrastructure } = prepared;
  const sets = new Map([...infrastructure.targets].map(([name, { properties }]) => [name, properties]));
  const { units, scale } = readTargetAmounts(sets, targetProperty, findings);
  findings.throwIfErrors();
  for (const [name, cost] of units) {
    if (cost !== undefined) continue;
    findings.warning('missing-property', `target "${name}" has no property "${targetProperty}": it is left out`, {
      position: infrastructure.targets.get(name)?.position,
      subject: aboutTarget(name),
    });
  }
  const mappings = [...prepared.candidates.mappings].map(
    ([service, list]) => [service, list.filter(({ target }) => units.get(target) !== undefined)] as const,
  );
  const candidates = { mappings: new Map(mappings) };
  const graph: GraphOf<PlacementGraph> = createGraph(countEdges(services, candidates));
  build({ ...prepared, candidates, costOf: target => units.get(target), cost: { name: targetProperty, scale } }, graph);
  return graph;
}
