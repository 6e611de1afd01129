/**
 * Tries all plans of a small placement problem, straightforwardly: an answer to compare with.
 *
 * Nodes get labels one after the other, the one with the fewest that are left first; what is broken already is not
 * looked at further, and of nodes that are alike the later ones get no smaller label. A full plan is measured by the
 * definitions (`findBroken`).
 * `!` in this file only marks reads of arrays inside their bounds.
 */

import { findBroken } from './measure-placed.ts';
import { listedIn, type PlacedProblem, type PlacedRule } from './placed-problem.ts';

/** Whether there is a plan; `open` where the work did not suffice to find out. */
export type ExhaustAnswer = 'a plan' | 'no plan' | 'open';

/** @param work how many looks at a node and a label may be taken */
export function exhaustPlans(problem: PlacedProblem, work: number): ExhaustAnswer {
  const search = new Exhaustion(problem, work);
  const found = search.visit();
  return search.isOver ? 'open' : found ? 'a plan' : 'no plan';
}

class Exhaustion {
  isOver = false;
  #work: number;
  readonly #problem: PlacedProblem;
  readonly #plan: Int32Array;
  readonly #used: Float64Array[];
  readonly #rulesOf: PlacedRule[][];
  /** Node → those that are alike, itself among them. */
  readonly #twins: readonly number[][];
  /** Class → how many of its nodes are away from home. */
  readonly #away: Int32Array;
  #moved = 0;
  /** How many of the open nodes can only move. */
  #movesLeft = 0;
  /** Nodes that are still to be given a label. */
  readonly #open: Set<number>;

