import type { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import { decideDivision } from '../solve/division/decide-division.ts';
import { findOverload } from '../solve/division/find-overload.ts';
import { buildDivision } from './build-division.ts';
import type { DivideInput } from './divide.ts';
import { type ConflictAnswer, findConflict } from './find-conflict.ts';

/** Why `divide` has no plan: services that need more than there is where they may go. Wrong properties are told to `findings`. */
export function findDivisionConflict(
  input: Omit<DivideInput, 'strategy' | 'timeLimit'>,
  secondsLeft: () => number,
  findings: Findings,
): ConflictAnswer {
  const { problem, services } = buildDivision(input, findings);
  const numbers = new Map(services.map((name, number) => [name, number]));
  const overload = findOverload(problem);
  return findConflict(narrow(input.candidates, services, overload), ({ mappings }) => {
    const part = [...mappings.keys()].map(name => numbers.get(name) ?? -1);
    const candidates = part.map(number => problem.candidates[number] ?? []);
    const needs = part.map(number => problem.needs[number] ?? []);
    return decideDivision({ ...problem, candidates, needs }, secondsLeft(), input.programs);
  });
}

/** The services that a count shows to be impossible, where it does; a service without candidates is one by itself, and so nothing is left out beside it. */
function narrow(
  candidates: Distribution,
  services: readonly string[],
  part: readonly number[] | undefined,
): Distribution {
  const hasHomeless = [...candidates.mappings.values()].some(list => list.length === 0);
  if (part === undefined || hasHomeless) return candidates;
  const names = part.map(number => services[number] ?? '');
  return { mappings: new Map(names.map(name => [name, candidates.mappings.get(name) ?? []])) };
}
