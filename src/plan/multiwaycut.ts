import type { Findings } from '../base/findings.ts';
import { buildApplicationHostGraph, type PlacementBuilder } from '../graph/application-host-graph.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';
import { emptyPolicy } from '../model/policy.ts';
import type { PlacementOptions } from '../solve/index.ts';
import { isAboutLinksAlone } from './place/is-about-links-alone.ts';
import { type AnyPlacePlan, planPlace } from './place.ts';
import { poseCut } from './plan-cut.ts';
import type { Outcome, Request } from './planner.ts';
import { posePlace } from './pose-place.ts';
import { prepareRequest } from './prepare-request.ts';

/**
 * The reliable plan: a place for each replica of each service, so that the fewest dependencies are network links. It is
 * the plan of `place` under a policy that demands nothing.
 * @throws InputError with all findings when the request is wrong
 */
export function planMultiwayCut(
  request: Request,
  options: PlacementOptions,
  findings: Findings,
  build: PlacementBuilder = buildApplicationHostGraph,
): Outcome<AnyPlacePlan> {
  const prepared = prepareRequest(request, findings);
  return planPlace(prepared, { ...options, policy: { ...emptyPolicy, replicas: prepared.replicas } }, findings, build);
}

/**
 * The problem of the reliable plan: the application-host graph of the request.
 * @throws InputError with all findings when the request is wrong
 */
export function poseMultiwayCut(request: Request, findings: Findings): PlacementGraph {
  const prepared = prepareRequest(request, findings);
  const policy = { ...emptyPolicy, replicas: prepared.replicas };
  return isAboutLinksAlone(prepared, policy)
    ? poseCut(prepared, findings)
    : posePlace(prepared, policy, findings).graph;
}
