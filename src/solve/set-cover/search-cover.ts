/**
 * Searches the cheapest cover by branch and bound, in exact arithmetic.
 *
 * Problem    Weighted set cover: targets are the sets, services the elements.
 * Input      Candidate lists and costs in whole numbers, a cost to beat, the work allowed.
 * Result     The cheapest set of targets that was found, if it is cheaper than the given cost, and whether that is proved.
 * Guarantee  A proof holds for costs of any size: all sums and comparisons are of whole numbers.
 * Time       Exponential at worst, ended by `work` (visits of a service and candidate). Space O(candidates · depth).
 * Source     Branching on a service with the fewest candidates; the bound by dual ascent: M. L. Fisher, P. Kedia, "Optimal solution of set
 *            covering/partitioning problems using dual heuristics", Management Science 36 (1990). Each uncovered service in turn pays as much as the
 *            cheapest of its candidates still lacks; what all pay is a feasible dual, hence a lower bound.
 * Ties       The first cover found, candidates in order of cost, then of number.
 */
import type { SetCoverProblem } from './set-cover.ts';

export interface CoverSearch {
  /** Undefined when none is cheaper than the cost given, as far as the search went. */
  readonly chosen: ReadonlySet<number> | undefined;
  readonly proved: boolean;
}

export function searchCover({ candidates, costs }: SetCoverProblem, cost: bigint, work: number): CoverSearch {
  const rows = [...new Map(candidates.map(targets => [targets.join(' '), targets])).values()];
  const costOf = (target: number): bigint => costs[target] ?? 0n;
  const chosen = new Set<number>();
  const banned = new Set<number>();
  let best: ReadonlySet<number> | undefined;
  let bestCost = cost;
  let left = work;

  /** Uncovered rows without their banned candidates, the shortest first. */
  function listOpen(): readonly (readonly number[])[] {
    const open = rows
      .filter(targets => !targets.some(target => chosen.has(target)))
      .map(targets => targets.filter(target => !banned.has(target)));
    return open.sort((a, b) => a.length - b.length);
  }

  function bound(open: readonly (readonly number[])[]): bigint {
    const lacking = new Map<number, bigint>();
    let sum = 0n;
    for (const targets of open) {
      left -= targets.length + 1;
      const lacks = targets.map(target => lacking.get(target) ?? costOf(target));
      const least = lacks.reduce((a, b) => (b < a ? b : a), lacks[0] ?? 0n);
      if (least === 0n) continue;
      sum += least;
      targets.forEach((target, i) => {
        lacking.set(target, (lacks[i] ?? 0n) - least);
      });
    }
    return sum;
  }

  function branch(sum: bigint): void {
    const open = listOpen();
    left -= rows.length;
    const [targets] = open;
    if (targets === undefined) {
      if (sum < bestCost) {
        best = new Set(chosen);
        bestCost = sum;
      }
      return;
    }
    if (targets.length === 0 || sum + bound(open) >= bestCost) return;
    const order = [...targets].sort((a, b) => (costOf(a) < costOf(b) ? -1 : costOf(a) > costOf(b) ? 1 : a - b));
    for (const target of order) {
      if (left < 0) break;
      chosen.add(target);
      branch(sum + costOf(target));
      chosen.delete(target);
      // Covers with this target have been seen.
      banned.add(target);
    }
    for (const target of order) banned.delete(target);
  }

  branch(0n);
  return { chosen: best, proved: left >= 0 };
}
