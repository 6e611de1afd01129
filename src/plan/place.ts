import type { Findings } from '../base/findings.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';
import type { Policy } from '../model/policy.ts';
import { type PlaceOptions, type PlaceSolution, solvePlace } from '../solve/index.ts';
import { verifyPlace } from '../verify/verify-place.ts';
import { createGraph, type GraphOf } from './create-graph.ts';
import type { Outcome, Plan, Request } from './planner.ts';
import { type PosedPlace, posePlace, readPlace } from './pose-place.ts';

/** A request under a policy. */
export interface PlaceRequest extends Request {
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
export function planPlace(request: PlaceRequest, options: PlaceOptions, findings: Findings): Outcome<PlacePlan> {
  const posed = posePlace(request, request.policy, findings);
  const { graph, nodes, problem, withoutCandidates } = posed;
  if (withoutCandidates.length > 0) {
    const services = [...new Set(withoutCandidates.map(node => nodes[node]?.name ?? ''))];
    return { kind: 'impossible', reason: { kind: 'no-candidates', services }, problem: graph };
  }
  const proof = solvePlace(problem, options);
  if (proof === undefined) {
    return { kind: 'unknown', reason: { kind: 'no-plan-found', seconds: options.timeLimit }, problem: graph };
  }
  const faults = verifyPlace(problem, {
    ...proof,
    plan: proof.label,
    linksBound: proof.bound?.linksBound ?? 0,
    byShares: proof.boundBy[0] === 'shares',
    certificate: proof.bound?.certificate,
  });
  if (faults.length > 0) throw new Error(`the plan does not hold what it promises: ${faults.join('; ')}`);
  const resolved = resolve(posed, proof.label);
  return { kind: 'planned', distribution: readPlace(posed, proof.label), proof, problem: graph, resolved, posed };
}

/** What a plan leaves of the problem graph: each replica's edge to its target, and the links inside targets. */
function resolve({ graph, frozen }: PosedPlace, assignment: Int32Array): PlacementGraph {
  const resolved: GraphOf<PlacementGraph> = createGraph(graph.edgeCount());
  resolved.setGraph(graph.graph());
  const placeOf = new Map(
    frozen.nodes.map((node, i) => [
      frozen.graph.idAt(node),
      frozen.graph.idAt(frozen.labels[assignment[i] ?? -1] ?? -1),
    ]),
  );
  for (const id of graph.nodes()) resolved.setNode(id, graph.node(id));
  for (const edge of graph.edges()) {
    const label = graph.edge(edge);
    const [a, b] = [placeOf.get(edge.v), placeOf.get(edge.w)];
    const stays = label.kind === 'candidate' ? a === edge.w || b === edge.v : a === b;
    if (stays) resolved.setEdge(edge.v, edge.w, label);
  }
  return resolved;
}
