import type { Findings } from '../base/findings.ts';
import { buildApplicationHostGraph, type PlacementBuilder } from '../graph/application-host-graph.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';
import { readCut } from '../graph/read-distribution.ts';
import {
  freezePlacement,
  type PlacementOptions,
  type PlacementSolution,
  resolvePlacement,
  solvePlacement,
} from '../solve/index.ts';
import { verifyPlacement } from '../verify/verify-placement.ts';
import { countEdges, createGraph, type GraphOf } from './create-graph.ts';
import type { Outcome, Plan, Request } from './planner.ts';
import { prepareRequest } from './prepare-request.ts';
import { solveAndVerify } from './solve-and-verify.ts';

/** The reliable plan, and how far it is from the best one. */
export type MultiwayCutPlan = Plan<PlacementGraph, PlacementSolution>;

/**
 * The reliable plan: one candidate for each service, so that the fewest dependencies are network links.
 * @throws InputError with all findings when the request is wrong
 */
export function planMultiwayCut(
  request: Request,
  options: PlacementOptions,
  findings: Findings,
  build: PlacementBuilder = buildApplicationHostGraph,
): Outcome<MultiwayCutPlan> {
  const prepared = prepareRequest(request, findings);
  const problem = poseMultiwayCut(prepared, findings, build);
  const frozen = freezePlacement(problem);
  const nowhere = frozen.withoutCandidates.map(node => frozen.graph.nodeAt(node).name);
  if (nowhere.length > 0) {
    return { kind: 'impossible', reason: { kind: 'no-candidates', services: nowhere }, problem };
  }
  const { instance } = frozen;
  const proof = solveAndVerify(
    'plan',
    () => solvePlacement(instance, options),
    solution => verifyPlacement(instance, solution),
  );
  const resolved: GraphOf<PlacementGraph> = createGraph(instance.nodeCount + instance.edgeU.length);
  resolvePlacement(frozen, proof.assignment, resolved);
  return { kind: 'planned', distribution: readCut(resolved, prepared.candidates), proof, problem, resolved };
}

/**
 * The problem of the reliable plan: the application-host graph of the request.
 * @throws InputError with all findings when the request is wrong
 */
export function poseMultiwayCut(
  request: Request,
  findings: Findings,
  build: PlacementBuilder = buildApplicationHostGraph,
): PlacementGraph {
  const prepared = prepareRequest(request, findings);
  findings.throwIfErrors();
  const graph: GraphOf<PlacementGraph> = createGraph(countEdges(prepared.services, prepared.candidates));
  build(prepared, graph);
  return graph;
}
