// Typed arrays are indexed within bounds that the loops establish, hence `!`.
import { AlphaExpansion } from './alpha-expansion.ts';
import { BranchAndBound } from './branch-and-bound.ts';
import type { Budget } from './budget.ts';
import { certainlySavedAtMost } from './certificate.ts';
import { gainAt, type PlacementCore, savedBy } from './reduce.ts';
import { WeightShares } from './trw-s.ts';

/** A choice for a core, and component by component what is known of it. */
export class LinkSearch {
  readonly core: PlacementCore;
  readonly shares: WeightShares;
  /** The best choice so far: a target for each node. */
  readonly choice: Int32Array;
  /** Component → what the choice saves there, and what any choice can save there at most. */
  readonly saved: Float64Array;
  readonly savedAtMost: Float64Array;

  constructor(core: PlacementCore) {
    this.core = core;
    this.shares = new WeightShares(core);
    this.choice = bestAlone(core);
    const components = core.componentStart.length - 1;
    this.saved = new Float64Array(components);
    this.savedAtMost = new Float64Array(components).fill(Infinity);
    for (let c = 0; c < components; c++) this.saved[c] = this.#savedIn(c, this.choice);
  }

  /** Components where the bound does not meet the choice yet, ascending. */
  openComponents(): number[] {
    const open: number[] = [];
    for (let c = 0; c < this.saved.length; c++) if (this.saved[c]! < this.savedAtMost[c]!) open.push(c);
    return open;
  }

  /** Keeps, component by component, what is better in `choice`. Returns whether anything was. */
  offer(choice: Int32Array): boolean {
    const { componentStart } = this.core;
    let better = false;
    for (const c of this.openComponents()) {
      const saved = this.#savedIn(c, choice);
      if (saved <= this.saved[c]!) continue;
      this.saved[c] = saved;
      this.choice.set(choice.subarray(componentStart[c], componentStart[c + 1]), componentStart[c]);
      better = true;
    }
    return better;
  }

  /** Recomputes the certified bound of each open component. */
  updateBounds(): void {
    const { componentStart } = this.core;
    for (const c of this.openComponents()) {
      const bound = certainlySavedAtMost(this.core, this.shares, componentStart[c]!, componentStart[c + 1]!);
      this.savedAtMost[c] = Math.min(this.savedAtMost[c]!, bound);
    }
  }

  #savedIn(component: number, choice: Int32Array): number {
    return savedBy(this.core, choice, this.core.componentStart[component]!, this.core.componentStart[component + 1]!);
  }
}

/** What each node would take if it were alone: the candidate with the largest gain, the first among equals. */
function bestAlone(core: PlacementCore): Int32Array {
  const choice = new Int32Array(core.nodeCount);
  for (let node = 0; node < core.nodeCount; node++) {
    choice[node] = core.listTargets[core.listStart[core.listOf[node]!]!]!;
    for (let i = core.gainStart[node]!; i < core.gainStart[node + 1]!; i++) {
      if (core.gainValue[i]! > gainAt(core, node, choice[node]!)) choice[node] = core.gainTarget[i]!;
    }
  }
  return choice;
}

/**
 * Sweeps of the dual bound, and from time to time a choice read off it and improved by expansions, until the bound meets
 * the choice in every component, `sweeps` are done, or the budget is spent.
 */
export function sweepAndDecode(search: LinkSearch, sweeps: number, budget: Budget): void {
  const { core, shares } = search;
  const decoded = Int32Array.from(search.choice);
  let open = search.openComponents();
  for (let sweep = 1; sweep <= sweeps && open.length > 0 && !budget.isSpent(); sweep++) {
    const before = shares.work;
    for (const c of open) shares.sweep(core.componentStart[c]!, core.componentStart[c + 1]!);
    const isCheckpoint = (sweep & (sweep - 1)) === 0 || sweep % 16 === 0 || sweep === sweeps;
    if (isCheckpoint) {
      search.updateBounds();
      for (const c of open) shares.decode(decoded, core.componentStart[c]!, core.componentStart[c + 1]!);
      const expansion = new AlphaExpansion(core, { movable: shares.nearBest(0, core.nodeCount, 0.5) });
      expansion.improve(decoded, () => !budget.isSpent());
      budget.spend(expansion.work);
      search.offer(decoded);
      open = search.openComponents();
    }
    budget.spend(shares.work - before);
  }
}

/** Branch and bound in each open component: finds a better choice or proves that there is none. */
export function closeGaps(search: LinkSearch, budget: Budget): void {
  const { core, shares } = search;
  for (const c of search.openComponents()) {
    const range = { from: core.componentStart[c]!, to: core.componentStart[c + 1]! };
    const goal = {
      needed: () => search.saved[c]! + 1,
      isHopeless: () => false,
      found: (choice: Int32Array, saved: number) => {
        search.saved[c] = saved;
        search.choice.set(choice.subarray(range.from, range.to), range.from);
      },
    };
    const completed = new BranchAndBound(core, shares, range, goal, { budget, steps: 1_000_000 }).run();
    if (completed) search.savedAtMost[c] = search.saved[c]!;
  }
}
