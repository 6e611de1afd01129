/**
 * Decides whether there is a division, without looking for the nearest one where there is none.
 *
 * Problem    Vector bin packing with given bins, as `divideExactly` has it.
 * Result     A division, the proof that there is none, or neither where time ran out.
 * Method     A count (`findOverload`), then the strategies, then a short branch and bound, and only then all that
 *            `divideExactly` does in the seconds given.
 * Guarantee  That of the step that answers.
 * Time       Quick for small problems and for those that the count decides; else that of `divideExactly`.
 */
import type { IntegerProgramSolver } from '../integer-program.ts';
import { divideExactly, divideQuickly, sortByNeed } from './divide-exactly.ts';
import type { DivisionProblem } from './division.ts';
import { findOverload } from './find-overload.ts';
import { type DivisionSearch, searchDivision } from './search-division.ts';

/** Some ten milliseconds. */
const searchWork = 20_000;

/** Whether the services can be divided over their candidates, and what shows it. */
export function decideDivision(
  problem: DivisionProblem,
  seconds: number,
  programs?: IntegerProgramSolver,
): DivisionSearch {
  const placeless = problem.candidates.findIndex(targets => targets.length === 0);
  if (placeless >= 0) return { kind: 'impossible', proof: { kind: 'search', order: [placeless] } };
  const overload = findOverload(problem);
  if (overload !== undefined) return { kind: 'impossible', proof: { kind: 'overload', services: overload } };
  const order = sortByNeed(problem);
  const quick = divideQuickly(problem, order);
  if (quick !== undefined) return { kind: 'divided', assignment: quick };
  const short = searchDivision(problem, order, searchWork);
  return short.kind === 'unknown' && seconds > 0 ? divideExactly(problem, seconds, programs) : short;
}
