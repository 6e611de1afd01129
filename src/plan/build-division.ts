import type { Findings } from '../base/findings.ts';
import type { DivisionProblem } from '../solve/division/division.ts';
import type { DivideInput } from './divide.ts';
import { numberCandidates } from './number-candidates.ts';
import { type Amounts, readAmounts } from './read-amounts.ts';

/** The problem in numbers, and the names behind them. A service without the property needs nothing of it; a target without it has nothing. */
export function buildDivision(
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
    const amountOf = (amounts: Amounts, name: string, what: string, then: string): bigint => {
      const amount = amounts.units.get(name);
      if (amount === undefined && !findings.hasErrors)
        findings.warning('missing-property', `${what}: it is taken to ${then} of it`);
      return amount ?? 0n;
    };
    names.forEach((name, i) => {
      const what = `service "${name}" has no property "${serviceProperty}"`;
      needs[i]?.push(amountOf(read.needs, name, what, 'need nothing'));
    });
    targets.forEach((name, i) => {
      const what = `target "${name}" has no property "${targetProperty}"`;
      capacities[i]?.push(amountOf(read.capacities, name, what, 'have nothing'));
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
