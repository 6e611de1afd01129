/**
 * Problem    Close the gap between bound and choice where it is, instead of sweeping over everything.
 * Input      A search whose bound and choice already agree nearly everywhere in a component; a budget.
 * Result     A better bound, a better choice, or both. The bound of the component is up to date afterwards.
 * Method     The gap is a sum over nodes (`WeightShares.findDoubts`). The nodes that contribute, and those near them,
 *            are swept for themselves, what they get from outside being kept; a choice is read off for them, and
 *            expansion moves among them improve it. Shares stay a feasible dual throughout, so nothing of the
 *            certificate changes.
 * Guarantee  The bound stays a bound, and the choice never gets worse.
 * Source     Our own; sweeps and expansion moves are those of `shares/sweep.ts` and `alpha-expansion.ts`.
 * Ties       By the number of the node.
 * Time       A round is O(candidates · degree) of the region, and a pass over the nodes of the component.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import { groupByLabel } from '../graph/group-by.ts';
import { AlphaExpansion } from './alpha-expansion.ts';
import type { PlacementCore } from './core.ts';
import type { LinkSearch } from './link-search.ts';

const mostRounds = 12;
const mostSweeps = 32;
const leastDoubt = 0.02;
/** Larger regions are better swept with all the rest. */
const largestPart = 0.15;
const mostWork = 4e8;
/** How far from a doubt the region reaches, but not through nodes with very many neighbours. */
const reach = 2;
const mostNeighbours = 50;

/** Sweeps and expands where bound and choice differ, in one component; the bound is up to date afterwards. */
export function sweepDoubts(search: LinkSearch, component: number, budget: Budget): void {
  const { shares, core } = search;
  const { from, to } = search.nodesOf(component);
  let isInside: Uint8Array | undefined;
  for (let round = 0; round < mostRounds && !budget.isSpent(); round++) {
    const before = shares.work;
    const doubts = shares.findDoubts(search.choice, from, to, leastDoubt, isInside);
    if (doubts.length === 0) break;
    let nodes = growRegion(core, doubts, reach);
    if (nodes.length > largestPart * (to - from)) nodes = growRegion(core, doubts, 1);
    if (nodes.length > largestPart * (to - from)) break;
    isInside = new Uint8Array(core.nodeCount);
    for (const node of nodes) isInside[node] = 1;
    for (let i = 0; i < mostSweeps && !budget.isSpent(); i++) {
      const start = shares.work;
      shares.sweepAmong(nodes, isInside);
      budget.spend(shares.work - start);
    }
    improveAmong(search, component, nodes, isInside, budget);
    if (shares.work - before > mostWork) break;
  }
  search.updateBounds([component]);
}

/** Reads a choice off the shares for some nodes, improves it among them, and offers it. */
function improveAmong(
  search: LinkSearch,
  component: number,
  nodes: Int32Array,
  isInside: Uint8Array,
  budget: Budget,
): void {
  const { shares, core } = search;
  const { from, to } = search.nodesOf(component);
  search.borrowCopy(component, choice => {
    shares.decode(choice, from, to, isInside);
    const expansion = new AlphaExpansion(core, { movable: groupByLabel(core.labelCount, core, nodes) });
    expansion.improve(choice, () => !budget.isSpent());
    search.offer(choice, [component]);
    budget.spend(expansion.work + 2 * (to - from));
  });
}

/** The nodes within `radius` steps of the given ones, ascending. */
function growRegion(core: PlacementCore, seeds: readonly number[], radius: number): Int32Array {
  const { incidentStart, incidentNode } = core;
  const region = new Set(seeds);
  let frontier = seeds;
  for (let step = 0; step < radius; step++) {
    const next: number[] = [];
    for (const node of frontier) {
      if (incidentStart[node + 1]! - incidentStart[node]! > mostNeighbours) continue;
      for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
        const other = incidentNode[a]!;
        if (region.has(other)) continue;
        region.add(other);
        next.push(other);
      }
    }
    frontier = next;
  }
  return Int32Array.from(region).sort();
}