  constructor(problem: PlacedProblem, work: number) {
    this.#problem = problem;
    this.#work = work;
    this.#plan = new Int32Array(problem.nodeCount).fill(-1);
    this.#used = problem.resources.map(() => new Float64Array(problem.labelCount));
    this.#rulesOf = Array.from({ length: problem.nodeCount }, () => []);
    for (const rule of problem.rules) {
      for (const node of new Set([...rule.nodes, ...(rule.to ?? [])])) this.#rulesOf[node]!.push(rule);
    }
    this.#twins = this.#findTwins();
    this.#away = new Int32Array(problem.moves.newcomers.length);
    this.#open = new Set(this.#plan.keys());
    for (const node of this.#open) if (this.#mustMove(node)) this.#movesLeft++;
    this.#placeTheEasy();
  }

  visit(): boolean {
    if (this.#isShort()) return false;
    const [node, labels] = this.#choose();
    if (this.isOver) return false;
    if (node < 0) return findBroken(this.#problem, this.#plan).length === 0;
    this.#open.delete(node);
    if (this.#mustMove(node)) this.#movesLeft--;
    for (const label of labels) {
      this.#put(node, label, 1);
      const found = this.visit();
      if (found || this.isOver) return found;
      this.#put(node, label, -1);
    }
    this.#open.add(node);
    if (this.#mustMove(node)) this.#movesLeft++;
    return false;
  }

  /** A node that no rule is about goes to a label without end of room at once: that harms nobody. */
  #placeTheEasy(): void {
    const { resources, moves, lists, listOf } = this.#problem;
    for (const node of [...this.#open]) {
      const homes = listedIn(moves.homes, moves.classOf[node]!);
      const label = listedIn(lists, listOf[node]!).find(
        one =>
          resources.every(({ need, have }) => need[node] === 0 || have[one] === Number.POSITIVE_INFINITY) &&
          (moves.atMost === undefined || homes.length === 0 || homes.includes(one)),
      );
      if (label === undefined || this.#rulesOf[node]!.length > 0) continue;
      this.#open.delete(node);
      if (this.#mustMove(node)) this.#movesLeft--;
      this.#put(node, label, 1);
    }
  }

  /** The open node with the fewest labels that break nothing so far, and these. */
  #choose(): readonly [number, readonly number[]] {
    let best: readonly [number, readonly number[]] = [-1, []];
    for (const node of this.#open) {
      const labels: number[] = [];
      for (const label of listedIn(this.#problem.lists, this.#problem.listOf[node]!)) {
        this.#work -= 1 + this.#twins[node]!.length + this.#rulesOf[node]!.length;
        if (this.#work < 0) this.isOver = true;
        if (this.#fits(node, label)) labels.push(label);
      }
      if (best[0] < 0 || labels.length < best[1].length) best = [node, labels];
      if (labels.length === 0 || this.isOver) break;
    }
    return best;
  }

  #put(node: number, label: number, sign: 1 | -1): void {
    this.#plan[node] = sign > 0 ? label : -1;
    this.#problem.resources.forEach(({ need }, r) => {
      this.#used[r]![label]! += sign * need[node]!;
    });
    if (!this.#isAway(node, label)) return;
    const its = this.#problem.moves.classOf[node]!;
    const before = Math.max(0, this.#away[its]! - this.#problem.moves.newcomers[its]!);
    this.#away[its]! += sign;
    this.#moved += Math.max(0, this.#away[its]! - this.#problem.moves.newcomers[its]!) - before;
  }

  #fits(node: number, label: number): boolean {
    const { resources } = this.#problem;
    for (const [r, { need, have }] of resources.entries()) {
      if (this.#used[r]![label]! + need[node]! > have[label]!) return false;
    }
    // Alike nodes in order.
    for (const other of this.#twins[node]!) {
      const at = this.#plan[other]!;
      if (at < 0) continue;
      if (other < node ? at > label : at < label) return false;
    }
    return this.#rulesOf[node]!.every(rule => this.#keeps(rule, node, label)) && this.#mayMove(node, label);
  }

  /** Whether a rule can still be kept, as far as a look at its nodes that have labels tells. */
  #keeps(rule: PlacedRule, node: number, label: number): boolean {
    const { zoneOf } = this.#problem.partitions[rule.partition]!;
    const zone = zoneOf[label]!;
    const zoneAt = (other: number): number => (this.#plan[other]! < 0 ? -1 : zoneOf[this.#plan[other]!]!);
    const others = Array.from(rule.nodes)
      .filter(other => other !== node)
      .map(zoneAt);
    switch (rule.kind) {
      case 'apart':
        return !others.includes(zone);
      case 'together':
        return others.every(other => other < 0 || other === zone);
      case 'spread': {
        const distinct = new Set([...others.filter(other => other >= 0), zone]).size;
        return distinct + others.filter(other => other < 0).length >= (rule.least ?? 0);
      }
      case 'near': {
        if (!rule.nodes.includes(node) || rule.free?.includes(label) === true) return true;
        const wanted = Array.from(rule.to ?? [], other => (other === node ? zone : zoneAt(other)));
        return wanted.some(other => other < 0 || other === zone);
      }
      case 'skew':
        return true;
    }
  }

  #isAway(node: number, label: number): boolean {
    const { moves } = this.#problem;
    const homes = listedIn(moves.homes, moves.classOf[node]!);
    return homes.length > 0 && !homes.includes(label);
  }

  /** Whether a node moves for certain, wherever it goes. */
  #mustMove(node: number): boolean {
    const { moves, lists, listOf } = this.#problem;
    if (moves.newcomers[moves.classOf[node]!]! > 0) return false;
    return listedIn(lists, listOf[node]!).every(label => this.#isAway(node, label));
  }

  #mayMove(node: number, label: number): boolean {
    const { moves } = this.#problem;
    if (moves.atMost === undefined || !this.#isAway(node, label)) return true;
    const its = moves.classOf[node]!;
    return this.#moved + (this.#away[its]! >= moves.newcomers[its]! ? 1 : 0) <= moves.atMost;
  }

  /** Whether what is left to be placed needs more than all labels have left, or more moves. */
  #isShort(): boolean {
    const { atMost } = this.#problem.moves;
    if (atMost !== undefined && this.#moved + this.#movesLeft > atMost) return true;
    return this.#problem.resources.some(({ need, have }, r) => {
      let left = 0;
      have.forEach((amount, label) => {
        left += amount - this.#used[r]![label]!;
      });
      let needed = 0;
      for (const node of this.#open) needed += need[node]!;
      return needed > left;
    });
  }

  #findTwins(): readonly number[][] {
    const groups = new Map<string, number[]>();
    return Array.from({ length: this.#problem.nodeCount }, (_, node) => {
      const words = this.#describe(node);
      const group = groups.get(words) ?? [];
      groups.set(words, group);
      group.push(node);
      return group;
    });
  }

  /** What makes nodes alike: the same words. */
  #describe(node: number): string {
    const { listOf, lists, resources, moves, rules } = this.#problem;
    const homes = listedIn(moves.homes, moves.classOf[node]!);
    return [
      listedIn(lists, listOf[node]!).join(','),
      resources.map(({ need }) => need[node]).join(','),
      homes.length === 0 ? '' : `class ${moves.classOf[node]}`,
      rules.map((rule, r) => (rule.nodes.includes(node) ? `${r}` : '') + (rule.to?.includes(node) ? `to ${r}` : '')),
    ].join(';');
  }
}
