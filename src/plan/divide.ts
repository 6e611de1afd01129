import type { Findings } from '../base/findings.ts';
import { formatAmount } from '../model/amount.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { type DivisionStrategy, divide } from '../solve/division/divide.ts';
import { divideExactly } from '../solve/division/divide-exactly.ts';
import type { DivisionProblem } from '../solve/division/division.ts';
import { verifyDivision } from '../solve/division/verify-division.ts';
import { numberCandidates } from './number-candidates.ts';
import { readAmounts } from './read-amounts.ts';
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
  const { problem, services, targets, scales } = buildProblem(input, findings);
  const format = (amount: bigint, dimension: number): string => formatAmount(amount, scales[dimension] ?? 0);
  const nameOf = (dimension: number): string => input.resources[dimension]?.targetProperty ?? '';
  if (strategy === 'exact') {
    const division = divideExactly(problem, input.timeLimit);
    if (division.kind === 'divided') return read(division.assignment);
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
    const faults = verifyDivision(problem, assignment);
    if (faults.length > 0) throw new Error(`the division does not hold what it promises: ${faults.join('; ')}`);
    return { kind: 'planned', distribution: readBack(candidates, services, targets, assignment) };
  }
}

/** The problem in numbers, and the names behind them. A service without the property needs nothing of it; a target without it has nothing. */
export function buildProblem(
  { services, infrastructure, candidates, resources }: Omit<DivideInput, 'strategy' | 'timeLimit'>,
  findings: Findings,
) {
  const names = [...candidates.mappings.keys()];
  const targets = [...infrastructure.targets.keys()];
  const needs: bigint[][] = names.map(() => []);
  const capacities: bigint[][] = targets.map(() => []);
  const scales: number[] = [];
  const serviceSets = new Map(
    names.flatMap(name => {
      const service = services.services.get(name);
      return service === undefined ? [] : [[name, service.attributes] as const];
    }),
  );
  const targetSets = new Map([...infrastructure.targets].map(([name, { properties }]) => [name, properties]));
  for (const { serviceProperty, targetProperty } of resources) {
    const read = readAmounts(serviceSets, serviceProperty, targetSets, targetProperty, findings);
    names.forEach((name, i) => {
      const amount = read.needs.units.get(name);
      if (amount === undefined && !findings.hasErrors) {
        findings.warning(
          'missing-property',
          `service "${name}" has no property "${serviceProperty}": it is taken to need nothing of it`,
        );
      }
      needs[i]?.push(amount ?? 0n);
    });
    targets.forEach((name, i) => {
      const amount = read.capacities.units.get(name);
      if (amount === undefined && !findings.hasErrors) {
        findings.warning(
          'missing-property',
          `target "${name}" has no property "${targetProperty}": it is taken to have nothing of it`,
        );
      }
      capacities[i]?.push(amount ?? 0n);
    });
    scales.push(read.needs.scale);
  }
  findings.throwIfErrors();
  const problem: DivisionProblem = {
    candidates: numberCandidates(candidates, names, targets),
    needs,
    capacities,
  };
  return { problem, services: names, targets, scales };
}
