// `!` in this file only marks reads of typed arrays inside their bounds.

import { type CommonCandidates, meetCandidates } from './common-candidates.ts';
import { firstCandidate, gainAt, type PlacementCore, savedBy } from './core.ts';
import { ForestMoves } from './forest-moves.ts';
import { WeightShares } from './shares/weight-shares.ts';
import { SweepAhead } from './sweep-ahead.ts';

/**
 * Below this extrapolation is not worth its while; above, copies of the shares would take too much memory (16 MB each).
 */
const fewestToSweepAhead = 65;
const mostSharesToSweepAhead = 4_000_000;

/**
 * The state of a search for the fewest links: the best choice so far, and component by component what is known of it.
 */
export class LinkSearch {
  readonly core: PlacementCore;
  readonly common: CommonCandidates;
  readonly shares: WeightShares;
  /** The best choice so far: a label for each node. */
  readonly #choice: Int32Array;
  /** For whoever works on a choice before offering it, see `borrowScratch`; undefined while somebody has it. */
  #scratch: Int32Array | undefined;
  /** Component → what the choice saves there. */
  readonly #saved: Float64Array;
  /**
   * Component → what any choice can save there at most: as the shares prove it, and as a search may have proved since.
   */
  readonly #certified: Float64Array;
  readonly #savedAtMost: Float64Array;
  #sweeps = 0;
  readonly #forests = new Map<number, ForestMoves>();
  readonly #sweepers = new Map<number, SweepAhead>();

  /** `finestUnit`: no finer unit of shares than this. */
  constructor(core: PlacementCore, finestUnit = Infinity, common: CommonCandidates = meetCandidates(core)) {
    this.core = core;
    this.common = common;
    this.shares = new WeightShares(core, this.common, finestUnit);
    this.#choice = bestAlone(core);
    this.#scratch = new Int32Array(core.nodeCount);
    const components = core.componentStart.length - 1;
    this.#saved = new Float64Array(components);
    this.#certified = new Float64Array(components).fill(Infinity);
    this.#savedAtMost = new Float64Array(components).fill(Infinity);
    for (let c = 0; c < components; c++) {
      this.#saved[c] = this.#savedIn(c, this.#choice);
      const { from, to } = this.nodesOf(c);
      if (from === to) this.#certified[c] = this.#savedAtMost[c] = 0;
    }
  }

  /**
   * Takes over what is known of the same problem with fewer nodes or candidates, once the shares stand for those found
   * there, and so does `choice`: what it saves more, the nodes that are not there save for certain.
   */
  continueFrom(smaller: LinkSearch, choice: ArrayLike<number>): void {
    this.#choice.set(choice);
    for (let c = 0; c < this.#saved.length; c++) {
      this.#saved[c] = this.#savedIn(c, this.#choice);
      const more = this.#saved[c]! - smaller.#saved[c]!;
      this.#certified[c] = smaller.#certified[c]! + more;
      this.#savedAtMost[c] = smaller.#savedAtMost[c]! + more;
    }
    this.#sweeps = smaller.#sweeps;
  }

