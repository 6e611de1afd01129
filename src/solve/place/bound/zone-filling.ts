/**
 * What clusters in one zone can save at most together, if each pays for being there: a knapsack with profits of pairs.
 *
 * Problem: choose clusters that may be in the zone, no more than there is room for and no more of a rule of the kind
 * `apart` than the zone has places, so that the weights of links among them, less what they pay, come to as much as
 * possible.
 * Input: the links of a zone; the price of each member; how many branches may be looked at; a choice to begin with.
 * Result: a number that no choice comes above, at least 0, and the best choice found.
 * Method: depth first branch and bound; what is left of the room is filled fractionally by the best, resource by
 * resource, where each counts with its part of links to others that are open, or with its shares, where crowds are
 * paid for; who would not gain if all open ones joined stays out. Beyond the branches allowed the bound of what is left
 * open stands in. Guarantee: exact with whole weights, prices and parts: fractions are rounded down.
 * Time: O(branches · links in the zone). Space: O(links in the zone + depth · clusters).
 * Source: G. Gallo, P. Hammer, B. Simeone, "Quadratic knapsack problems", Math. Prog. Study 12, 1980 (upper planes);
 * A. Caprara, D. Pisinger, P. Toth, "Exact solution of the quadratic knapsack problem", INFORMS J. Comp. 11, 1999
 * (profits of pairs split between their ends).
 * Ties: the first in the order of the clusters.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { ZoneLinks } from './zone-links.ts';

const open = 0;
const chosen = 1;
const out = 2;

export interface Filled {
  /** No choice comes above. */
  readonly most: number;
  /** The best choice found, as places in `members`; empty where none is worth more than 0. */
  readonly choice: readonly number[];
  /** Whether `most` is what that choice is worth. */
  readonly isExact: boolean;
  readonly branches: number;
}

export class ZoneFilling {
  readonly #links: ZoneLinks;
  readonly #worth: Float64Array;
  /** The same by shares. */
  readonly #shared: Float64Array;
  readonly #order: number[] = [];
  #status: Uint8Array;
  #left: number[] = [];
  #price: Float64Array = new Float64Array(0);
  #best = 0;
  #bestChoice: readonly number[] = [];
  /** What branches that were not looked at may come to. */
  #unseen = 0;
  #branches = 0;
  #mostBranches = 0;
  #choice: number[] = [];

  constructor(links: ZoneLinks) {
    this.#links = links;
    this.#worth = new Float64Array(links.members.length);
    this.#shared = new Float64Array(links.members.length);
    this.#status = new Uint8Array(links.members.length);
  }

