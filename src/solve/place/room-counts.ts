/**
 * What is used on each label, and what follows from it: overload, load beyond what is comfortable, and lack of balance.
 *
 * A transient resource is needed on the home of a node, too, while the node moves away. So the need of a class counts
 * on all its homes, and where one of its nodes stands on a home it counts nothing more; a second one there does.
 * Time: O(resources + balances) for a look at a move and for the move. Space: O(resources · labels).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import { homeAt } from './is-home.ts';
import type { Balance, PlaceProblem, Resource } from './place-problem.ts';

export class RoomCounts {
  /** The sum of what is used beyond what labels have; and the same with each resource by its `price`. */
  excess = 0;
  overload = 0;
  load = 0;
  balance = 0;
  /** By how much the last look would change them. */
  excessChange = 0;
  overloadChange = 0;
  loadChange = 0;
  balanceChange = 0;
  /** Resource → what a unit of overload counts. The one who searches sets it, and then calls `reprice`. */
  readonly price: Float64Array;
  readonly #label: Int32Array;
  readonly #problem: PlaceProblem;
  readonly #resources: readonly Resource[];
  readonly #labelCount: number;
  /**
   * Resource by resource, label by label: what is held, with what moving nodes hold twice; and what is used in the end.
   */
  readonly #held: Float64Array;
  readonly #used: Float64Array;
  readonly #have: Float64Array;
  readonly #comfortable: Float64Array;
  readonly #isTransient: boolean;
  /** Home → nodes of its class that stand on it; 0 where no resource is transient. */
  readonly #standing: Int32Array;

  constructor(problem: PlaceProblem, label: Int32Array) {
    const { resources, labelCount } = problem;
    this.#problem = problem;
    this.#label = label;
    this.#resources = resources;
    this.#labelCount = labelCount;
    this.price = new Float64Array(resources.length).fill(1);
    this.#held = new Float64Array(resources.length * labelCount);
    this.#used = new Float64Array(resources.length * labelCount);
    this.#have = new Float64Array(resources.length * labelCount);
    this.#comfortable = new Float64Array(resources.length * labelCount).fill(Number.POSITIVE_INFINITY);
    this.#isTransient = resources.some(({ transient }) => transient);
    this.#standing = new Int32Array(problem.moves.homes.items.length);
    resources.forEach(({ have, comfortable }, r) => {
      this.#have.set(have, r * labelCount);
      if (comfortable) this.#comfortable.set(comfortable, r * labelCount);
    });
  }

  /** What is left of a resource on a label, counting what moves hold twice; less than 0 where it is overloaded. */
  left(resource: number, label: number): number {
    const i = resource * this.#labelCount + label;
    return this.#have[i]! - this.#held[i]!;
  }

  /** Counts the plan anew. O(nodes · resources). */
  recount(): void {
    this.#held.fill(0);
    this.#used.fill(0);
    this.#standing.fill(0);
    const { classOf, homes } = this.#problem.moves;
    const seen = new Uint8Array(homes.start.length);
    this.#label.forEach((label, node) => {
      const its = classOf[node]!;
      const first = this.#isTransient && seen[its] === 0;
      seen[its] = 1;
      const home = this.#isTransient ? homeAt(this.#problem.moves, node, label) : -1;
      const isHeld = home >= 0 && this.#standing[home]!++ === 0;
      this.#resources.forEach(({ need, transient }, r) => {
        const base = r * this.#labelCount;
        this.#used[base + label]! += need[node]!;
        if (!transient || !isHeld) this.#held[base + label]! += need[node]!;
        if (!transient || !first) return;
        for (let i = homes.start[its]!; i < homes.start[its + 1]!; i++) {
          this.#held[base + homes.items[i]!]! += need[node]!;
        }
      });
    });
    this.reprice();
    this.load = 0;
    this.balance = 0;
    for (let label = 0; label < this.#labelCount; label++) {
      for (let r = 0, i = label; r < this.#resources.length; r++, i += this.#labelCount) {
        this.load += this.#resources[r]!.loadWeight * Math.max(0, this.#used[i]! - this.#comfortable[i]!);
      }
      for (const balance of this.#problem.balances) this.balance += this.#lack(balance, label, -1, 0);
    }
  }

  /** Adds overload up anew, with the prices as they are. O(resources · labels). */
  reprice(): void {
    this.excess = 0;
    this.overload = 0;
    for (let i = 0; i < this.#held.length; i++) {
      const over = this.#held[i]! - this.#have[i]!;
      if (over <= 0) continue;
      this.excess += over;
      this.overload += this.price[Math.floor(i / this.#labelCount)]! * over;
    }
  }

  /** What is used of a resource beyond what labels have. O(labels). */
  excessOf(resource: number): number {
    let sum = 0;
    for (let label = 0; label < this.#labelCount; label++) sum += Math.max(0, -this.left(resource, label));
    return sum;
  }

  /** By how much overload, load and balance would change. */
  look(node: number, from: number, to: number): void {
    let excess = 0;
    let overload = 0;
    let load = 0;
    const resources = this.#resources;
    const fromHome = this.#isTransient && this.#isHeldBy(node, from, 1);
    const toHome = this.#isTransient && this.#isHeldBy(node, to, 0);
    for (let r = 0, base = 0; r < resources.length; r++, base += this.#labelCount) {
      const { need: needs, transient, loadWeight } = resources[r]!;
      const need = needs[node]!;
      if (need === 0) continue;
      const a = base + from;
      const b = base + to;
      const price = this.price[r]!;
      if (!transient || !fromHome) {
        const over = this.#held[a]! - this.#have[a]!;
        if (over > 0) {
          excess -= Math.min(over, need);
          overload -= price * Math.min(over, need);
        }
      }
      if (!transient || !toHome) {
        const over = this.#held[b]! + need - this.#have[b]!;
        if (over > 0) {
          excess += Math.min(over, need);
          overload += price * Math.min(over, need);
        }
      }
      if (loadWeight === 0) continue;
      const less = this.#used[a]! - this.#comfortable[a]!;
      if (less > 0) load -= loadWeight * Math.min(less, need);
      const more = this.#used[b]! + need - this.#comfortable[b]!;
      if (more > 0) load += loadWeight * Math.min(more, need);
    }
    this.excessChange = excess;
    this.overloadChange = overload;
    this.loadChange = load;
    this.balanceChange = 0;
    for (const balance of this.#problem.balances) {
      this.balanceChange +=
        this.#lack(balance, from, node, -1) -
        this.#lack(balance, from, -1, 0) +
        this.#lack(balance, to, node, 1) -
        this.#lack(balance, to, -1, 0);
    }
  }

  /** Moves a node that was looked at last. */
  move(node: number, from: number, to: number): void {
    this.excess += this.excessChange;
    this.overload += this.overloadChange;
    this.load += this.loadChange;
    this.balance += this.balanceChange;
    const fromHome = this.#isTransient && this.#isHeldBy(node, from, 1);
    const toHome = this.#isTransient && this.#isHeldBy(node, to, 0);
    if (this.#isTransient) {
      this.#stand(node, from, -1);
      this.#stand(node, to, 1);
    }
    for (let r = 0, base = 0; r < this.#resources.length; r++, base += this.#labelCount) {
      const { need: needs, transient } = this.#resources[r]!;
      const need = needs[node]!;
      this.#used[base + from]! -= need;
      this.#used[base + to]! += need;
      if (!transient || !fromHome) this.#held[base + from]! -= need;
      if (!transient || !toHome) this.#held[base + to]! += need;
    }
  }

  /** Whether a label is a home of a node's class on which so many of the class stand. */
  #isHeldBy(node: number, label: number, count: number): boolean {
    const home = homeAt(this.#problem.moves, node, label);
    return home >= 0 && this.#standing[home] === count;
  }

  #stand(node: number, label: number, sign: 1 | -1): void {
    const home = homeAt(this.#problem.moves, node, label);
    if (home >= 0) this.#standing[home]! += sign;
  }

  /** What a label lacks for a balance, with a node more (`sign` 1) or less (-1) on it. */
  #lack({ of, against, ratio, weight }: Balance, label: number, node: number, sign: number): number {
    const left = (resource: number): number => {
      const i = resource * this.#labelCount + label;
      const need = sign === 0 ? 0 : this.#resources[resource]!.need[node]!;
      return this.#have[i]! - this.#used[i]! - sign * need;
    };
    return weight * Math.max(0, ratio * left(of) - left(against));
  }
}
