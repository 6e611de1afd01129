/**
 * Repairs a division that asks some targets for more than they have, by moving one service after another.
 *
 * Problem    Vector bin packing with given bins: give each service one of its candidates so that no target is asked for
 *            more than it has.
 * Input      Needs and capacities in whole numbers, an assignment to start from, a number of steps.
 * Result     The assignment with the least excess that was met, 0 where the floating-point sums say that it is a
 *            division: check it exactly.
 * Guarantee  None; it finds divisions of large, tight problems for which a search of the whole tree takes too long.
 * Time       O(services of a target · candidates · dimensions) a step, `steps` steps at most. Space O(services +
 *            targets · dimensions).
 * Source     Tabu search: F. Glover, "Tabu Search - Part I", ORSA Journal on Computing 1 (1989); a step starts at a
 *            random violated constraint as in WalkSAT: B. Selman, H. Kautz, B. Cohen, "Noise strategies for improving
 *            local search", AAAI 1994.
 * Deviations The excess of each dimension is counted in shares of what all targets have of it.
 * Ties       By a generator with a fixed seed, so that two runs take the same steps.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import { RandomNumbers } from '../random-numbers.ts';
import type { DivisionProblem } from './division.ts';

/** Sums of shares may be off by so much. */
const rounding = 1e-12;

/** The best assignment that was met. */
export interface Repair {
  readonly assignment: readonly number[];
  readonly excess: number;
}

/** Moves services of overloaded targets, from the assignment `start` on, at most so many steps. */
export function repairDivision(problem: DivisionProblem, start: readonly number[], steps: number): Repair {
  const state = new Loads(problem, start);
  const random = new RandomNumbers(1);
  const forbiddenUntil = start.map(() => 0);
  let best: Repair = { assignment: start, excess: state.totalExcess() };
  for (let step = 1; step <= steps && best.excess > 0; step++) {
    const source = state.overloaded[random.below(state.overloaded.length)];
    if (source === undefined) break;
    const move = state.findMove(source, service => forbiddenUntil[service]! <= step, random);
    if (move === undefined) continue;
    state.move(move.service, move.target);
    forbiddenUntil[move.service] = step + 4 + random.below(8);
    const excess = state.totalExcess();
    if (excess < best.excess) best = { assignment: [...state.assignment], excess };
  }
  return best;
}

/** Who is where, how much of each dimension that takes, and the excess. */
class Loads {
  readonly assignment: number[];
  /** Targets with an excess. */
  overloaded: number[] = [];
  readonly #candidates: DivisionProblem['candidates'];
  readonly #needs: readonly (readonly number[])[];
  readonly #capacities: readonly (readonly number[])[];
  readonly #loads: number[][];
  readonly #hosted: Set<number>[];
  readonly #excess: number[];

  constructor({ candidates, needs, capacities }: DivisionProblem, start: readonly number[]) {
    const totals = (capacities[0] ?? []).map((_, d) => capacities.reduce((sum, has) => sum + Number(has[d]!), 0));
    const scale = (row: readonly bigint[]): number[] => row.map((amount, d) => Number(amount) / (totals[d]! || 1));
    this.assignment = [...start];
    this.#candidates = candidates;
    this.#needs = needs.map(scale);
    this.#capacities = capacities.map(scale);
    this.#loads = capacities.map(row => row.map(() => 0));
    this.#hosted = capacities.map(() => new Set());
    start.forEach((target, service) => {
      this.#hosted[target]!.add(service);
      this.#add(target, service, 1);
    });
    this.#excess = capacities.map((_, target) => this.#excessOf(target, [], 0));
    this.#listOverloaded();
  }

  totalExcess(): number {
    return this.overloaded.reduce((sum, target) => sum + this.#excess[target]!, 0);
  }

  /** The move of a service off a target that leaves the least excess; of equal ones a random one. */
  findMove(source: number, isFree: (service: number) => boolean, random: RandomNumbers) {
    let best: { readonly service: number; readonly target: number } | undefined;
    let least = Number.POSITIVE_INFINITY;
    let equal = 0;
    for (const service of this.#hosted[source]!) {
      if (!isFree(service)) continue;
      const need = this.#needs[service]!;
      const relief = this.#excessOf(source, need, -1) - this.#excess[source]!;
      for (const target of this.#candidates[service]!) {
        if (target === source) continue;
        const change = relief + this.#excessOf(target, need, 1) - this.#excess[target]!;
        if (change < least - 1e-12) {
          least = change;
          equal = 1;
          best = { service, target };
        } else if (change < least + 1e-12 && random.below(++equal) === 0) best = { service, target };
      }
    }
    return best;
  }

  move(service: number, target: number): void {
    const source = this.assignment[service]!;
    this.#hosted[source]!.delete(service);
    this.#hosted[target]!.add(service);
    this.assignment[service] = target;
    for (const [place, sign] of [
      [source, -1],
      [target, 1],
    ] as const) {
      this.#add(place, service, sign);
      this.#excess[place] = this.#excessOf(place, [], 0);
    }
    this.#listOverloaded();
  }

  #add(target: number, service: number, sign: number): void {
    const loads = this.#loads[target]!;
    this.#needs[service]!.forEach((amount, d) => {
      loads[d]! += sign * amount;
    });
  }

  /** The excess of a target with a service more or less. */
  #excessOf(target: number, need: readonly number[], sign: number): number {
    const capacity = this.#capacities[target]!;
    return this.#loads[target]!.reduce(
      (sum, load, d) => sum + Math.max(0, load + (sign === 0 ? 0 : sign * need[d]!) - capacity[d]! - rounding),
      0,
    );
  }

  #listOverloaded(): void {
    this.overloaded = this.#excess.flatMap((excess, target) => (excess > 0 ? [target] : []));
  }
}
