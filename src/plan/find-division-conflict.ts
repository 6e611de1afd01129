import type { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import {
  type Budget,
  type DivisionProblem,
  decideDivision,
  findOverload,
  freezePlacement,
  type IntegerProgramSolver,
  readDivision,
} from '../solve/index.ts';
import { verifyDivision, verifyNoDivision } from '../verify/verify-division.ts';
import { type ConflictAnswer, type Feasibility, findConflict } from './find-conflict.ts';
import type { Request } from './planner.ts';
import { poseDivision, type Resource } from './pose-division.ts';
import { prepareRequest } from './prepare-request.ts';
import { solveAndVerify } from './solve-and-verify.ts';

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
    if (budget.isSpent()) return { kind: 'unknown' };
    return decideAndVerify({ ...problem, candidates, needs }, budget.secondsLeft(), programs);
  });
}

/** What the solver says of some services, checked. */
function decideAndVerify(problem: DivisionProblem, seconds: number, programs?: IntegerProgramSolver): Feasibility {
  const answer = solveAndVerify(
    'division',
    () => decideDivision(problem, seconds, programs),
    found => {
      if (found.kind === 'divided') return verifyDivision(problem, found.assignment);
      return found.kind === 'impossible' ? verifyNoDivision(problem, found.proof) : [];
    },
  );
  if (answer.kind !== 'impossible') return { kind: answer.kind === 'divided' ? 'possible' : 'unknown' };
  return { kind: 'impossible', certified: answer.proof.kind !== 'program' };
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
