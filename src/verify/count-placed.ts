/**
 * What no plan goes below in labels, their cost and moves, by counting; measures that are not counted are 0.
 *
 * A plan needs so many labels that those with most room take all needs, those that somebody must have first; one for
 * each member of a group that is apart, and for each zone of a spread; one for each of some candidate lists without
 * common labels, taken up from the shortest. It costs what these labels cost at least, or what it costs to have as much
 * room as is needed if labels could be had in part. A node moves if none of its candidates is a home; of a group that
 * is apart those move that have no home left; those that are new in a class are no moves.
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { clusterPlaced } from './cluster-placed.ts';
import { listedIn, type PlacedMeasures, type PlacedProblem } from './placed-problem.ts';
import type { PlacedClusters } from './placed-shares.ts';

export function countPlaced(problem: PlacedProblem): PlacedMeasures {
  const clusters = clusterPlaced(problem, dividersOf(problem));
  const must = new Set(clusters.labels.filter(labels => labels.length === 1).map(([label]) => label!));
  const others = [...problem.labelCost.keys()].filter(label => !must.has(label));
  const total = (amounts: Iterable<number>): number => [...amounts].reduce((a, b) => a + b, 0);
  const shortages = problem.resources.map(({ need, have }) => ({
    have,
    missing: total(need) - total([...must].map(label => have[label]!)),
  }));
  const forRoom = shortages.map(({ have, missing }) => {
    const sizes = others.map(label => have[label]!).sort((a, b) => b - a);
    let [left, count] = [missing, must.size];
    for (const size of sizes) {
      if (left <= 0) break;
      left -= size;
      count++;
    }
    return count;
  });
  const forRules = problem.rules
    .filter(({ weight }) => weight === undefined)
    .map(({ kind, nodes, least = 0 }) => {
      if (kind === 'spread') return least;
      return kind === 'apart' ? new Set(Array.from(nodes, node => clusters.of[node]!)).size : 0;
    });
  const labels = Math.max(must.size, countApartLists(clusters), ...forRoom, ...forRules);
  const paid = total([...must].map(label => problem.labelCost[label]!));
  const prices = others.map(label => problem.labelCost[label]!).sort((a, b) => a - b);
  const costs = shortages.map(({ have, missing }) => paid + buyPartly(problem, others, have, missing));
  const cost = Math.max(paid + total(prices.slice(0, Math.max(0, labels - must.size))), ...costs);
  return { links: 0, labels, cost, moves: countMoves(problem, clusters), load: 0, balance: 0, wishes: 0 };
}

/** By what room is divided where it is counted in too many units. */
function dividersOf({ resources }: PlacedProblem): number[] {
  return resources.map(({ have }) => Math.max(1, Math.ceil(Math.max(0, ...have) / 2 ** 20)));
}

function countApartLists({ labels }: PlacedClusters): number {
  const distinct = [...new Map(labels.map(list => [list.join(), list])).values()].filter(list => list.length > 0);
  const taken = new Set<number>();
  // Lists of one length stand in the order of the clusters that have them.
  distinct.sort((a, b) => a.length - b.length);
  return distinct.filter(list => {
    if (list.some(label => taken.has(label))) return false;
    for (const label of list) taken.add(label);
    return true;
  }).length;
}

function buyPartly(
  { labelCost }: PlacedProblem,
  labels: readonly number[],
  have: Float64Array,
  missing: number,
): number {
  const offers = labels
    .filter(label => have[label]! > 0)
    .map(label => ({ price: BigInt(labelCost[label]!), size: BigInt(have[label]!) }));
  offers.sort((a, b) => {
    const difference = a.price * b.size - b.price * a.size;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  });
  let [left, cost] = [BigInt(missing), 0n];
  for (const { price, size } of offers) {
    if (left <= 0n) break;
    cost += left >= size ? price : (price * left + size - 1n) / size;
    left -= size;
  }
  return Number(cost);
}

function countMoves({ moves, rules }: PlacedProblem, { of, labels }: PlacedClusters): number {
  const classes = new Map<number, number[]>();
  moves.classOf.forEach((its, node) => {
    classes.set(its, [...(classes.get(its) ?? []), node]);
  });
  let sum = 0;
  for (const [its, nodes] of classes) {
    const homes = listedIn(moves.homes, its);
    if (homes.length === 0) continue;
    const stays = (node: number): number[] => labels[of[node]!]!.filter(label => homes.includes(label));
    const usable = new Set(nodes.flatMap(stays)).size;
    const crowded = rules
      .filter(({ kind, weight }) => kind === 'apart' && weight === undefined)
      .map(rule => {
        const members = Array.from(rule.nodes).filter(node => moves.classOf[node] === its);
        return members.length === 0 ? 0 : new Set(members.map(node => of[node]!)).size - usable;
      });
    const away = Math.max(nodes.filter(node => stays(node).length === 0).length, ...crowded);
    sum += (away - moves.newcomers[its]!) * moves.weight[nodes.at(-1)!]!;
  }
  return Math.max(0, sum);
}
