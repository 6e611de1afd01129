import type { Findings } from '../base/findings.ts';
import { buildApplicationHostGraph, type PlacementBuilder } from '../graph/application-host-graph.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';
import { readCut } from '../graph/read-distribution.ts';
import { freezePlacement, type PlacementOptions, resolvePlacement, solvePlacement } from '../solve/index.ts';
import { certifyPlacement } from '../verify/certify-placement.ts';
import type { LinkShares } from '../verify/link-shares.ts';
import { verifyPlacement } from '../verify/verify-placement.ts';
import type { CertifiedCut } from './certified.ts';
import { countEdges, createGraph, type GraphOf } from './create-graph.ts';
import { listShares } from './list-shares.ts';
import type { Outcome, Plan } from './planner.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { requireOrder } from './require-order.ts';
import { requireCertified, solveAndVerify } from './solve-and-verify.ts';

/** The plan with the fewest network links where each service runs once, and how far it is from the best one. */
export interface CutPlan extends Plan<PlacementGraph, CertifiedCut> {
  readonly by: 'cut';
  /** What proves the bound on links, as far as no search adds to it. */
  readonly shares: () => LinkShares;
}

/** One candidate for each service, so that the fewest dependencies are network links. */
export function planCut(
  prepared: PreparedRequest,
  options: PlacementOptions,
  findings: Findings,
  build: PlacementBuilder,
): Outcome<CutPlan> {
  const problem = poseCut(prepared, findings, build);
  const frozen = freezePlacement(problem);
  const nowhere = frozen.withoutCandidates.map(node => frozen.graph.nodeAt(node).name);
  if (nowhere.length > 0) {
    const removals = prepared.removalsOf(nowhere);
    return { kind: 'impossible', reason: { kind: 'no-candidates', services: nowhere, removals }, problem };
  }
  const { instance } = frozen;
  const solution = solveAndVerify(
    'plan',
    () => solvePlacement(instance, options),
    found => verifyPlacement(instance, found),
  );
  const proof = { ...solution, certified: requireCertified('plan', certifyPlacement(instance, solution)) };
  const resolved: GraphOf<PlacementGraph> = createGraph(instance.nodeCount + instance.edgeU.length);
  resolvePlacement(frozen, proof.assignment, resolved);
  const distribution = requireOrder(prepared, readCut(resolved, prepared.candidates));
  const shares = () => listShares(frozen, solution.certificate);
  return { kind: 'planned', by: 'cut', distribution, proof, problem, resolved, shares };
}

/**
 * The problem of the fewest network links: the application-host graph of the request.
 * @throws InputError with all findings when the request is wrong
 */
export function poseCut(
  prepared: PreparedRequest,
  findings: Findings,
  build: PlacementBuilder = buildApplicationHostGraph,
): PlacementGraph {
  findings.throwIfErrors();
  const graph: GraphOf<PlacementGraph> = createGraph(countEdges(prepared.services, prepared.candidates));
  build(prepared, graph);
  return graph;
}
