/**
 * Checks a division, or the proof that there is none, sharing no code with the solvers.
 *
 * Problem    Vector bin packing with given bins: each item on one of its candidate bins, no bin asked for more than it
 *            has.
 * Method     Loads are added up again. An overload is counted; a tree that is said to be exhausted is walked again, in
 *            the order of the proof, over all assignments but those that differ in bins which nothing tells apart. A
 *            proof by an integer-programming solver cannot be checked here.
 * Time       O(items · dimensions) for a division and an overload; that of the search for a tree.
 */

/** Items with their candidate bins and needs, and what each bin has, dimension by dimension. */
export interface DivisionInstance {
  readonly candidates: readonly (readonly number[])[];
  readonly needs: readonly (readonly bigint[])[];
  readonly capacities: readonly (readonly bigint[])[];
}

/** Why there is said to be no division. */
export type ClaimedProof =
  | { readonly kind: 'overload'; readonly services: readonly number[] }
  | { readonly kind: 'search'; readonly order: readonly number[] }
  | { readonly kind: 'program' };

/** What is wrong with a division, in sentences about numbers; empty when it is legal. */
export function verifyDivision(problem: DivisionInstance, assignment: readonly number[]): readonly string[] {
  const faults: string[] = [];
  if (assignment.length !== problem.needs.length)
    faults.push(`${assignment.length} services divided of ${problem.needs.length}`);
  const used = problem.capacities.map(capacity => capacity.map(() => 0n));
  assignment.forEach((target, service) => {
    if (!problem.candidates[service]?.includes(target))
      faults.push(`service ${service} may not go to target ${target}`);
    problem.needs[service]?.forEach((need, dimension) => {
      const row = used[target];
      if (row) row[dimension] = (row[dimension] ?? 0n) + need;
    });
  });
  used.forEach((row, target) => {
    row.forEach((amount, dimension) => {
      const capacity = problem.capacities[target]?.[dimension] ?? 0n;
      // A target without services may have less than nothing: nobody asked it for anything.
      if (amount > capacity && assignment.includes(target)) {
        faults.push(`target ${target} has ${capacity} of dimension ${dimension}, but ${amount} is needed`);
      }
    });
  });
  return faults;
}

/** What is wrong with the proof that there is no division; empty when it holds, or cannot be checked. */
export function verifyNoDivision(problem: DivisionInstance, proof: ClaimedProof): readonly string[] {
  if (proof.kind === 'program') return [];
  if (proof.kind === 'overload') {
    return isOverload(problem, proof.services) ? [] : ['the services that are said to need too much do not'];
  }
  const { order } = proof;
  if (new Set(order).size !== order.length || order.some(service => problem.needs[service] === undefined)) {
    return ['the order of the search names a service twice, or one that does not exist'];
  }
  const found = walk(problem, order);
  return found === undefined ? [] : [`there is a division of the services in the proof: ${found.join(', ')}`];
}

/** Whether all candidates of these items together have too little in some dimension. */
function isOverload({ candidates, needs, capacities }: DivisionInstance, services: readonly number[]): boolean {
  const inside = new Set(services);
  const bins = new Set([...inside].flatMap(service => candidates[service] ?? []));
  return (capacities[0] ?? []).some((_, dimension) => {
    let left = 0n;
    for (const bin of bins) {
      const has = capacities[bin]?.[dimension] ?? 0n;
      if (has > 0n) left += has;
    }
    for (const service of inside) left -= needs[service]?.[dimension] ?? 0n;
    return left < 0n;
  });
}

/** The bins of the items in this order, by the first assignment that fits; undefined when none does. */
function walk(problem: DivisionInstance, order: readonly number[]): readonly number[] | undefined {
  const left = problem.capacities.map(capacity => [...capacity]);
  const guests = nameGuests(problem);
  const path: { readonly choices: number[]; bin: number | undefined }[] = [];
  for (;;) {
    const item = order[path.length];
    if (item === undefined) return path.map(({ bin }) => bin ?? -1);
    path.push({ choices: listChoices(problem, item, left, guests), bin: undefined });
    // Back to the innermost item that has a choice left.
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const need = problem.needs[order[path.length - 1] ?? -1] ?? [];
      if (step.bin !== undefined) add(left[step.bin], need, 1n);
      step.bin = step.choices.shift();
      if (step.bin !== undefined) {
        add(left[step.bin], need, -1n);
        break;
      }
      path.pop();
    }
    if (path.length === 0) return undefined;
  }
}

/** Bin → the items that may go there, as a text. */
function nameGuests({ candidates, capacities }: DivisionInstance): readonly string[] {
  const guests: string[][] = capacities.map(() => []);
  for (const [item, bins] of candidates.entries()) for (const bin of bins) guests[bin]?.push(String(item));
  return guests.map(items => items.join());
}

/** The bins with room for an item, one of those that the same items may go to and that have the same left. */
function listChoices(
  { candidates, needs }: DivisionInstance,
  item: number,
  left: readonly (readonly bigint[])[],
  guests: readonly string[],
): number[] {
  const different = new Map<string, number>();
  for (const bin of candidates[item] ?? []) {
    const rest = left[bin] ?? [];
    if (needs[item]?.every((need, dimension) => need <= (rest[dimension] ?? 0n))) {
      different.set(`${rest.join()}:${guests[bin]}`, bin);
    }
  }
  return [...different.values()];
}

function add(rest: bigint[] | undefined, need: readonly bigint[], times: bigint): void {
  for (const [dimension, amount] of need.entries()) {
    if (rest?.[dimension] !== undefined) rest[dimension] += times * amount;
  }
}
