import { Findings } from '../base/findings.ts';
import { buildApplicationHostGraph, type PlacementBuilder } from '../graph/application-host-graph.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';
import { targetsOf } from '../model/distribution.ts';
import type { Policy } from '../model/policy.ts';
import {
  isRefutedQuickly,
  type PlacementOptions,
  type PlaceOptions,
  type PlaceSolution,
  resolvePlacement,
  solvePlace,
} from '../solve/index.ts';
import { certifyStages } from '../verify/certify-stages.ts';
import { type PlaceClaim, verifyPlace } from '../verify/verify-place.ts';
import type { CertifiedPlace } from './certified.ts';
import { createGraph, type GraphOf } from './create-graph.ts';
import { findPlaceConflict, type PlaceConflictAnswer } from './place/find-place-conflict.ts';
import { isAboutLinksAlone } from './place/is-about-links-alone.ts';
import type { PlacePlan } from './place/place-plan.ts';
import { planInOrder } from './place/plan-in-order.ts';
import { type CutPlan, planCut } from './plan-cut.ts';
import type { Outcome, Request } from './planner.ts';
import { type PosedPlace, posePlace, readPlace } from './pose-place.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { requireOrder } from './require-order.ts';
import { requireCertified, solveAndVerify } from './solve-and-verify.ts';
import { tellingOfClock } from './tell-of-clock.ts';

/** What a plan must keep and should do well, and how it is looked for. */
export interface PlacePlanOptions extends PlaceOptions {
  readonly policy: Policy;
  /** How the plan is looked for where links alone count; `auto` when left out. */
  readonly algorithm?: PlacementOptions['algorithm'] | undefined;
  readonly onProgress?: PlacementOptions['onProgress'] | undefined;
}

/** A plan under a policy, whichever algorithm it is by. */
export type AnyPlacePlan = CutPlan | PlacePlan;

/**
 * The plan that does best, objective by objective, under everything that a policy demands. Where links alone count, and
 * each service runs once, it is the cut of the application-host graph.
 * @throws InputError with all findings when the request or the policy is wrong
 */
export function planPlace(
  request: Request,
  options: PlacePlanOptions,
  findings: Findings,
  build: PlacementBuilder = buildApplicationHostGraph,
): Outcome<AnyPlacePlan> {
  const { policy, algorithm = 'auto' } = options;
  const asked = prepareRequest(request, findings);
  if (!isAboutLinksAlone(asked, policy)) return planByPolicy(asked, options, findings);
  const moveStateful = asked.moveStateful || policy.moves.stateful === 'allowed';
  const prepared = asked.under({ replicas: policy.replicas, moveStateful });
  return planCut(prepared, { ...tellingOfClock(options, findings), algorithm }, findings, build);
}

/** The same where the cut is not asked: every request is posed as a problem of its own. */
export function planByPolicy(request: Request, options: PlacePlanOptions, findings: Findings): Outcome<PlacePlan> {
  const prepared = prepareRequest(request, findings);
  const outcome = planOrderly(prepared, tellingOfClock(options, findings), findings);
  if (outcome.kind === 'planned') requireOrder(prepared, outcome.distribution);
  return outcome;
}

function planOrderly(prepared: PreparedRequest, options: PlacePlanOptions, findings: Findings): Outcome<PlacePlan> {
  if (prepared.activation.waits.length === 0) return planOnce(prepared, options, findings);
  // What is wrong with the policy is told once.
  let told = findings;
  return planInOrder(prepared, options, (one, timeLimit) => {
    const outcome = planOnce(one, { ...options, timeLimit }, told);
    told = new Findings();
    return outcome;
  });
}

function planOnce(request: PreparedRequest, options: PlacePlanOptions, findings: Findings): Outcome<PlacePlan> {
  const posed = posePlace(request, options.policy, findings);
  const { graph } = posed;
  const { candidates } = posed.prepared;
  const nowhere = [...candidates.mappings.keys()].filter(service => targetsOf(candidates, service).length === 0);
  if (nowhere.length > 0) {
    const removals = posed.prepared.removalsOf(nowhere);
    return { kind: 'impossible', reason: { kind: 'no-candidates', services: nowhere, removals }, problem: graph };
  }
  const found = solvePosed(posed, options);
  if (found.kind === 'impossible') return { ...found, problem: graph };
  const { proof } = found;
  if (proof === undefined) {
    return { kind: 'unknown', reason: { kind: 'no-plan-found', seconds: options.timeLimit }, problem: graph };
  }
  const resolved: GraphOf<PlacementGraph> = createGraph(graph.edgeCount());
  resolvePlacement(posed.frozen, proof.label, resolved);
  const distribution = readPlace(posed, proof.label);
  return { kind: 'planned', by: 'place', distribution, proof, problem: graph, resolved, posed };
}

type SolvedPlace =
  | { readonly kind: 'solved'; readonly proof: CertifiedPlace | undefined }
  | Extract<PlaceConflictAnswer, { readonly kind: 'impossible' }>;

/** A plan, verified, or a conflict where there is none, verified as well. */
function solvePosed(posed: PosedPlace, options: PlacePlanOptions): SolvedPlace {
  const { problem, prepared } = posed;
  let conflict: PlaceConflictAnswer | undefined;
  const findAnyPlan = (): Int32Array | 'none' | undefined => {
    conflict = findPlaceConflict(prepared, options.policy, { ...options, timeLimit: options.timeLimit / 2 });
    if (conflict.kind !== 'possible') return conflict.kind === 'impossible' ? 'none' : undefined;
    const labels = new Map(posed.labels.map(({ name }, label) => [name, label]));
    return Int32Array.from(conflict.targets, target => labels.get(target) ?? -1);
  };
  const proof = isRuledOut(posed)
    ? void findAnyPlan()
    : solveAndVerify(
        'plan',
        () => solvePlace(problem, { ...options, findAnyPlan }),
        found => (found === undefined ? [] : verifyPlace(problem, claimOf(found))),
      );
  if (conflict?.kind === 'impossible') return conflict;
  return { kind: 'solved', proof: proof && certifyPlan(problem, proof) };
}

/** A plan that was verified, with which of its bounds are recounted. */
export function certifyPlan(problem: PosedPlace['problem'], proof: PlaceSolution): CertifiedPlace {
  return {
    ...proof,
    certified: requireCertified(
      'plan',
      certifyStages(problem.nodeCount, () => problem, claimOf(proof)),
    ),
  };
}

/** Problems with more pairs of nodes and labels are searched before anything is counted. */
const mostPairs = 200_000;

/** Whether it is seen at once that there is no plan. */
function isRuledOut({ problem, withoutCandidates }: PosedPlace): boolean {
  if (withoutCandidates.length > 0) return true;
  return problem.nodeCount * problem.labelCount <= mostPairs && isRefutedQuickly(problem);
}

/** What a solution claims, in the words of the verifier. */
export function claimOf({ label, bound, boundBy, endedBy: _, ...proof }: PlaceSolution): PlaceClaim {
  return {
    ...proof,
    plan: label,
    linksBound: bound?.linksBound ?? 0,
    byCertificate: boundBy.map(by => by !== 'search'),
    certificate: bound?.certificate,
    fillings: bound?.fillings,
  };
}
