import type { Findings } from '../base/findings.ts';
import { decideDivision } from '../solve/division/decide-division.ts';
import { buildProblem, type DivideInput } from './divide.ts';
import { type ConflictAnswer, findConflict } from './find-conflict.ts';

/** Why `divide` has no plan: services that need more than there is where they may go. Wrong properties are told to `findings`. */
export function findDivisionConflict(
  input: Omit<DivideInput, 'strategy' | 'timeLimit'>,
  secondsLeft: () => number,
  findings: Findings,
): ConflictAnswer {
  const { problem, services } = buildProblem(input, findings);
  const numbers = new Map(services.map((name, number) => [name, number]));
  return findConflict(input.candidates, ({ mappings }) => {
    const part = [...mappings.keys()].map(name => numbers.get(name) ?? -1);
    const candidates = part.map(number => problem.candidates[number] ?? []);
    const needs = part.map(number => problem.needs[number] ?? []);
    return decideDivision({ ...problem, candidates, needs }, secondsLeft());
  });
}
