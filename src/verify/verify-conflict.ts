/**
 * Checks that demands have no plan together, and have one when any of them is left out, in code of its own.
 * `!` in this file only marks reads of arrays inside their bounds.
 */

import { type ExhaustAnswer, exhaustPlans } from './exhaust-plans.ts';
import { findBroken } from './measure-placed.ts';
import { holdDemands, type PlacedDemand } from './placed-demands.ts';
import { listedIn, type PlacedProblem } from './placed-problem.ts';

/** What a conflict claims. */
export interface ConflictClaim {
  /** The demands in conflict, by number. */
  readonly demands: readonly number[];
  /** For each of them a plan for the others, where one is claimed. */
  readonly witnesses: readonly (Int32Array | undefined)[];
  readonly isMinimal: boolean;
  readonly crowd: PlacedCrowd | undefined;
}

/** Nodes that may have these labels only, and are too many for them. */
export interface PlacedCrowd {
  readonly nodes: readonly number[];
  readonly labels: readonly number[];
  readonly counted:
    | { readonly kind: 'sum'; readonly resource: number }
    | { readonly kind: 'large'; readonly resource: number; readonly least: number }
    | { readonly kind: 'apart'; readonly partition: number };
}

/** Faults of a claim, a sentence each, and what confirms that there is no plan: nothing where that is open. */
export interface CheckedConflict {
  readonly faults: readonly string[];
  readonly confirmedBy: 'count' | 'search' | undefined;
}

/**
 * Each plan kept by what it is said to keep; the conflict refuted anew, by the count that it has or by trying all
 * plans, as far as `work` goes. O(demands · sizes of the problem + work).
 */
export function verifyConflict(
  whole: PlacedProblem,
  demands: readonly PlacedDemand[],
  claim: ConflictClaim,
  work: number,
): CheckedConflict {
  const faults = claim.demands.flatMap((left, i) => {
    const plan = claim.witnesses[i];
    if (plan === undefined) return claim.isMinimal ? [`demand ${left} is said to be needed, without a plan`] : [];
    const others = claim.demands.filter(other => other !== left).map(other => demands[other]!);
    const broken = findBroken(holdDemands(whole, others), plan);
    return broken.map(sentence => `the plan without demand ${left}: ${sentence}`);
  });
  const held = holdDemands(
    whole,
    claim.demands.map(demand => demands[demand]!),
  );
  if (claim.crowd !== undefined) {
    const isOne = isCrowd(held, claim.crowd);
    if (!isOne) faults.push('what is counted does not show that there is no plan');
    return { faults, confirmedBy: isOne ? 'count' : undefined };
  }
  const answer: ExhaustAnswer = exhaustPlans(held, work);
  if (answer === 'a plan') faults.push('the demands in conflict have a plan');
  return { faults, confirmedBy: answer === 'no plan' ? 'search' : undefined };
}

/** Whether nodes go nowhere but to these labels, and need more than these have. O(nodes · labels + rules). */
function isCrowd(problem: PlacedProblem, { nodes, labels, counted }: PlacedCrowd): boolean {
  const inside = new Set(labels);
  const isShut = nodes.every(node => listedIn(problem.lists, problem.listOf[node]!).every(label => inside.has(label)));
  if (!isShut || new Set(nodes).size < nodes.length) return false;
  if (counted.kind === 'apart') {
    const { zoneOf } = problem.partitions[counted.partition]!;
    const zones = new Set(labels.map(label => zoneOf[label]!));
    return nodes.length > zones.size && areApart(problem, nodes, counted.partition);
  }
  const { need, have, transient } = problem.resources[counted.resource]!;
  const { classOf, homes } = problem.moves;
  const mayStay = (node: number): boolean =>
    listedIn(homes, classOf[node]!).some(home => listedIn(problem.lists, problem.listOf[node]!).includes(home));
  if (transient && (counted.kind === 'large' || nodes.some(mayStay))) return false;
  const held = new Map<number, number>();
  if (transient) holdHomes(problem, counted.resource, held);
  const left = labels.map(label => Math.max(0, have[label]! - (held.get(label) ?? 0)));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
  if (counted.kind === 'sum') return sum(nodes.map(node => need[node]!)) > sum(left);
  return (
    nodes.every(node => need[node]! >= counted.least) &&
    nodes.length > sum(left.map(amount => Math.floor(amount / counted.least)))
  );
}

/** What classes hold on their homes, label by label. */
function holdHomes({ resources, moves }: PlacedProblem, r: number, held: Map<number, number>): void {
  const seen = new Set<number>();
  moves.classOf.forEach((its, node) => {
    if (seen.has(its)) return;
    seen.add(its);
    for (const home of listedIn(moves.homes, its)) {
      held.set(home, (held.get(home) ?? 0) + resources[r]!.need[node]!);
    }
  });
}

/** Whether rules put any two of some nodes into different zones: by the zones themselves, or by wider ones. */
function areApart({ rules, partitions }: PlacedProblem, nodes: readonly number[], partition: number): boolean {
  const { zoneOf } = partitions[partition]!;
  const fits = rules.filter(rule => {
    if (rule.kind !== 'apart' || rule.weight !== undefined) return false;
    const wider = partitions[rule.partition]!.zoneOf;
    // Different zones of the rule are different zones here, where each of these lies in one of those.
    return zoneOf.every((zone, label) => zoneOf.every((other, i) => other !== zone || wider[i] === wider[label]));
  });
  const members = fits.map(rule => new Set(rule.nodes));
  return nodes.every((a, i) => nodes.slice(i + 1).every(b => members.some(group => group.has(a) && group.has(b))));
}
