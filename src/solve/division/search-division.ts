/**
 * Searches a division by branch and bound, in exact arithmetic.
 *
 * Problem    Vector bin packing with given bins: give each service one of its candidates so that no target is asked for
 *            more than it has.
 * Input      Needs and capacities in whole numbers, the order of branching, the work allowed.
 * Result     A division, or the proof that there is none (the tree is exhausted), or neither when the work allowed is
 *            used up.
 * Guarantee  Both answers are right for numbers of any size: all comparisons are of whole numbers.
 * Time       Exponential at worst, ended by `work` (visits of a service and target). Space O(services + targets ·
 *            dimensions).
 * Source     Depth-first branch and bound for bin packing: S. Martello, P. Toth, "Knapsack Problems" (1990), chapter 8,
 *            with its order of largest first.
 * Deviations Of targets that are interchangeable (the same services may go there, and the same is left on them) only
 * one is tried.
 * Ties       Large needs first, then few candidates, then the lowest number; of targets the one with least left, then
 *            the lowest number.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import { compareLeft } from './divide.ts';
import type { DivisionProblem, NoDivisionProof } from './division.ts';

/** What a search found. */
export type DivisionSearch =
  | { readonly kind: 'divided'; readonly assignment: readonly number[] }
  | { readonly kind: 'impossible'; readonly proof: NoDivisionProof }
  | { readonly kind: 'unknown' };

/** `order` has the services in the order of branching. */
export function searchDivision(problem: DivisionProblem, order: readonly number[], work: number): DivisionSearch {
  const { candidates, needs } = problem;
  if (lacksInTotal(problem)) return { kind: 'impossible', proof: { kind: 'overload', services: order } };
  const left = problem.capacities.map(capacity => [...capacity]);
  const kinds = groupTargets(problem);
  const assignment: number[] = needs.map(() => -1);
  const depth = order.length;
  /** Depth → the targets still to be tried there, the next one last. */
  const open: number[][] = [];
  let remaining = work;
  for (let level = 0; ; ) {
    if (level === depth) return { kind: 'divided', assignment };
    const service = order[level]!;
    const need = needs[service]!;
    if (open.length === level) {
      const targets = candidates[service]!;
      remaining -= targets.length + 1;
      if (remaining < 0) return { kind: 'unknown' };
      open.push(listChoices(targets, need, left, kinds));
    } else take(left[assignment[service]!]!, need, -1n);
    const target = open[level]!.pop();
    if (target === undefined) {
      open.pop();
      assignment[service] = -1;
      if (level === 0) return { kind: 'impossible', proof: { kind: 'search', order } };
      level--;
      continue;
    }
    assignment[service] = target;
    take(left[target]!, need, 1n);
    level++;
  }
}

/** All services together need more than all targets together have: no search is needed to see that. */
function lacksInTotal({ needs, capacities }: DivisionProblem): boolean {
  const dimensions = capacities[0]?.length ?? 0;
  for (let d = 0; d < dimensions; d++) {
    const needed = needs.reduce((sum, need) => sum + need[d]!, 0n);
    const had = capacities.reduce((sum, capacity) => sum + (capacity[d]! > 0n ? capacity[d]! : 0n), 0n);
    if (needed > had) return true;
  }
  return false;
}

/** Target → a number that it shares with the targets that exactly the same services may go to. */
function groupTargets({ candidates, capacities }: DivisionProblem): readonly number[] {
  const hosted: number[][] = capacities.map(() => []);
  candidates.forEach((targets, service) => {
    for (const target of targets) hosted[target]!.push(service);
  });
  const numbers = new Map<string, number>();
  return hosted.map(services => {
    const key = services.join(' ');
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

/** The targets with room, one of each that are interchangeable, the best one last. */
function listChoices(
  targets: readonly number[],
  need: readonly bigint[],
  left: readonly (readonly bigint[])[],
  kinds: readonly number[],
): number[] {
  const seen = new Set<string>();
  const fitting = targets.filter(target => {
    const rest = left[target]!;
    if (!need.every((amount, dimension) => amount <= rest[dimension]!)) return false;
    const key = `${kinds[target]} ${rest.join(' ')}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return fitting.sort((a, b) => compareLeft(left[b]!, left[a]!) || b - a);
}

function take(rest: bigint[], need: readonly bigint[], times: bigint): void {
  need.forEach((amount, dimension) => {
    rest[dimension]! -= times * amount;
  });
}
