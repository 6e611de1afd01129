import { type PlaceOptions, type PlaceProblem, type PlaceSolution, solvePlace } from '../solve/index.ts';
import { verifyPlace } from '../verify/verify-place.ts';
import { claimOf } from './place.ts';
import { solveAndVerify } from './solve-and-verify.ts';

/** A verified plan of a problem in numbers, the units that may go nowhere, or that none was found in time. */
export type PlainPlaceOutcome =
  | { readonly kind: 'planned'; readonly solution: PlaceSolution }
  | { readonly kind: 'impossible'; readonly withoutCandidates: readonly number[] }
  | { readonly kind: 'unknown'; readonly seconds: number };

/** The plan that does best for a problem that comes from no models; units and targets are numbered from 0. */
export function placePlainProblem(problem: PlaceProblem, options: PlaceOptions): PlainPlaceOutcome {
  const { listOf, lists } = problem;
  const withoutCandidates = Array.from(listOf.keys()).filter(unit => {
    const list = listOf[unit] ?? 0;
    return lists.start[list] === lists.start[list + 1];
  });
  if (withoutCandidates.length > 0) return { kind: 'impossible', withoutCandidates };
  const solution = solveAndVerify(
    'plan',
    () => solvePlace(problem, options),
    found => (found === undefined ? [] : verifyPlace(problem, claimOf(found))),
  );
  return solution === undefined ? { kind: 'unknown', seconds: options.timeLimit } : { kind: 'planned', solution };
}