  fill(price: Float64Array, mostBranches: number, begin: readonly number[] = []): Filled {
    this.#price = price;
    this.#left = [...this.#links.room];
    this.#best = Math.max(0, this.#valueOf(begin));
    this.#bestChoice = this.#best > 0 ? begin : [];
    this.#unseen = 0;
    this.#branches = 0;
    this.#mostBranches = mostBranches;
    this.#choice = [];
    this.#status.fill(open);
    this.#visit(0);
    return {
      most: Math.max(this.#unseen, this.#best),
      choice: this.#bestChoice,
      isExact: this.#unseen <= this.#best,
      branches: this.#branches,
    };
  }

  #valueOf(choice: readonly number[]): number {
    const { start, other, weight } = this.#links;
    this.#status.fill(out);
    for (const i of choice) this.#status[i] = chosen;
    let sum = 0;
    for (const i of choice) {
      sum -= this.#price[i]!;
      for (let k = start[i]!; k < start[i + 1]!; k++) {
        if (other[k]! < i && this.#status[other[k]!] === chosen) sum += weight[k]!;
      }
    }
    return sum;
  }

  #visit(value: number): void {
    this.#branches++;
    if (value > this.#best) {
      this.#best = value;
      this.#bestChoice = [...this.#choice];
    }
    this.#close();
    let most = value + this.#boundRest();
    if (most > this.#best) most = Math.min(most, this.#boundByShares());
    if (most <= this.#best) return;
    if (this.#branches >= this.#mostBranches) {
      this.#unseen = Math.max(this.#unseen, most);
      return;
    }
    const { need } = this.#links;
    const branch = this.#mostWorthy();
    const status = this.#status;
    const gain = this.#joined(branch) - this.#price[branch]!;
    this.#status = status.slice();
    this.#status[branch] = chosen;
    for (let r = 0; r < need.length; r++) this.#left[r]! -= need[r]![branch]!;
    this.#choice.push(branch);
    this.#visit(value + gain);
    this.#choice.pop();
    for (let r = 0; r < need.length; r++) this.#left[r]! += need[r]![branch]!;
    this.#status = status;
    status[branch] = out;
    this.#visit(value);
  }

  #mostWorthy(): number {
    let best = -1;
    for (let i = 0; i < this.#worth.length; i++) {
      if (this.#status[i] === open && (best < 0 || this.#worth[i]! > this.#worth[best]!)) best = i;
    }
    return best;
  }

  /** The weight of links between a member and those that are chosen. */
  #joined(i: number): number {
    const { start, other, weight } = this.#links;
    let sum = 0;
    for (let k = start[i]!; k < start[i + 1]!; k++) if (this.#status[other[k]!] === chosen) sum += weight[k]!;
    return sum;
  }

  /** Leaves out what does not fit, or cannot gain. */
  #close(): void {
    const { rules, need, weight } = this.#links;
    const status = this.#status;
    for (const { members, most } of rules) {
      let count = 0;
      for (const i of members) if (status[i] === chosen) count++;
      if (count >= most) for (const i of members) if (status[i] === open) status[i] = out;
    }
    for (let isDone = false; !isDone; ) {
      isDone = true;
      for (let i = 0; i < status.length; i++) {
        if (status[i] !== open) continue;
        let fits = true;
        for (let r = 0; r < need.length; r++) if (need[r]![i]! > this.#left[r]!) fits = false;
        if (fits && this.#gain(i, weight, weight) > 0) continue;
        status[i] = out;
        isDone = false;
      }
    }
  }

  /** What a member gains: so much of links to open ones, and so much of those to chosen ones. */
  #gain(i: number, ofOpen: Float64Array, ofChosen: Float64Array): number {
    const { start, groupEnd } = this.#links;
    let sum = -this.#price[i]!;
    for (let k = start[i]!; k < start[i + 1]!; k = groupEnd[k]!) sum += this.#gainOfGroup(k, ofOpen, ofChosen);
    return sum;
  }

  /** What the best of a group add up to. */
  #gainOfGroup(begin: number, ofOpen: Float64Array, ofChosen: Float64Array): number {
    const { other, groupEnd, limit } = this.#links;
    const status = this.#status;
    const end = groupEnd[begin]!;
    const most = limit[begin]!;
    const isFew = end - begin <= most;
    if (!isFew && most > 1) return this.#sumOfLargest(begin, end, most, ofOpen, ofChosen);
    let [sum, largest] = [0, 0];
    for (let k = begin; k < end; k++) {
      const its = status[other[k]!]!;
      if (its === out) continue;
      const gain = its === chosen ? ofChosen[k]! : ofOpen[k]!;
      sum += gain;
      if (gain > largest) largest = gain;
    }
    return isFew ? sum : most === 0 ? 0 : largest;
  }

  #sumOfLargest(begin: number, end: number, count: number, ofOpen: Float64Array, ofChosen: Float64Array): number {
    const { other } = this.#links;
    const gains: number[] = [];
    for (let k = begin; k < end; k++) {
      const its = this.#status[other[k]!]!;
      if (its !== out) gains.push(its === chosen ? ofChosen[k]! : ofOpen[k]!);
    }
    gains.sort((a, b) => b - a);
    return gains.slice(0, count).reduce((a, b) => a + b, 0);
  }

  /** No more than this is gained by those that are open. */
  #boundRest(): number {
    const { part, weight } = this.#links;
    this.#order.length = 0;
    for (let i = 0; i < this.#worth.length; i++) {
      if (this.#status[i] === open) this.#offer(i, this.#gain(i, part, weight), this.#worth);
    }
    return this.#packAll(this.#worth);
  }

  /** No more than this is gained by those that are chosen and open, by shares, where crowds are paid for. */
  #boundByShares(): number {
    const { share, bonus } = this.#links;
    this.#order.length = 0;
    let sum = 0;
    for (let i = 0; i < this.#shared.length; i++) {
      if (this.#status[i] === out) continue;
      const gain = this.#gain(i, share, share) + bonus[i]!;
      if (this.#status[i] === chosen) sum += gain;
      else this.#offer(i, gain, this.#shared);
    }
    return sum + this.#packAll(this.#shared);
  }

  #offer(i: number, gain: number, worth: Float64Array): void {
    worth[i] = gain;
    if (gain > 0) this.#order.push(i);
  }

  /** What fits of those on offer, by the resource that takes least. */
  #packAll(worth: Float64Array): number {
    const order = this.#order;
    const { need } = this.#links;
    let least = 0;
    for (const i of order) least += worth[i]!;
    for (let r = 0; r < need.length; r++) {
      const its = need[r]!;
      order.sort((a, b) => worth[b]! * its[a]! - worth[a]! * its[b]! || a - b);
      least = Math.min(least, pack(order, worth, its, this.#left[r]!));
    }
    return least;
  }
}

function pack(order: readonly number[], worth: Float64Array, need: Float64Array, room: number): number {
  let left = room;
  let sum = 0;
  for (const i of order) {
    if (need[i]! > left) return sum + Math.floor((worth[i]! * left) / need[i]!);
    sum += worth[i]!;
    left -= need[i]!;
  }
  return sum;
}
