import type { CertifiedPlace } from '../certified.ts';

type Proof = CertifiedPlace;

/**
 * Whether plans for which a proof holds are no better than another plan, objective by objective. A bound holds for
 * plans that are as good in the objectives before it, where those are proved.
 */
export function settles({ values, bounds, proved }: Proof, { values: best }: Proof): boolean {
  for (const [stage, value] of values.entries()) {
    const other = best[stage] ?? 0;
    if (proved[stage] !== true) return (bounds[stage] ?? 0) > other;
    if (value !== other) return value > other;
  }
  return true;
}

/**
 * What is proved of the best of several plans, where each proof holds for a part of all plans, and the parts are all
 * there are. No certificate stands for all of them: the bounds are those of a search.
 */
export function joinProofs(best: Proof, parts: readonly Proof[]): Proof {
  const open = parts.filter(part => !settles(part, best));
  const bounds: number[] = [];
  const proved: boolean[] = [];
  for (const [stage, value] of best.values.entries()) {
    // Behind an objective that is not proved, other plans count than those that the bounds are about.
    const isTold = stage === 0 || proved[stage - 1] === true;
    const bound: number = isTold ? Math.min(value, ...open.map(part => part.bounds[stage] ?? 0)) : 0;
    bounds.push(bound);
    proved.push(isTold && bound >= value);
  }
  return {
    ...best,
    bounds,
    boundBy: bounds.map(bound => (bound > 0 ? 'search' : 'nothing')),
    proved,
    bound: undefined,
    certified: undefined,
  };
}
