/**
 * What a node collects for each of its candidates, R_v(h) in `sweep.ts`: the gain of h at v, and what v's edges give it
 * for h. Kept for all nodes where that takes little memory, else summed up from the shares when asked.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { countCandidates, type Domain, firstCandidate, type PlacementCore } from '../core.ts';
import type { ShareStore } from './share-store.ts';

/** What all candidates of all nodes collect is kept where there are no more than so many (16 MB). */
const mostKept = 2_000_000;

/** What the candidates of all nodes collect with the shares as they are. */
export class Collected {
  readonly #store: ShareStore;
  /** Node → where its candidates start in `kept`; undefined where nothing is kept. */
  readonly start: Int32Array | undefined;
  /** R_v as it is now, if it is kept: whoever changes shares changes these, or says so by `forget` or `renew`. */
  kept = new Float64Array(0);
  #isKept = false;
  /** The candidates that a search has ruled out, while there is one. */
  #domain: Domain | undefined;

  constructor(store: ShareStore) {
    this.#store = store;
    this.start = startOfCandidates(store.core);
  }

  /** From now on the marks in `domain` hold, whose nodes alone may be asked for; undefined ends that. */
  restrictTo(domain: Domain | undefined): void {
    this.#domain = domain;
  }

  /** Brings `kept` up to date, where there is one. From then on sweeps keep it so. */
  keep(): void {
    if (!this.start || this.#isKept) return;
    const { nodeCount } = this.#store.core;
    if (this.kept.length === 0) this.kept = new Float64Array(this.start[nodeCount]!);
    this.#isKept = true;
    this.renew(0, nodeCount);
  }

  /** To be called when any shares were changed other than by sweeps. */
  forget(): void {
    this.#isKept = false;
  }

  /** To be called when shares of the nodes `from` to `to - 1` alone were changed other than by sweeps. */
  renew(from: number, to: number): void {
    const { start } = this;
    if (!this.#isKept || !start) return;
    const domain = this.#domain;
    this.#domain = undefined;
    this.#isKept = false;
    for (let node = from; node < to; node++) this.sumUp(node, this.kept.subarray(start[node], start[node + 1]));
    this.#isKept = true;
    this.#domain = domain;
  }

  /** Fills `given` with R_v of a node, in units; minus infinity for candidates that are ruled out. */
  sumUp(node: number, given: Float64Array): void {
    const starts = this.start;
    if (starts && this.#isKept) {
      const kept = this.kept;
      const start = starts[node]!;
      const length = starts[node + 1]! - start;
      for (let h = 0; h < length; h++) given[h] = kept[start + h]!;
      if (this.#domain) this.#excludeDead(node, length, given, this.#domain);
      this.#store.work += length + 8;
      return;
    }
    this.fillWithGains(node, given);
    this.#addShares(node, given);
  }

  /** Fills `given` with what the candidates of a node gain by themselves, less those that are ruled out. */
  fillWithGains(node: number, given: Float64Array): void {
    const { core, unit } = this.#store;
    const { gainStart, gainLabel, gainValue, listLabels } = core;
    const length = countCandidates(core, node);
    given.fill(0, 0, length);
    let position = firstCandidate(core, node);
    const base = position;
    for (let i = gainStart[node]!; i < gainStart[node + 1]!; i++) {
      while (listLabels[position]! < gainLabel[i]!) position++;
      given[position - base]! += gainValue[i]! * unit;
    }
    if (this.#domain) this.#excludeDead(node, length, given, this.#domain);
  }

  /**
   * A candidate that is ruled out is worth less than any other; a sweep then leaves it all of its shares, for nothing.
   */
  #excludeDead(node: number, length: number, given: Float64Array, { from, start, dead }: Domain): void {
    const base = start[node - from]!;
    for (let h = 0; h < length; h++) if (dead[base + h] === 1) given[h] = -Infinity;
  }

  #addShares(node: number, given: Float64Array): void {
    const { core, common, startOf, share, weight } = this.#store;
    const { incidentStart, incidentEdge, incidentNode } = core;
    const { lower, upper } = common;
    const length = countCandidates(core, node);
    for (let a = incidentStart[node]!; a < incidentStart[node + 1]!; a++) {
      const e = incidentEdge[a]!;
      const start = startOf[e]!;
      const count = startOf[e + 1]! - start;
      const pairStart = common.start[common.pairOf[e]!]!;
      if (incidentNode[a]! > node) {
        if (count === length) for (let i = 0; i < count; i++) given[i]! += share[start + i]!;
        else for (let i = 0; i < count; i++) given[lower[pairStart + i]!]! += share[start + i]!;
      } else {
        const whole = weight[e]!;
        if (count === length) for (let i = 0; i < count; i++) given[i]! += whole - share[start + i]!;
        else for (let i = 0; i < count; i++) given[upper[pairStart + i]!]! += whole - share[start + i]!;
      }
      this.#store.work += count + 8;
    }
  }
}

/** Node → the number of candidates of the nodes before it; undefined if that is too much to keep. */
function startOfCandidates(core: PlacementCore): Int32Array | undefined {
  const start = new Int32Array(core.nodeCount + 1);
  for (let node = 0; node < core.nodeCount; node++) {
    start[node + 1] = start[node]! + countCandidates(core, node);
    if (start[node + 1]! > mostKept) return undefined;
  }
  return start;
}
