/**
 * What no plan goes below in labels, their cost and moves, by counting.
 *
 * Labels: those that something must have; beside them the largest until there is room for all needs; as many as a group
 * that is apart has members, or a spread wants zones; as many as there are lists that have no label in common.
 * Cost: of the labels that must be used, and beside them a fractional cover of the needs that are left (G. Dantzig,
 * Operations Research 5, 1957), or the cheapest until there are as many as are needed.
 * Moves: nodes that have no home among their candidates, and of those that are apart as many as have no home left.
 * Guarantee: exact, in whole numbers. Time: O(Σ lists + resources · labels · log labels).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { Measures, PlaceProblem } from '../place-problem.ts';
import { type Clusters, formClusters } from './clusters.ts';

export function countMeasures(problem: PlaceProblem): Measures {
  const clusters = formClusters(problem);
  const forced = findForced(problem, clusters);
  const labels = Math.max(
    countForRoom(problem, forced),
    countForRules(problem, clusters),
    countDisjointLists(clusters, problem.labelCount),
  );
  return {
    links: 0,
    labels,
    cost: leastCost(problem, forced, labels),
    moves: leastMoves(problem, clusters),
    load: 0,
    balance: 0,
    wishes: 0,
  };
}

/** Label → 1 where some cluster has no other. */
function findForced({ labelCount }: PlaceProblem, { count, listOf, lists }: Clusters): Uint8Array {
  const forced = new Uint8Array(labelCount);
  for (let c = 0; c < count; c++) {
    const begin = lists.start[listOf[c]!]!;
    if (lists.start[listOf[c]! + 1] === begin + 1) forced[lists.items[begin]!] = 1;
  }
  return forced;
}

function countForRoom({ resources }: PlaceProblem, forced: Uint8Array): number {
  const used = forced.reduce((a, b) => a + b, 0);
  let most = used;
  for (const { need, have } of resources) {
    let missing = sumOf(need) - sumOf(have.filter((_, label) => forced[label] === 1));
    let count = used;
    for (const amount of have.filter((_, label) => forced[label] === 0).sort((a, b) => b - a)) {
      if (missing <= 0) break;
      missing -= amount;
      count++;
    }
    most = Math.max(most, count);
  }
  return most;
}

function countForRules({ rules }: PlaceProblem, { of }: Clusters): number {
  return rules.reduce((most, rule) => {
    if (rule.weight !== undefined) return most;
    if (rule.kind === 'spread') return Math.max(most, rule.least);
    return rule.kind === 'apart' ? Math.max(most, new Set(Array.from(rule.nodes, node => of[node]!)).size) : most;
  }, 0);
}

/** How many lists, the shortest first, have no label in common with those before. */
function countDisjointLists({ lists }: Clusters, labelCount: number): number {
  const taken = new Uint8Array(labelCount);
  const order = Array.from({ length: lists.start.length - 1 }, (_, list) => list);
  const length = (list: number): number => lists.start[list + 1]! - lists.start[list]!;
  order.sort((a, b) => length(a) - length(b) || a - b);
  let count = 0;
  for (const list of order) {
    const labels = lists.items.subarray(lists.start[list], lists.start[list + 1]);
    if (labels.length === 0 || labels.some(label => taken[label] === 1)) continue;
    for (const label of labels) taken[label] = 1;
    count++;
  }
  return count;
}

function leastCost({ resources, labelCost }: PlaceProblem, forced: Uint8Array, labels: number): number {
  const free = Array.from(labelCost.keys()).filter(label => forced[label] === 0);
  const used = labelCost.length - free.length;
  const paid = sumOf(labelCost.filter((_, label) => forced[label] === 1));
  const cheapest = free.map(label => labelCost[label]!).sort((a, b) => a - b);
  let most = paid + cheapest.slice(0, Math.max(0, labels - used)).reduce((a, b) => a + b, 0);
  for (const { need, have } of resources) {
    const missing = sumOf(need) - sumOf(have.filter((_, label) => forced[label] === 1));
    const offers = free.flatMap(label =>
      have[label]! > 0 ? [[BigInt(labelCost[label]!), BigInt(have[label]!)] as const] : [],
    );
    if (missing > 0) most = Math.max(most, paid + Number(coverFractionally(offers, BigInt(missing))));
  }
  return most;
}

/** What it costs at least to have so much, from offers of cost and amount; rounded up. */
function coverFractionally(offers: readonly (readonly [bigint, bigint])[], amount: bigint): bigint {
  let [left, cost] = [amount, 0n];
  for (const [price, has] of [...offers].sort(
    (a, b) => Number(a[0] * b[1] > b[0] * a[1]) - Number(a[0] * b[1] < b[0] * a[1]),
  )) {
    if (has >= left) return cost + (price * left + has - 1n) / has;
    cost += price;
    left -= has;
  }
  return cost;
}

function leastMoves({ moves, nodeCount, rules }: PlaceProblem, { of, listOf, lists }: Clusters): number {
  const { classOf, homes, weight, newcomers } = moves;
  const homeless = new Float64Array(newcomers.length);
  const usable = newcomers.length > 0 ? Array.from(newcomers, () => new Set<number>()) : [];
  const weightOf = new Float64Array(newcomers.length);
  for (let node = 0; node < nodeCount; node++) {
    const its = classOf[node]!;
    weightOf[its] = weight[node]!;
    const list = lists.items.subarray(lists.start[listOf[of[node]!]!], lists.start[listOf[of[node]!]! + 1]);
    const here = homes.items.subarray(homes.start[its], homes.start[its + 1]).filter(home => list.includes(home));
    if (here.length === 0) homeless[its]!++;
    for (const home of here) usable[its]!.add(home);
  }
  for (const rule of rules) {
    if (rule.kind !== 'apart' || rule.weight !== undefined) continue;
    const members = new Map<number, Set<number>>();
    for (const node of rule.nodes) {
      const its = classOf[node]!;
      members.set(its, (members.get(its) ?? new Set()).add(of[node]!));
    }
    for (const [its, clusters] of members) {
      homeless[its] = Math.max(homeless[its]!, clusters.size - usable[its]!.size);
    }
  }
  let sum = 0;
  homeless.forEach((count, its) => {
    if (homes.start[its] !== homes.start[its + 1]) sum += (count - newcomers[its]!) * weightOf[its]!;
  });
  return Math.max(0, sum);
}

function sumOf(amounts: ArrayLike<number>): number {
  return Array.from(amounts).reduce((a, b) => a + b, 0);
}
