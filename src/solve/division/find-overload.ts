/**
 * Looks for targets that are asked for more than they have by services that may go nowhere else.
 *
 * Problem    Hall's condition for division: the services whose candidates all lie in a set of targets must not need
 *            more than these have together.
 * Input      Candidate lists, needs and capacities in whole numbers.
 * Result     Services that break it, ascending, or undefined. Undefined does not mean that there is a division.
 * Guarantee  What is found has no division, in exact arithmetic. Only the candidate lists themselves, and all targets,
 *            are tried as sets.
 * Time       O(lists² · candidates) for the number of different candidate lists; most pairs of lists are told apart by
 *            their first target.
 * Source     P. Hall, On representatives of subsets, Journal of the London Mathematical Society 10 (1935), for amounts
 *            instead of single places.
 * Ties       The shortest list, then the first in the order of the services.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import type { DivisionProblem } from './division.ts';

/** Services that need more than all their candidates have together, ascending; undefined where none are found. */
export function findOverload({ candidates, needs, capacities }: DivisionProblem): readonly number[] | undefined {
  const dimensions = capacities[0]?.length ?? 0;
  const lists = groupByList(candidates);
  const everything = [...new Set(candidates.flat())];
  const sets = [...lists.values()].map(({ list }) => list).sort((a, b) => a.length - b.length);
  for (const set of [...sets, everything]) {
    const inside = new Set(set);
    const groups = [...lists.values()].filter(({ list }) => list.every(target => inside.has(target)));
    for (let d = 0; d < dimensions; d++) {
      let left = 0n;
      for (const target of set) left += max(0n, capacities[target]![d]!);
      for (const { services } of groups) for (const service of services) left -= needs[service]![d]!;
      if (left < 0n) return groups.flatMap(({ services }) => services).sort((a, b) => a - b);
    }
  }
  return undefined;
}

/** The services of each candidate list. */
function groupByList(candidates: DivisionProblem['candidates']) {
  const groups = new Map<string, { readonly list: readonly number[]; readonly services: number[] }>();
  candidates.forEach((list, service) => {
    const key = list.join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { list, services: [service] });
    else group.services.push(service);
  });
  return groups;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
