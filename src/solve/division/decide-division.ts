import { divideExactly, sortByNeed } from './divide-exactly.ts';
import type { DivisionProblem } from './division.ts';
import { searchDivision } from './search-division.ts';

/** Some ten milliseconds. */
const searchWork = 20_000;

/** Whether there is a division, as `divideExactly` has it, but without looking for the nearest one where there is none: quick for small problems. */
export function decideDivision(problem: DivisionProblem, seconds: number): 'possible' | 'impossible' | 'unknown' {
  const { kind } = searchDivision(problem, sortByNeed(problem), searchWork);
  const answer = kind === 'unknown' ? divideExactly(problem, seconds).kind : kind;
  return answer === 'divided' ? 'possible' : answer;
}