  /** Components where the bound does not meet the choice yet, ascending. */
  openComponents(): number[] {
    const open: number[] = [];
    for (let c = 0; c < this.#saved.length; c++) if (this.#saved[c]! < this.#savedAtMost[c]!) open.push(c);
    return open;
  }

  /** The best choice so far: a label for each node. A view. */
  get choice(): ArrayLike<number> {
    return this.#choice;
  }

  get componentCount(): number {
    return this.#saved.length;
  }

  /** What the best choice saves in a component. */
  savedIn(component: number): number {
    return this.#saved[component]!;
  }

  /** What any choice can save there at most. */
  savedAtMostIn(component: number): number {
    return this.#savedAtMost[component]!;
  }

  /** How much of the bound is not in the shares, of all components: searches have proved it. */
  provedBySearch(): number {
    let sum = 0;
    for (let c = 0; c < this.#certified.length; c++) {
      if (this.#certified[c]! < Infinity) sum += this.#certified[c]! - this.#savedAtMost[c]!;
    }
    return sum;
  }

  /** The nodes of a component: `from` to `to - 1`. */
  nodesOf(component: number): { from: number; to: number } {
    const { componentStart } = this.core;
    return { from: componentStart[component]!, to: componentStart[component + 1]! };
  }

  /** Forest moves in one component; made once, so that their random numbers go on. */
  forestOf(component: number): ForestMoves {
    let forest = this.#forests.get(component);
    if (!forest) {
      const { from, to } = this.nodesOf(component);
      forest = new ForestMoves(this.core, this.common, from, to, 0x9e3779b9 ^ component);
      this.#forests.set(component, forest);
    }
    return forest;
  }

  /** A sweep of the dual bound over one component. Before the shares are used `settle` has its say. */
  sweep(component: number, goOn: () => boolean): void {
    const { from, to } = this.nodesOf(component);
    if (to - from < fewestToSweepAhead || this.shares.size > mostSharesToSweepAhead) {
      this.shares.sweep(from, to, goOn);
      return;
    }
    let sweeper = this.#sweepers.get(component);
    if (!sweeper) {
      sweeper = new SweepAhead(this.shares, from, to);
      this.#sweepers.set(component, sweeper);
    }
    sweeper.sweep(goOn);
  }

  /** Sweeps of the dual bound so far. */
  get sweeps(): number {
    return this.#sweeps;
  }

  /** Counts one more sweep over all open components; returns how many there are now. */
  countSweep(): number {
    return ++this.#sweeps;
  }

  /** Takes it for proved, by a search of whatever kind, that no choice saves more than so much in a component. */
  prove(component: number, atMost: number): void {
    this.#savedAtMost[component] = atMost;
  }

  /** Sees to it that the shares of a component are the best so far. */
  settle(component: number): void {
    this.#sweepers.get(component)?.settle();
  }

  /** Frees what only a search that goes on needs. */
  release(): void {
    this.#forests.clear();
    this.#sweepers.clear();
  }

  /**
   * Lends a label for each node to `use`, for a choice in the making. It is one array for all: what it holds at first
   * means nothing, `use` keeps no hold of it, and nobody else can borrow it meanwhile.
   */
  borrowScratch<T>(use: (choice: Int32Array) => T): T {
    const scratch = this.#scratch;
    if (scratch === undefined) throw new Error('the scratch is lent to somebody else');
    this.#scratch = undefined;
    try {
      return use(scratch);
    } finally {
      this.#scratch = scratch;
    }
  }

  /** The same, with the best choice of a component in it. */
  borrowCopy<T>(component: number, use: (choice: Int32Array) => T): T {
    const { from, to } = this.nodesOf(component);
    return this.borrowScratch(scratch => {
      scratch.set(this.#choice.subarray(from, to), from);
      return use(scratch);
    });
  }

  /** Keeps, component by component, what is better in `choice`. Returns whether anything was. */
  offer(choice: Int32Array, components: readonly number[]): boolean {
    let better = false;
    for (const c of components) {
      const saved = this.#savedIn(c, choice);
      if (saved <= this.#saved[c]!) continue;
      const { from, to } = this.nodesOf(c);
      this.#saved[c] = saved;
      this.#choice.set(choice.subarray(from, to), from);
      better = true;
    }
    return better;
  }

  /** Recomputes the certified bound of components. */
  updateBounds(components: readonly number[]): void {
    for (const c of components) {
      const { from, to } = this.nodesOf(c);
      this.#certified[c] = Math.floor(this.shares.savedAtMost(from, to) / this.shares.unit);
      this.#savedAtMost[c] = Math.min(this.#savedAtMost[c]!, this.#certified[c]!);
    }
  }

  /** The links that the best choice leaves, and the fewest that any choice can leave. */
  links(): { found: number; atLeast: number } {
    const { totalWeight, certainlySaved } = this.core;
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    return {
      found: totalWeight - certainlySaved - sum(this.#saved),
      atLeast: Math.max(0, totalWeight - certainlySaved - sum(this.#savedAtMost)),
    };
  }

  #savedIn(component: number, choice: Int32Array): number {
    const { from, to } = this.nodesOf(component);
    return savedBy(this.core, choice, from, to);
  }
}

/** What each node would take if it were alone: the candidate with the largest gain, the first among equals. */
function bestAlone(core: PlacementCore): Int32Array {
  const choice = new Int32Array(core.nodeCount);
  for (let node = 0; node < core.nodeCount; node++) {
    choice[node] = core.listLabels[firstCandidate(core, node)]!;
    for (let i = core.gainStart[node]!; i < core.gainStart[node + 1]!; i++) {
      if (core.gainValue[i]! > gainAt(core, node, choice[node]!)) choice[node] = core.gainLabel[i]!;
    }
  }
  return choice;
}
