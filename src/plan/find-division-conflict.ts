import type { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import {
  type Budget,
  decideDivision,
  findOverload,
  freezePlacement,
  type IntegerProgramSolver,
  readDivision,
} from '../solve/index.ts';
import { type ConflictAnswer, findConflict } from './find-conflict.ts';
import type { Request } from './planner.ts';
import { poseDivision, type Resource } from './pose-division.ts';
import { prepareRequest } from './prepare-request.ts';

/**
 * Why `divide` has no plan: services that need more than there is where they may go.
 * @throws InputError with all findings when the request or a property is wrong
 */
export function findDivisionConflict(
  request: Request,
  resources: readonly Resource[],
  budget: Budget,
  findings: Findings,
  programs?: IntegerProgramSolver,
): ConflictAnswer {
  const prepared = prepareRequest(request, findings);
  const frozen = freezePlacement(poseDivision(prepared, resources, findings));
  const problem = readDivision(frozen);
  const services = Array.from(frozen.nodes, node => frozen.graph.nodeAt(node).name);
  const numbers = new Map(services.map((name, number) => [name, number]));
  const overload = findOverload(problem);
  return findConflict(narrow(prepared.candidates, services, overload), ({ mappings }) => {
    const part = [...mappings.keys()].map(name => numbers.get(name) ?? -1);
    const candidates = part.map(number => problem.candidates[number] ?? []);
    const needs = part.map(number => problem.needs[number] ?? []);
    if (budget.isSpent()) return 'unknown';
    return decideDivision({ ...problem, candidates, needs }, budget.secondsLeft(), programs);
  });
}

/**
 * The services that a count shows to be impossible, where it does; a service without candidates is one by itself, and
 * so nothing is left out beside it.
 */
function narrow(
  candidates: Distribution,
  services: readonly string[],
  part: readonly number[] | undefined,
): Distribution {
  const hasNone = [...candidates.mappings.values()].some(list => list.length === 0);
  if (part === undefined || hasNone) return candidates;
  const names = part.map(number => services[number] ?? '');
  return { mappings: new Map(names.map(name => [name, candidates.mappings.get(name) ?? []])) };
}
