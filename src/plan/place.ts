import type { Findings } from '../base/findings.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';
import type { Policy } from '../model/policy.ts';
import { type PlaceOptions, type PlaceSolution, resolvePlacement, solvePlace } from '../solve/index.ts';
import { type PlaceClaim, verifyPlace } from '../verify/verify-place.ts';
import { createGraph, type GraphOf } from './create-graph.ts';
import type { Outcome, Plan, Request } from './planner.ts';
import { type PosedPlace, posePlace, readPlace } from './pose-place.ts';
import { solveAndVerify } from './solve-and-verify.ts';

/** What a plan must keep and should do well, and how it is looked for. */
export interface PlacePlanOptions extends PlaceOptions {
  readonly policy: Policy;
}

/** A plan under a policy, what is proved of it, and the problem with the names behind its numbers. */
export interface PlacePlan extends Plan<PlacementGraph, PlaceSolution> {
  readonly posed: PosedPlace;
}

/**
 * The plan that does best, objective by objective, under everything that a policy demands.
 * @throws InputError with all findings when the request or the policy is wrong
 */
export function planPlace(request: Request, options: PlacePlanOptions, findings: Findings): Outcome<PlacePlan> {
  const posed = posePlace(request, options.policy, findings);
  const { graph, nodes, problem, withoutCandidates } = posed;
  if (withoutCandidates.length > 0) {
    const services = [...new Set(withoutCandidates.map(node => nodes[node]?.name ?? ''))];
    return { kind: 'impossible', reason: { kind: 'no-candidates', services }, problem: graph };
  }
  const proof = solveAndVerify(
    'plan',
    () => solvePlace(problem, options),
    found => (found === undefined ? [] : verifyPlace(problem, claimOf(found))),
  );
  if (proof === undefined) {
    return { kind: 'unknown', reason: { kind: 'no-plan-found', seconds: options.timeLimit }, problem: graph };
  }
  const resolved: GraphOf<PlacementGraph> = createGraph(graph.edgeCount());
  resolvePlacement(posed.frozen, proof.label, resolved);
  return { kind: 'planned', distribution: readPlace(posed, proof.label), proof, problem: graph, resolved, posed };
}

/** What a solution claims, in the words of the verifier. */
export function claimOf({ label, bound, boundBy, ...proof }: PlaceSolution): PlaceClaim {
  return {
    ...proof,
    plan: label,
    linksBound: bound?.linksBound ?? 0,
    byCertificate: boundBy[0] === 'shares' || boundBy[0] === 'fillings',
    certificate: bound?.certificate,
    fillings: bound?.fillings,
  };
}
