/**
 * What clusters pay by the prices of a certificate, and what the prices are worth at the limits.
 *
 * Rows, rule by rule (those that must hold), each with a price for each zone of the rule's partition:
 *   apart     at most one cluster in a zone;                     one row, unless all of the rule is one cluster
 *   spread    at most clusters - least + 1 in a zone;            one row, where `least` is more than 1
 *   skew      at most (nodes + (zones - 1) · most) / zones;      one row, in which a cluster counts with all its nodes
 * of the rule
 *   together  by zone: each where the first is;                  a row for each cluster but the first, prices of any
 * sign
 *   near      each only where one of `to` is;                    a row for each that has none of `to` in itself, where
 * no label is free `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { listedIn, type PlacedProblem, type PlacedRule } from './placed-problem.ts';
import type { PlacedClusters, PlacedShares } from './placed-shares.ts';

export interface PlacedDues {
  /** What all prices are worth, in units. */
  readonly worth: number;
  /** What a cluster pays for rows and moves with a label. */
  readonly dueOf: (cluster: number, label: number) => number;
}

interface Row {
  readonly zoneOf: Int32Array;
  readonly prices: Float64Array;
  readonly limit: number;
  readonly factors: ReadonlyMap<number, number>;
}

export function findDues(
  problem: PlacedProblem,
  clusters: PlacedClusters,
  shares: Pick<PlacedShares, 'labelPrices' | 'priceUnit' | 'rowPrices' | 'movePrice'>,
): PlacedDues | string {
  const { labelPrices, priceUnit, rowPrices, movePrice } = shares;
  const rowsOf = clusters.members.map((): Row[] => []);
  const reach = new Float64Array(rowsOf.length);
  let worth = 0;
  let at = 0;
  for (const rule of problem.rules) {
    const { zoneOf, zoneCount } = problem.partitions[rule.partition]!;
    for (const { limit, isFree, factors } of demandsOf(rule, problem, clusters)) {
      const prices = rowPrices.subarray(at, at + zoneCount);
      at += zoneCount;
      if (prices.length < zoneCount) return 'prices of rows are too few';
      for (const price of prices) {
        if (!Number.isSafeInteger(price) || (price < 0 && !isFree)) return `a price of a row is ${price}`;
        worth += price * limit;
      }
      const row = { zoneOf, prices, limit, factors };
      const highest = prices.reduce((most, price) => Math.max(most, Math.abs(price)), 0);
      for (const [c, factor] of factors) {
        rowsOf[c]!.push(row);
        reach[c]! += Math.abs(factor) * highest;
      }
    }
  }
  if (at !== rowPrices.length) return 'prices of rows are too many';
  for (const [r, have] of clusters.have.entries()) {
    for (const [label, amount] of have.entries()) {
      const product = labelPrices[r * problem.labelCount + label]! * amount;
      if (!Number.isSafeInteger(product)) return 'prices of room are too large to be exact';
      worth += Math.floor(product / priceUnit);
    }
  }
  const moves = findMoves(problem, clusters);
  const farthest = reach.reduce((most, sum) => Math.max(most, sum), 0) + movePrice * problem.nodeCount;
  if (!Number.isSafeInteger(2 * farthest) || !Number.isSafeInteger(worth)) return 'prices are too large to be exact';
  const dueOf = (c: number, label: number): number =>
    rowsOf[c]!.reduce((sum, { zoneOf, prices, factors }) => sum + factors.get(c)! * prices[zoneOf[label]!]!, 0) +
    movePrice * moves.movedBy(c, label);
  return { worth: worth + movePrice * moves.most, dueOf };
}

interface Demand {
  readonly limit: number;
  readonly isFree: boolean;
  readonly factors: ReadonlyMap<number, number>;
}

function demandsOf(rule: PlacedRule, problem: PlacedProblem, { of }: PlacedClusters): Demand[] {
  if (rule.weight !== undefined || (rule.kind === 'together' && rule.partition === 0)) return [];
  const distinct = [...new Set(Array.from(rule.nodes, node => of[node]!))];
  const each = new Map(distinct.map(c => [c, 1]));
  switch (rule.kind) {
    case 'apart':
      return distinct.length > 1 ? [{ limit: 1, isFree: false, factors: each }] : [];
    case 'spread': {
      const least = rule.least ?? 0;
      return least > 1 ? [{ limit: Math.max(0, distinct.length - least + 1), isFree: false, factors: each }] : [];
    }
    case 'skew': {
      const { zoneOf } = problem.partitions[rule.partition]!;
      const open = new Set<number>(rule.zones);
      for (const node of rule.nodes) {
        const labels = rule.zones === undefined ? listedIn(problem.lists, problem.listOf[node]!) : [];
        for (const label of labels) open.add(zoneOf[label]!);
        each.set(of[node]!, Array.from(rule.nodes).filter(other => of[other] === of[node]).length);
      }
      const limit = Math.floor((rule.nodes.length + (open.size - 1) * (rule.most ?? 0)) / Math.max(1, open.size));
      return [{ limit, isFree: false, factors: each }];
    }
    case 'together':
      return distinct.slice(1).map(c => ({
        limit: 0,
        isFree: true,
        factors: new Map([
          [distinct[0]!, -1],
          [c, 1],
        ]),
      }));
    case 'near': {
      if ((rule.free?.length ?? 0) > 0) return [];
      const wanted = [...new Set(Array.from(rule.to ?? [], node => of[node]!))];
      return distinct
        .filter(c => !wanted.includes(c))
        .map(c => ({
          limit: 0,
          isFree: false,
          factors: new Map([...wanted.map((to): [number, number] => [to, -1]), [c, 1]]),
        }));
    }
  }
}

/**
 * How many nodes may move, with those that are new in classes that were there; and how many of a cluster a label moves.
 */
function findMoves(
  { moves }: PlacedProblem,
  { members }: PlacedClusters,
): { most: number; movedBy: (cluster: number, label: number) => number } {
  if (moves.atMost === undefined) return { most: 0, movedBy: () => 0 };
  const old = new Set(Array.from(moves.classOf).filter(its => listedIn(moves.homes, its).length > 0));
  const most = [...old].reduce((sum, its) => sum + moves.newcomers[its]!, moves.atMost);
  const movedBy = (cluster: number, label: number): number =>
    members[cluster]!.filter(node => {
      const homes = listedIn(moves.homes, moves.classOf[node]!);
      return homes.length > 0 && !homes.includes(label);
    }).length;
  return { most, movedBy };
}
