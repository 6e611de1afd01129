/**
 * A plan on its way: a label for each node, and all that counts about it, kept up to date as nodes move.
 *
 * Problem: say what a move does to every measure and to every demand without a look at the rest of the plan.
 * Result: `look` says by how much each of them would change, `move` does it.
 * Time: O(degree + resources + rules of the node) for either. Space: O(nodes + links + resources · labels + rules ·
 * zones).
 * Deviations: room and rules may be broken; how much is counted, and the search decides what that costs.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import { LinkTable } from './link-table.ts';
import { MoveCosts } from './move-costs.ts';
import { NearestLinks } from './nearest-links.ts';
import type { Measures, PlaceProblem } from './place-problem.ts';
import { RoomCounts } from './room-counts.ts';
import { RuleCounts } from './rule-counts.ts';

/** How the measures and the broken demands change. */
export interface Change {
  links: number;
  labels: number;
  cost: number;
  moves: number;
  load: number;
  balance: number;
  wishes: number;
  /** Rules that must hold, and moves that are too many. */
  broken: number;
}

export class PlaceState {
  readonly problem: PlaceProblem;
  readonly label: Int32Array;
  readonly links: LinkTable;
  readonly rooms: RoomCounts;
  readonly rules: RuleCounts;
  readonly moveCosts: MoveCosts;
  readonly #nearest: NearestLinks | undefined;
  /** Label → nodes that have it. */
  readonly population: Int32Array;
  /** What the plan comes to. */
  readonly total: Change = { links: 0, labels: 0, cost: 0, moves: 0, load: 0, balance: 0, wishes: 0, broken: 0 };
  /** What the last look found. */
  readonly change: Change = { links: 0, labels: 0, cost: 0, moves: 0, load: 0, balance: 0, wishes: 0, broken: 0 };

  /** @param label a label for each node, which the state takes over */
  constructor(problem: PlaceProblem, label: Int32Array) {
    this.problem = problem;
    this.label = label;
    this.links = new LinkTable(problem);
    this.rooms = new RoomCounts(problem, label);
    this.rules = new RuleCounts(problem, label);
    this.moveCosts = new MoveCosts(problem, label);
    this.#nearest = problem.nearest.length > 0 ? new NearestLinks(problem, this.links) : undefined;
    this.population = new Int32Array(problem.labelCount);
    this.recount();
  }

  /** Whether room is kept and no demand is broken. */
  get isFeasible(): boolean {
    return this.rooms.excess === 0 && this.total.broken === 0;
  }

  /** Measures of the plan as it stands. */
  measures(): Measures {
    const { links, labels, cost, moves, load, balance, wishes } = this.total;
    return { links, labels, cost, moves, load, balance, wishes };
  }

  /** Gives every node the label that it has in another plan, and counts anew. */
  assign(label: Int32Array): void {
    this.label.set(label);
    this.recount();
  }

  /** Counts everything anew. */
  recount(): void {
    const { problem, label, total } = this;
    const { u, v, weight } = problem.links;
    this.population.fill(0);
    for (const l of label) this.population[l]!++;
    this.rooms.recount();
    this.rules.recount();
    this.moveCosts.recount();
    total.links = this.#nearest?.total(label) ?? 0;
    for (let e = 0; e < u.length; e++) {
      total.links += weight[e]! * this.links.distance(label[u[e]!]!, label[v[e]!]!);
    }
    total.labels = 0;
    total.cost = 0;
    this.population.forEach((count, l) => {
      if (count === 0) return;
      total.labels++;
      total.cost += problem.labelCost[l]!;
    });
    this.#takeTotals();
  }

  /** Works out in `change` what giving a node another label would do. The label must differ from the one it has. */
  look(node: number, to: number): void {
    const { change, label, population, problem } = this;
    const from = label[node]!;
    change.links = this.links.change(node, from, to, label);
    if (this.#nearest) change.links += this.#nearest.change(node, to, label);
    const empties = population[from] === 1;
    const opens = population[to] === 0;
    change.labels = (opens ? 1 : 0) - (empties ? 1 : 0);
    change.cost = (opens ? problem.labelCost[to]! : 0) - (empties ? problem.labelCost[from]! : 0);
    this.rooms.look(node, from, to);
    change.load = this.rooms.loadChange;
    change.balance = this.rooms.balanceChange;
    this.rules.look(node, from, to);
    this.moveCosts.look(node, from, to);
    change.wishes = this.rules.wishesChange + this.moveCosts.wishesChange;
    change.broken = this.rules.brokenChange + this.moveCosts.brokenChange;
    change.moves = this.moveCosts.movesChange;
  }

  /** Does what was looked at last. */
  move(node: number, to: number): void {
    const { change, label, population, total } = this;
    const from = label[node]!;
    total.links += change.links;
    total.labels += change.labels;
    total.cost += change.cost;
    population[from]!--;
    population[to]!++;
    this.rooms.move(node, from, to);
    this.rules.move(node, from, to);
    this.moveCosts.move(node, from, to);
    label[node] = to;
    this.#takeTotals();
  }

  #takeTotals(): void {
    const { total } = this;
    total.load = this.rooms.load;
    total.balance = this.rooms.balance;
    total.moves = this.moveCosts.moves;
    total.wishes = this.rules.wishes + this.moveCosts.wishes;
    total.broken = this.rules.broken + this.moveCosts.broken;
  }
}
