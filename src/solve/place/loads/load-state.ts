/**
 * A plan on its way where loads, costs and moves count and links do not: it may be over what labels have, and break
 * rules.
 *
 * Result: `lookAtShift` and `swap` try a move, or two nodes that change places, and say by how much the weighted sum of
 * all measures, of overload and of what is broken would rise, if by no more than a limit.
 * Time: O(resources + balances + rules of the nodes); most end after a few resources (see `load-table.ts`).
 * Space: O((nodes + labels) · resources + rules · zones).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { Weights } from '../anneal.ts';
import { MoveCosts } from '../move-costs.ts';
import type { Measures, PlaceProblem } from '../place-problem.ts';
import { RuleCounts } from '../rule-counts.ts';
import { LoadTable } from './load-table.ts';

export class LoadState {
  readonly problem: PlaceProblem;
  readonly label: Int32Array;
  readonly table: LoadTable;
  readonly #weights: Weights;
  readonly #rules: RuleCounts;
  readonly #moves: MoveCosts;
  readonly #population: Int32Array;
  /** Node → the most that its coming home may save of moves. */
  readonly #mostSaved: Float64Array;
  /** What each violation of a rule weighs. */
  brokenPrice = 1;
  #labels = 0;
  #cost = 0;

  /** @param label a label for each node, which the state takes over */
  constructor(problem: PlaceProblem, weights: Weights, label: Int32Array) {
    this.problem = problem;
    this.label = label;
    this.#weights = weights;
    this.table = new LoadTable(problem, weights, label);
    this.#rules = new RuleCounts(problem, label);
    this.#moves = new MoveCosts(problem, label);
    this.#moves.recount();
    this.#population = new Int32Array(problem.labelCount);
    for (const l of label) this.#settle(l, 1);
    this.#mostSaved = findMostSaved(problem, weights);
  }

  /** Whether room is kept and no rule is broken. */
  get isFeasible(): boolean {
    return this.table.excess === 0 && this.broken === 0;
  }

  /** Violations of rules that must hold, and moves that are too many. */
  get broken(): number {
    return this.#rules.broken + this.#moves.broken;
  }

  /** What the plan comes to; links are not counted. */
  get total(): Measures {
    return this.measures();
  }

  measures(): Measures {
    return {
      links: 0,
      labels: this.#labels,
      cost: this.#cost,
      moves: this.#moves.moves,
      load: this.table.load,
      balance: this.table.balance,
      wishes: this.#rules.wishes + this.#moves.wishes,
    };
  }

  /** By how much the sum would change if a node moved; infinity if by more than `limit`. */
  lookAtShift(node: number, to: number, limit: number): number {
    const opening = this.#lookAtLabels(node, to);
    const change = opening + this.table.shift(node, to, limit - opening + this.#spare(node));
    if (change === Number.POSITIVE_INFINITY) return change;
    const sum = change + this.#lookBeside(node, this.label[node]!, to);
    return sum > limit ? Number.POSITIVE_INFINITY : sum;
  }

  /** Moves a node. O(resources + rules of the node). */
  shift(node: number, to: number): void {
    const from = this.label[node]!;
    this.#moves.look(node, from, to);
    this.#moves.move(node, from, to);
    this.#rules.move(node, from, to);
    this.table.move(node, to);
    this.#settle(from, -1);
    this.#settle(to, 1);
  }

  /** Lets two nodes change places where the sum rises by no more than `limit`: by how much it does, or infinity. */
  swap(first: number, second: number, limit: number): number {
    const [a, b] = [this.label[first]!, this.label[second]!];
    const change = this.table.swap(first, second, limit + this.#spare(first) + this.#spare(second));
    if (change === Number.POSITIVE_INFINITY) return change;
    const beside = this.#lookBeside(first, a, b);
    this.#moves.move(first, a, b);
    this.#rules.move(first, a, b);
    this.label[first] = b;
    const sum = change + beside + this.#lookBeside(second, b, a);
    this.label[first] = a;
    if (sum <= limit) {
      this.#moves.move(second, b, a);
      this.#rules.move(second, b, a);
      this.table.move(first, b);
      this.table.move(second, a);
      return sum;
    }
    this.#moves.look(first, b, a);
    this.#moves.move(first, b, a);
    this.#rules.move(first, b, a);
    return Number.POSITIVE_INFINITY;
  }

  /** By how much rules, moves and wishes would change the sum. */
  #lookBeside(node: number, from: number, to: number): number {
    this.#rules.look(node, from, to);
    this.#moves.look(node, from, to);
    return (
      this.brokenPrice * (this.#rules.brokenChange + this.#moves.brokenChange) +
      this.#weights.moves * this.#moves.movesChange +
      this.#weights.wishes * (this.#rules.wishesChange + this.#moves.wishesChange)
    );
  }

  #lookAtLabels(node: number, to: number): number {
    const { labels, cost } = this.#weights;
    if (labels === 0 && cost === 0) return 0;
    const { labelCost } = this.problem;
    const from = this.label[node]!;
    const opens = this.#population[to] === 0 ? labels + cost * labelCost[to]! : 0;
    return opens - (this.#population[from] === 1 ? labels + cost * labelCost[from]! : 0);
  }

  #settle(label: number, sign: 1 | -1): void {
    const before = this.#population[label]!;
    this.#population[label] = before + sign;
    if (before + sign > 1 || (sign < 0 && before > 1)) return;
    this.#labels += sign;
    this.#cost += sign * this.problem.labelCost[label]!;
  }

  /** A node's mates: those on its label that are near to it by a rule, or it to them. O(nodes of its rules). */
  matesOf(node: number): readonly number[] {
    const mates: number[] = [];
    for (const entry of this.#rules.rulesOf(node)) {
      const rule = this.problem.rules[entry < 0 ? ~entry : entry]!;
      if (rule.kind !== 'near' && rule.kind !== 'together') continue;
      const others = rule.kind === 'near' && entry >= 0 ? rule.to : rule.nodes;
      for (const other of others) if (other !== node && this.label[other] === this.label[node]) mates.push(other);
    }
    return mates;
  }

  /** The most that a node's move may save beside load, balance and overload. */
  #spare(node: number): number {
    if (this.#weights.wishes > 0) return Number.POSITIVE_INFINITY;
    const broken = this.brokenPrice * this.broken;
    return this.#moves.isAway(node, this.label[node]!) ? broken + this.#mostSaved[node]! : broken;
  }
}

function findMostSaved({ moves }: PlaceProblem, weights: Weights): Float64Array {
  const furthest = moves.distance?.reduce((most, distance) => Math.max(most, distance), 0) ?? 0;
  return moves.weight.map(weight => weights.moves * (weight + moves.groupWeight + moves.distanceWeight * furthest));
}
