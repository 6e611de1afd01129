import { divideExactly, divideQuickly, sortByNeed } from './divide-exactly.ts';
import type { DivisionProblem } from './division.ts';
import { findOverload } from './find-overload.ts';
import { searchDivision } from './search-division.ts';

/** Some ten milliseconds. */
const searchWork = 20_000;

/**
 * Whether there is a division, as `divideExactly` has it, but without looking for the nearest one where there is none: a count (`findOverload`),
 * then the strategies, then a short branch and bound, and only then all that `divideExactly` does in the seconds given. Its guarantee is that of the
 * step that answers; quick for small problems and for those that the count decides.
 */
export function decideDivision(problem: DivisionProblem, seconds: number): 'possible' | 'impossible' | 'unknown' {
  if (problem.candidates.some(targets => targets.length === 0) || findOverload(problem) !== undefined) {
    return 'impossible';
  }
  const order = sortByNeed(problem);
  if (divideQuickly(problem, order) !== undefined) return 'possible';
  const { kind } = searchDivision(problem, order, searchWork);
  const answer = kind === 'unknown' && seconds > 0 ? divideExactly(problem, seconds).kind : kind;
  return answer === 'divided' ? 'possible' : answer;
}
