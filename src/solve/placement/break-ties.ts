/**
 * Problem    Among the plans with as few links as `search` has proved possible, find one with the fewest labels, and
 *            among those one with the fewest moves.
 * Result     A plan no worse than `plan`, and whether each of the two objectives is proved.
 * Method     Labels that no such plan can do without are counted first (if the dual bound without the label falls
 *            short, it is essential), moves by a dual bound of their own; where that leaves a doubt, a branch and bound
 *            over the plans with that many links, and where that does not come to its end, integer programming.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import type { IntegerProgramSolver } from '../integer-program.ts';
import { AlphaExpansion } from './alpha-expansion.ts';
import { boundMoves } from './bound-moves.ts';
import { branchAndBound, firstLeft } from './branch-and-bound.ts';
import { completePlan, type Domain, endOfCandidates, firstCandidate, type PlacementCore } from './core.ts';
import type { LinkSearch } from './link-search.ts';
import type { PlacementInstance } from './placement-instance.ts';
import { reduce } from './reduce.ts';
import { solveTieProgram } from './tie-program.ts';

/** How far the search for the second and third objective goes: about half a second. */
const fewestSteps = 30;
const candidatesToSee = 1_500_000;
const mostCandidatesToBranch = 50_000;
const mostCandidatesByName = 3_000;
const mostCandidatesForProgram = 5_000;
const tieSeconds = 3;

/** The three objectives of a plan, in their order. */
export interface Score {
  readonly links: number;
  readonly labels: number;
  readonly moves: number;
}

/** Negative if `a` is better. */
export function compareScores(a: Score, b: Score): number {
  return a.links - b.links || a.labels - b.labels || a.moves - b.moves;
}

/** Counts the three objectives of a plan. */
export function scorePlan(instance: PlacementInstance, assignment: Int32Array): Score {
  const { edgeU, edgeV, edgeWeight, previous, labelCount } = instance;
  let links = 0;
  for (let e = 0; e < edgeU.length; e++) {
    if (assignment[edgeU[e]!] !== assignment[edgeV[e]!]) links += edgeWeight[e]!;
  }
  const used = new Uint8Array(labelCount);
  let moves = 0;
  for (let v = 0; v < assignment.length; v++) {
    used[assignment[v]!] = 1;
    if (previous[v]! >= 0 && previous[v] !== assignment[v]) moves++;
  }
  return { links, labels: used.reduce((sum, one) => sum + one, 0), moves };
}

/**
 * Improves a plan in the second and third objective, never at the cost of the first: expansion moves on one number in
 * which a link outweighs all labels and a label all moves.
 */
export function improveTies(instance: PlacementInstance, plan: Int32Array, budget: Budget): Int32Array {
  const perLabel = instance.nodeCount + 1;
  const perLink = perLabel * (instance.labelCount + 1);
  const core = reduce(instance, { scale: perLink, stay: 1 });
  if (core.totalWeight + perLink > 2 ** 49) return plan;
  const labelCost = new Float64Array(instance.labelCount).fill(perLabel);
  for (const label of core.fixedLabel) if (label >= 0) labelCost[label] = 0;
  const canGain = labelCost.some(cost => cost > 0) || instance.previous.some(label => label >= 0);
  if (!canGain) return plan;
  const choice = Int32Array.from(core.original, v => plan[v]!);
  const expansion = new AlphaExpansion(core, { labelCost });
  // A label that very many nodes share is a node with as many arcs: what its flows read has to be counted, too.
  let counted = 0;
  expansion.improve(choice, () => {
    const work = expansion.work + expansion.arcsRead;
    budget.spend(work - counted);
    counted = work;
    return !budget.isSpent();
  });
  return completePlan(core, choice);
}

export function breakTies(
  instance: PlacementInstance,
  search: LinkSearch,
  plan: Int32Array,
  budget: Budget,
  programs: IntegerProgramSolver | undefined,
): { plan: Int32Array; labelsProved: boolean; movesProved: boolean } {
  const { core } = search;
  const goal = new TieGoal(instance, search, plan);
  const score = scorePlan(instance, plan);
  const essential = goal.essential.reduce((sum, one) => sum + one, 0);
  const size = core.listOf.reduce((sum, list) => sum + core.listStart[list + 1]! - core.listStart[list]!, 0);
  let labelsProved = essential === score.labels;
  let movesProved = labelsProved && score.moves === 0;
  if (!movesProved && size <= mostCandidatesToBranch) {
    const completed = runSearch(search, goal, size, budget);
    labelsProved = completed || essential === goal.best.labels;
    movesProved = completed || (labelsProved && goal.best.moves === 0);
  }
  if (labelsProved && !movesProved) {
    const bounded = boundMoves(instance, score.links, goal.plan, budget);
    goal.offer(bounded.plan);
    movesProved = bounded.atLeast >= goal.best.moves;
  }
  if (!movesProved && programs && size <= mostCandidatesForProgram && !budget.isSpent()) {
    const solved = solveTieProgram(instance, search, goal.plan, programs, Math.min(tieSeconds, budget.secondsLeft()));
    const perLabel = instance.nodeCount + 1;
    const isFinished = solved && costOf(scorePlan(instance, solved.plan), perLabel) <= solved.atLeast;
    // A plan that the clock cut short is not taken: the next run might end with another.
    if (isFinished) goal.offer(solved.plan);
    labelsProved ||= solved !== undefined && Math.floor(solved.atLeast / perLabel) >= goal.best.labels;
    movesProved = solved !== undefined && costOf(goal.best, perLabel) <= solved.atLeast;
  }
  if (movesProved && size <= mostCandidatesByName) {
    goal.lookForFirstByName();
    runSearch(search, goal, size, budget);
  }
  return { plan: goal.plan, labelsProved, movesProved };
}

function costOf({ labels, moves }: Score, perLabel: number): number {
  return perLabel * labels + moves;
}

function runSearch(search: LinkSearch, goal: TieGoal, size: number, budget: Budget): boolean {
  const steps = Math.max(fewestSteps, Math.floor(candidatesToSee / Math.max(1, size)));
  return branchAndBound(search, { from: 0, to: search.core.nodeCount }, goal, budget, steps);
}

/**
 * Fewest labels, then fewest moves, among the choices that save all that can be saved; in a second search, when those
 * are known, the plan that is first by name: its first node on the first possible label, then its second, and so on.
 */
class TieGoal {
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
