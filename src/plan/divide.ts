import type { Findings } from '../base/findings.ts';
import { formatAmount } from '../model/amount.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { type DivisionStrategy, divide } from '../solve/division/divide.ts';
import { divideExactly } from '../solve/division/divide-exactly.ts';
import type { IntegerProgramSolver } from '../solve/integer-program.ts';
import { verifyDivision, verifyNoDivision } from '../verify/verify-division.ts';
import { buildDivision } from './build-division.ts';
import { readBack } from './read-back.ts';

/** What is divided, and how. */
export interface DivideInput {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  readonly candidates: Distribution;
  readonly strategy: DivisionStrategy | 'exact';
  /** What a service needs and what a target has of it, resource by resource. */
  readonly resources: readonly { readonly serviceProperty: string; readonly targetProperty: string }[];
  /** Seconds for `exact`. */
  readonly timeLimit: number;
  /** Who solves integer programs; without it there are none. */
  readonly programs?: IntegerProgramSolver | undefined;
}

/** A division, or why there is none. */
export type DividePlan =
  | { readonly kind: 'planned'; readonly distribution: Distribution }
  /** A sentence for each reason. `impossible` is proved; `failed` is not: the strategy found nothing, or time ran out. */
  | { readonly kind: 'impossible' | 'failed'; readonly reasons: readonly string[] };

/**
 * Divides services over their candidates by what they need: models → problem → divide → verify → model. A service without the
 * property needs nothing of it; a target without it has nothing. Wrong properties are told to `findings`.
 */
export function planDivision(input: DivideInput, findings: Findings): DividePlan {
  const { candidates, strategy } = input;
  const homeless = [...candidates.mappings].filter(([, mappings]) => mappings.length === 0).map(([name]) => name);
  if (homeless.length > 0) {
    return { kind: 'impossible', reasons: homeless.map(name => `service "${name}" has no candidate targets`) };
  }
  const { problem, services, targets, scales } = buildDivision(input, findings);
  const format = (amount: bigint, dimension: number): string => formatAmount(amount, scales[dimension] ?? 0);
  const nameOf = (dimension: number): string => input.resources[dimension]?.targetProperty ?? '';
  if (strategy === 'exact') {
    const division = divideExactly(problem, input.timeLimit, input.programs);
    if (division.kind === 'divided') return read(division.assignment);
    if (division.kind === 'impossible') refuse(verifyNoDivision(problem, division.proof));
    const short = division.shortages.map(
      ({ target, dimension, shortBy }) =>
        `${nameOf(dimension)} is short by ${format(shortBy, dimension)} on "${targets[target]}"`,
    );
    const head =
      division.kind === 'impossible'
        ? 'there is no such division: even the nearest one exceeds what targets have'
        : 'no division was found within the time limit, and none was ruled out';
    return { kind: division.kind === 'impossible' ? 'impossible' : 'failed', reasons: [head, ...short] };
  }
  const division = divide(problem, strategy);
  if (division.kind === 'divided') return read(division.assignment);
  const { service, left } = division;
  const reasons = (problem.candidates[service] ?? []).map(target => {
    const short = (problem.needs[service] ?? []).flatMap((need, dimension) => {
      const rest = left[target]?.[dimension] ?? 0n;
      return need > rest
        ? [`${nameOf(dimension)}: ${format(need, dimension)} needed, ${format(rest, dimension)} left`]
        : [];
    });
    return `not on "${targets[target]}": ${short.join('; ')}`;
  });
  const head = `the strategy ${strategy} found no place for service "${services[service]}"; --strategy exact tells whether there is one`;
  return { kind: 'failed', reasons: [head, ...reasons] };

  function read(assignment: readonly number[]): DividePlan {
    refuse(verifyDivision(problem, assignment));
    return { kind: 'planned', distribution: readBack(candidates, services, targets, assignment) };
  }
}

/** @throws Error where a verifier found a fault */
function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(`the division does not hold what it promises: ${faults.join('; ')}`);
}
