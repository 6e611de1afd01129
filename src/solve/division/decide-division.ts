/**
 * Decides whether there is a division, without looking for the nearest one where there is none.
 *
 * Problem    Vector bin packing with given bins, as `divideExactly` has it.
 * Result     Possible, impossible, or unknown where time ran out.
 * Method     A count (`findOverload`), then the strategies, then a short branch and bound, and only then all that
 *            `divideExactly` does in the seconds given.
 * Guarantee  That of the step that answers.
 * Time       Quick for small problems and for those that the count decides; else that of `divideExactly`.
 */
import type { IntegerProgramSolver } from '../integer-program.ts';
import { divideExactly, divideQuickly, sortByNeed } from './divide-exactly.ts';
import type { DivisionProblem } from './division.ts';
import { findOverload } from './find-overload.ts';
import { searchDivision } from './search-division.ts';

/** Some ten milliseconds. */
const searchWork = 20_000;

/** Whether the services can be divided over their candidates. */
export function decideDivision(
  problem: DivisionProblem,
  seconds: number,
  programs?: IntegerProgramSolver,
): 'possible' | 'impossible' | 'unknown' {
  if (problem.candidates.some(targets => targets.length === 0) || findOverload(problem) !== undefined) {
    return 'impossible';
  }
  const order = sortByNeed(problem);
  if (divideQuickly(problem, order) !== undefined) return 'possible';
  const { kind } = searchDivision(problem, order, searchWork);
  const answer = kind === 'unknown' && seconds > 0 ? divideExactly(problem, seconds, programs).kind : kind;
  return answer === 'divided' ? 'possible' : answer;
}
