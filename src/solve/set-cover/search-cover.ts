/**
 * Searches the cheapest cover by branch and bound, in exact arithmetic.
 *
 * Problem    Weighted set cover: targets are the sets, services the elements.
 * Input      Candidate lists and costs in whole numbers, a cost to beat, the work allowed.
 * Result     The cheapest set of targets that was found, if it is cheaper than the given cost, and the tree that proves
 *            it.
 * Guarantee  A proof holds for costs of any size: all sums and comparisons are of whole numbers.
 * Time       Exponential at worst, ended by `work` (visits of a service and candidate). Space O(candidates · depth),
 *            and a number for each node of the tree.
 * Source     Branching on a service with the fewest candidates; the bound by dual ascent: M. L. Fisher, P. Kedia,
 *            "Optimal solution of set covering/partitioning problems using dual heuristics", Management Science 36
 *            (1990). Each uncovered service in turn pays as much as the cheapest of its candidates still lacks; what
 *            all pay is a feasible dual, hence a lower bound.
 * Ties       The first cover found, candidates in order of cost, then of number.
 *
 * `!` in this file only marks reads of lists inside their bounds.
 */
import type { SetCoverProblem } from './set-cover.ts';

/** What a search found. */
export interface CoverSearch {
  /** Undefined when none is cheaper than the cost given, as far as the search went. */
  readonly chosen: ReadonlySet<number> | undefined;
  /** The whole tree in preorder: the service that a node branches on, -1 for a leaf. Undefined where work ran out. */
  readonly tree: readonly number[] | undefined;
}

/** Looks for covers cheaper than `cost`, as long as `work` (visits of a service and candidate) lasts. */
export function searchCover(problem: SetCoverProblem, cost: bigint, work: number): CoverSearch {
  const search = new Search(problem, cost, work);
  search.branch(0n);
  return { chosen: search.best, tree: search.left >= 0 ? search.tree : undefined };
}

/** The candidates that a service still has. */
interface Row {
  readonly service: number;
  readonly targets: readonly number[];
}

class Search {
  best: ReadonlySet<number> | undefined;
  /** The work that is left; negative once it ran out. */
  left: number;
  readonly tree: number[] = [];
  readonly #costs: readonly bigint[];
  /** One for each candidate list. */
  readonly #rows: readonly Row[];
  readonly #chosen = new Set<number>();
  readonly #banned = new Set<number>();
  #bestCost: bigint;

  constructor({ candidates, costs }: SetCoverProblem, cost: bigint, work: number) {
    const rows = new Map<string, Row>();
    candidates.forEach((targets, service) => {
      const key = targets.join(' ');
      if (!rows.has(key)) rows.set(key, { service, targets });
    });
    this.#rows = [...rows.values()];
    this.#costs = costs;
    this.#bestCost = cost;
    this.left = work;
  }

  /** Searches below the targets chosen, which cost `sum`. */
  branch(sum: bigint): void {
    const open = this.#listOpen();
    this.left -= this.#rows.length;
    const [row] = open;
    if (row === undefined && sum < this.#bestCost) {
      this.best = new Set(this.#chosen);
      this.#bestCost = sum;
    }
    if (row === undefined || row.targets.length === 0 || sum + this.#bound(open) >= this.#bestCost) {
      this.tree.push(-1);
      return;
    }
    this.tree.push(row.service);
    const order = [...row.targets].sort((a, b) => this.#compareCosts(a, b));
    for (const target of order) {
      if (this.left < 0) break;
      this.#chosen.add(target);
      this.branch(sum + this.#costs[target]!);
      this.#chosen.delete(target);
      // Covers with this target have been seen.
      this.#banned.add(target);
    }
    for (const target of order) this.#banned.delete(target);
  }

  /** Uncovered rows without their banned candidates, the shortest first. */
  #listOpen(): readonly Row[] {
    const open: Row[] = [];
    for (const { service, targets } of this.#rows) {
      if (targets.some(target => this.#chosen.has(target))) continue;
      open.push({ service, targets: targets.filter(target => !this.#banned.has(target)) });
    }
    return open.sort((a, b) => a.targets.length - b.targets.length);
  }

  #bound(open: readonly Row[]): bigint {
    const lacking = new Map<number, bigint>();
    let sum = 0n;
    for (const { targets } of open) {
      this.left -= targets.length + 1;
      const lacks = targets.map(target => lacking.get(target) ?? this.#costs[target]!);
      const least = lacks.reduce((a, b) => (b < a ? b : a));
      if (least === 0n) continue;
      sum += least;
      targets.forEach((target, i) => {
        lacking.set(target, lacks[i]! - least);
      });
    }
    return sum;
  }

  #compareCosts(a: number, b: number): number {
    const difference = this.#costs[a]! - this.#costs[b]!;
    return difference < 0n ? -1 : difference > 0n ? 1 : a - b;
  }
}
