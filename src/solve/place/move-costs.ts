/**
 * What nodes cost that are not where they were, and what labels cost that nodes had better not have.
 *
 * Time: O(homes of the class + wishes of the node) for a look at a move and for the move, and O(1) on average for the
 * group with the most moves. Space: O(nodes + groups).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import { groupPlaces } from '../graph/group-by.ts';
import { isHome } from './is-home.ts';
import type { PlaceProblem } from './place-problem.ts';

export class MoveCosts {
  /** Weighted moves, with distances and groups. */
  moves = 0;
  wishes = 0;
  /** Moves beyond those allowed. */
  broken = 0;
  movesChange = 0;
  wishesChange = 0;
  brokenChange = 0;
  /** Nodes that moved. */
  #moved = 0;
  readonly #problem: PlaceProblem;
  readonly #label: Int32Array;
  /** Group → nodes that moved; and how many groups have so many. */
  readonly #movedIn: Int32Array;
  readonly #groupsWith: Int32Array;
  #mostMoved = 0;
  readonly #wishStart: Int32Array;
  readonly #wishLabel: Int32Array;
  readonly #wishWeight: Float64Array;
  /** Class → nodes that stand on no home; as many of them as are new in the class have not moved. */
  readonly #away: Int32Array;

  constructor(problem: PlaceProblem, label: Int32Array) {
    const { moves, nodeCount, labelWishes } = problem;
    this.#problem = problem;
    this.#label = label;
    const groups = moves.groupOf ? moves.groupOf.reduce((most, group) => Math.max(most, group + 1), 0) : 0;
    this.#movedIn = new Int32Array(groups);
    this.#groupsWith = new Int32Array(nodeCount + 2);
    const wishes = groupPlaces(
      nodeCount,
      Int32Array.from(labelWishes, ({ node }) => node),
    );
    this.#wishStart = wishes.start;
    this.#wishLabel = wishes.items.map(wish => labelWishes[wish]!.label);
    this.#wishWeight = Float64Array.from(wishes.items, wish => labelWishes[wish]!.weight);
    this.#away = new Int32Array(moves.newcomers.length);
  }

  recount(): void {
    const { moves } = this.#problem;
    this.#movedIn.fill(0);
    this.#groupsWith.fill(0);
    this.#groupsWith[0] = this.#movedIn.length;
    this.#mostMoved = 0;
    this.#away.fill(0);
    this.#moved = 0;
    this.moves = 0;
    this.wishes = 0;
    this.#label.forEach((label, node) => {
      this.wishes += this.#wish(node, label);
      this.moves += this.#distance(node, label);
      if (!this.isAway(node, label)) return;
      const moved = this.#movedChange(node, 1);
      this.moves += moved * moves.weight[node]!;
      this.#moved += moved;
      this.#away[moves.classOf[node]!]!++;
      this.#countInGroup(node, 1);
    });
    this.moves += moves.groupWeight * this.#mostMoved;
    this.broken = this.#excess(this.#moved);
  }

  look(node: number, from: number, to: number): void {
    const { moves } = this.#problem;
    const step = (this.isAway(node, to) ? 1 : 0) - (this.isAway(node, from) ? 1 : 0);
    const moved = this.#movedChange(node, step);
    this.movesChange = moved * moves.weight[node]! + this.#distance(node, to) - this.#distance(node, from);
    if (step !== 0 && moves.groupWeight > 0) this.movesChange += moves.groupWeight * this.#mostChange(node, step);
    this.brokenChange = this.#excess(this.#moved + moved) - this.#excess(this.#moved);
    this.wishesChange = this.#wishStart.length > 0 ? this.#wish(node, to) - this.#wish(node, from) : 0;
  }

  /** Moves a node that was looked at last. */
  move(node: number, from: number, to: number): void {
    this.moves += this.movesChange;
    this.wishes += this.wishesChange;
    this.broken += this.brokenChange;
    const step = (this.isAway(node, to) ? 1 : 0) - (this.isAway(node, from) ? 1 : 0);
    if (step === 0) return;
    this.#moved += this.#movedChange(node, step);
    this.#away[this.#problem.moves.classOf[node]!]! += step;
    this.#countInGroup(node, step);
  }

  /** Whether a label is no home of a node that has one. O(homes). */
  isAway(node: number, label: number): boolean {
    const { moves } = this.#problem;
    const its = moves.classOf[node]!;
    return moves.homes.start[its]! < moves.homes.start[its + 1]! && !isHome(moves, node, label);
  }

  /** How many moves more or less there are when a node leaves its homes (1) or comes back to one (-1). */
  #movedChange(node: number, step: number): number {
    const { classOf, newcomers } = this.#problem.moves;
    const its = classOf[node]!;
    const spare = newcomers[its]!;
    if (spare === 0 || step === 0) return step;
    const away = this.#away[its]!;
    return Math.max(0, away + step - spare) - Math.max(0, away - spare);
  }

  #excess(moved: number): number {
    const { atMost } = this.#problem.moves;
    return atMost === undefined ? 0 : Math.max(0, moved - atMost);
  }

  #distance(node: number, label: number): number {
    const { distance, distanceWeight, classOf, homes } = this.#problem.moves;
    if (distance === undefined || distanceWeight === 0) return 0;
    const home = homes.start[classOf[node]!]!;
    if (home === homes.start[classOf[node]! + 1]!) return 0;
    return distanceWeight * distance[homes.items[home]! * this.#problem.labelCount + label]!;
  }

  #wish(node: number, label: number): number {
    let sum = 0;
    for (let i = this.#wishStart[node]!; i < this.#wishStart[node + 1]!; i++) {
      if (this.#wishLabel[i] === label) sum += this.#wishWeight[i]!;
    }
    return sum;
  }

  #mostChange(node: number, step: number): number {
    const group = this.#problem.moves.groupOf?.[node];
    if (group === undefined) return 0;
    const its = this.#movedIn[group]!;
    if (step > 0) return its === this.#mostMoved ? 1 : 0;
    return its === this.#mostMoved && this.#groupsWith[its] === 1 ? -1 : 0;
  }

  #countInGroup(node: number, step: number): void {
    const group = this.#problem.moves.groupOf?.[node];
    if (group === undefined) return;
    const before = this.#movedIn[group]!;
    this.#movedIn[group] = before + step;
    this.#groupsWith[before]!--;
    this.#groupsWith[before + step]!++;
    if (before + step > this.#mostMoved) this.#mostMoved = before + step;
    else if (before === this.#mostMoved && this.#groupsWith[before] === 0) this.#mostMoved--;
  }
}
