/**
 * Divides services over targets, one after the other, by a strategy of the original toolset.
 *
 * Problem    Give each service one of its candidates so that no target is asked for more than it has.
 * Input      Needs and capacities in whole numbers, in any number of dimensions.
 * Result     A division that exceeds no capacity, or the service that found no place. A failure proves nothing: see
 *            `divideExactly`.
 * Guarantee  A division is legal; no more is promised.
 * Time       O(candidates · dimensions). Space O(targets · dimensions).
 * Source     The strategies of Dynamic Disnix (S. van der Burg): each is a greedy rule for first fit, worst fit and
 *            best fit of bin packing.
 * Ties       Services come in order of their numbers; of equal targets the lowest number wins. Several dimensions are
 *            compared in the order given.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import type { Division, DivisionProblem } from './division.ts';

/**
 * `greedy`: the first target with room. `highest-bidder`: the one with most left. `lowest-bidder`: the one with least
 * left.
 */
export type DivisionStrategy = 'greedy' | 'highest-bidder' | 'lowest-bidder';

/** Divides by one of the strategies; where that gets stuck, says so. */
export function divide(problem: DivisionProblem, strategy: DivisionStrategy): Division {
  const left = problem.capacities.map(capacity => [...capacity]);
  const assignment: number[] = [];
  for (const [service, needs] of problem.needs.entries()) {
    const fitting = problem.candidates[service]!.filter(target => fits(needs, left[target]!));
    const chosen = choose(fitting, left, strategy);
    if (chosen === undefined) return { kind: 'unknown', service, left };
    left[chosen] = left[chosen]!.map((amount, dimension) => amount - needs[dimension]!);
    assignment.push(chosen);
  }
  return { kind: 'divided', assignment };
}

function fits(needs: readonly bigint[], left: readonly bigint[]): boolean {
  return needs.every((need, dimension) => need <= left[dimension]!);
}

function choose(
  fitting: readonly number[],
  left: readonly (readonly bigint[])[],
  strategy: DivisionStrategy,
): number | undefined {
  if (strategy === 'greedy') return fitting[0];
  const direction = strategy === 'highest-bidder' ? 1 : -1;
  let best: number | undefined;
  for (const target of fitting) {
    if (best === undefined || direction * compareLeft(left[target]!, left[best]!) > 0) best = target;
  }
  return best;
}

/** By what is left of the first dimension, then of the second, and so on. */
export function compareLeft(a: readonly bigint[], b: readonly bigint[]): number {
  for (const [dimension, amount] of a.entries()) {
    const other = b[dimension]!;
    if (amount !== other) return amount > other ? 1 : -1;
  }
  return 0;
}
