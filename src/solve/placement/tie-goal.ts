// `!` in this file only marks reads of typed arrays inside their bounds.

import type { SearchGoal } from './branch-and-bound.ts';
import { firstLeft } from './branch-and-bound.ts';
import { completePlan, type Domain, endOfCandidates, firstCandidate, type PlacementCore } from './core.ts';
import type { LinkSearch } from './link-search.ts';
import type { PlacementInstance } from './placement-instance.ts';
import { compareScores, type Score, scorePlan } from './score-plan.ts';

/**
 * Fewest labels, then fewest moves, among the choices that save all that can be saved; in a second search, when those
 * are known, the plan that is first by name: its first node on the first possible label, then its second, and so on.
 */
export class TieGoal implements SearchGoal {
  plan: Int32Array;
  best: Score;
  /** Set for the second search: decides nodes in the order of their names. */
  order: Int32Array | undefined;
  #isNamed = false;
  /** Label → 1 if every plan with so few links uses it. */
  readonly essential: Uint8Array;
  readonly #instance: PlacementInstance;
  readonly #core: PlacementCore;
  readonly #needed: number;
  readonly #fixedMoves: number;

  constructor(instance: PlacementInstance, search: LinkSearch, plan: Int32Array) {
    this.#instance = instance;
    this.#core = search.core;
    this.#needed = sumSaved(search);
    this.plan = plan;
    this.best = scorePlan(instance, plan);
    this.essential = findEssential(search, this.#needed);
    let moves = 0;
    const { fixedLabel } = search.core;
    for (let v = 0; v < fixedLabel.length; v++) {
      if (fixedLabel[v]! >= 0 && instance.previous[v]! >= 0 && instance.previous[v] !== fixedLabel[v]) moves++;
    }
    this.#fixedMoves = moves;
  }

  needed(): number {
    return this.#needed;
  }

  found(choice: Int32Array): void {
    this.offer(completePlan(this.#core, choice));
  }

  offer(plan: Int32Array): void {
    const score = scorePlan(this.#instance, plan);
    const difference = compareScores(score, this.best);
    if (difference > 0 || (difference === 0 && !this.order)) return;
    this.best = score;
    this.plan = plan;
    this.#isNamed = this.order !== undefined;
  }

  /** From now on the first plan found that is as good as the best is the one wanted. */
  lookForFirstByName(): void {
    this.order = this.#core.original;
  }

  /**
   * Whether the labels that must be used, and then the moves that must be made, already come to what the best plan has.
   */
  isHopeless(domain: Domain): boolean {
    if (this.#isNamed) return true;
    const labels = this.#labelsAtLeast(domain);
    if (labels !== this.best.labels) return labels > this.best.labels;
    const moves = this.#movesAtLeast(domain);
    return this.order ? moves > this.best.moves : moves >= this.best.moves;
  }

  /** Essential labels, those of decided nodes, and one more for each of the remaining nodes that share no candidate. */
  #labelsAtLeast(domain: Domain): number {
    const { start, dead, left } = domain;
    const { nodeCount, listLabels } = this.#core;
    const used = this.essential.slice();
    let count = 0;
    const open: number[] = [];
    for (let v = 0; v < nodeCount; v++) {
      if (left[v]! > 1) open.push(v);
      else {
        used[listLabels[firstCandidate(this.#core, v) + firstLeft(domain, v)]!] = 1;
      }
    }
    for (const one of used) count += one;
    open.sort((a, b) => left[a]! - left[b]! || a - b);
    const touched = used;
    for (const v of open) {
      const base = firstCandidate(this.#core, v) - start[v]!;
      let isMet = false;
      for (let i = start[v]!; i < start[v + 1]!; i++) if (dead[i] === 0 && touched[listLabels[base + i]!]) isMet = true;
      if (isMet) continue;
      count++;
      for (let i = start[v]!; i < start[v + 1]!; i++) if (dead[i] === 0) touched[listLabels[base + i]!] = 1;
    }
    return count;
  }

  #movesAtLeast({ start, dead }: Domain): number {
    const { nodeCount, original, listLabels } = this.#core;
    let moves = this.#fixedMoves;
    for (let v = 0; v < nodeCount; v++) {
      const now = this.#instance.previous[original[v]!]!;
      if (now < 0) continue;
      const base = firstCandidate(this.#core, v) - start[v]!;
      let canStay = false;
      for (let i = start[v]!; i < start[v + 1]!; i++) if (dead[i] === 0 && listLabels[base + i] === now) canStay = true;
      if (!canStay) moves++;
    }
    return moves;
  }
}

/**
 * Labels that every choice uses which saves `needed`: those of fixed nodes, and those without which the dual bound
 * falls below it. O(Σ_v candidates · degree).
 */
function findEssential(search: LinkSearch, needed: number): Uint8Array {
  const { core, shares } = search;
  const { nodeCount, listLabels, labelCount } = core;
  const loss = new Float64Array(labelCount);
  let bound = 0;
  for (let v = 0; v < nodeCount; v++) {
    const collected = shares.collectedBy(v);
    const base = firstCandidate(core, v);
    const length = endOfCandidates(core, v) - base;
    let top = 0;
    for (let h = 1; h < length; h++) if (collected[h]! > collected[top]!) top = h;
    let second = 0;
    for (let h = 0; h < length; h++) if (h !== top && collected[h]! > second) second = collected[h]!;
    bound += collected[top]!;
    loss[listLabels[base + top]!]! += collected[top]! - second;
  }
  const essential = new Uint8Array(labelCount);
  for (const label of core.fixedLabel) if (label >= 0) essential[label] = 1;
  for (let h = 0; h < labelCount; h++) if (bound - loss[h]! < needed * shares.unit) essential[h] = 1;
  return essential;
}

function sumSaved(search: LinkSearch): number {
  let sum = 0;
  for (let c = 0; c < search.componentCount; c++) sum += search.savedIn(c);
  return sum;
}
