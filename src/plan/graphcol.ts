import type { Findings } from '../base/findings.ts';
import { buildColouringGraph, type ColouringBuilder } from '../graph/colouring-graph.ts';
import type { ColouringGraph } from '../graph/problem-graph.ts';
import { readColouring } from '../graph/read-distribution.ts';
import {
  type ColouringOptions,
  type ColouringSolution,
  type FrozenColouring,
  freezeColouring,
  resolveColouring,
  solveColouring,
} from '../solve/index.ts';
import { verifyColouring } from '../verify/verify-colouring.ts';
import { countEdges, createGraph, type GraphOf } from './create-graph.ts';
import { findColouringReason } from './find-colouring-reason.ts';
import { orderTargets } from './order-targets.ts';
import type { Outcome, Plan, Request } from './planner.ts';
import { prepareRequest } from './prepare-request.ts';
import type { Reason } from './reason.ts';
import { solveAndVerify } from './solve-and-verify.ts';

/** How a colouring is looked for. */
export interface GraphColOptions extends Omit<ColouringOptions, 'available' | 'candidates'> {
  /** Targets with the least of this property are used first, those without it last; by name where left out. */
  readonly targetProperty?: string | undefined;
}

/** What is known of a fragile plan. */
export interface ColouringProof {
  readonly solution: ColouringSolution;
  /** The services of the largest clique found: all on different targets in every plan. */
  readonly clique: readonly string[];
}

/** The fragile plan, and how many targets there must be at least. */
export type GraphColPlan = Plan<ColouringGraph, ColouringProof>;

/**
 * The fragile plan: every dependency a network link, on the fewest targets.
 * @throws InputError with all findings when the request is wrong
 */
export function planGraphCol(
  request: Request,
  options: GraphColOptions,
  findings: Findings,
  build: ColouringBuilder = buildColouringGraph,
): Outcome<GraphColPlan> {
  const prepared = prepareRequest(request, findings);
  const problem = poseGraphCol(prepared, options, findings, build);
  const frozen = freezeColouring(problem);
  const hopeless = findHopeless(frozen);
  if (hopeless !== undefined) return { kind: 'impossible', reason: hopeless, problem };
  const { adjacency, available, candidates } = frozen;
  const solution = solveAndVerify(
    'colouring',
    () => solveColouring(adjacency, { ...options, available, candidates }),
    found => verifyColouring(adjacency, found, available, candidates),
  );
  const namesOf = (vertices: Int32Array) => Array.from(vertices, vertex => frozen.graph.nodeAt(vertex).name);
  if (solution.kind !== 'coloured') {
    const reason = findColouringReason(solution, available, namesOf, prepared);
    return { kind: solution.kind, reason, problem };
  }
  const resolved: GraphOf<ColouringGraph> = createGraph(frozen.graph.edgeCount());
  resolveColouring(frozen, solution.colours, resolved);
  const distribution = readColouring(resolved, prepared.candidates);
  return { kind: 'planned', distribution, proof: { solution, clique: namesOf(solution.clique) }, problem, resolved };
}

/**
 * The problem of the fragile plan: the colouring graph of the request.
 * @throws InputError with all findings when the request is wrong
 */
export function poseGraphCol(
  request: Request,
  { targetProperty }: Pick<GraphColOptions, 'targetProperty'>,
  findings: Findings,
  build: ColouringBuilder = buildColouringGraph,
): ColouringGraph {
  const prepared = prepareRequest(request, findings);
  const targets = orderTargets(prepared.infrastructure, targetProperty, findings);
  findings.throwIfErrors();
  const graph: GraphOf<ColouringGraph> = createGraph(countEdges(prepared.services));
  build({ ...prepared, targets }, graph);
  return graph;
}

/** What no colouring can serve, whatever the others do. */
function findHopeless({
  graph,
  available,
  loops,
  withoutCandidates,
}: FrozenColouring<unknown, { readonly name: string }, unknown>): Reason | undefined {
  const namesOf = (nodes: readonly number[]) => nodes.map(node => graph.nodeAt(node).name);
  if (loops.length > 0) return { kind: 'self-dependency', services: namesOf(loops) };
  if (withoutCandidates.length > 0 && available > 0) {
    return { kind: 'no-candidates', services: namesOf(withoutCandidates) };
  }
  return undefined;
}
