import { type Distribution, targetsOf } from '../../model/distribution.ts';
import { type ExplainedPlan, explainAlternative, type PlaceAlternative } from '../place/explain-alternative.ts';
import type { PreparedRequest } from '../prepare-request.ts';
import type { ServiceStep } from './compare-deployments.ts';

/** Why a service leaves a target. */
export type MoveReason =
  /** There is no such target any more. */
  | { readonly kind: 'target-gone'; readonly target: string }
  /** It is no candidate of the service any more. */
  | { readonly kind: 'no-candidate'; readonly target: string }
  /** What it would mean to leave it there while everything else is as planned: what is short, broken, or worse. */
  | { readonly kind: 'alternative'; readonly target: string; readonly alternative: PlaceAlternative };

/** More services than this are not asked for: each answer takes a look at the whole problem. */
const mostExplained = 200;

/**
 * Why services move, by service: a reason for each target that they leave. Without an explained plan (the planner was
 * none that knows alternatives) only targets that are gone and those that are no candidates are reasons. O(moves ·
 * size of the problem).
 * @param explain poses the whole problem, so it is asked only where a service leaves a target on which it could stay
 */
export function explainMoves(
  steps: readonly ServiceStep[],
  request: PreparedRequest,
  explain: () => ExplainedPlan | undefined,
): ReadonlyMap<string, readonly MoveReason[]> {
  let plan: ExplainedPlan | undefined | 'unasked' = 'unasked';
  const explainOnce = (): ExplainedPlan | undefined => {
    if (plan === 'unasked') plan = explain();
    return plan;
  };
  const moves = steps.filter(({ kind }) => kind === 'move').slice(0, mostExplained);
  return new Map(
    moves.map(({ service, leaves }) => {
      const left = new Set(leaves.map(({ target }) => target));
      return [service, [...left].flatMap(target => explainMove(service, target, request, explainOnce) ?? [])];
    }),
  );
}

function explainMove(
  service: string,
  target: string,
  { infrastructure, mobile }: PreparedRequest,
  explain: () => ExplainedPlan | undefined,
): MoveReason | undefined {
  if (!infrastructure.targets.has(target)) return { kind: 'target-gone', target };
  if (!isCandidate(mobile, service, target)) return { kind: 'no-candidate', target };
  const plan = explain();
  const alternative = plan && explainAlternative(plan, service, target);
  return alternative && { kind: 'alternative', target, alternative };
}

function isCandidate(candidates: Distribution, service: string, target: string): boolean {
  return targetsOf(candidates, service).includes(target);
}
