/**
 * A smaller placement problem that is much like a large one: nodes that belong together are one node.
 *
 * Problem: nodes by the thousand each have a few links; a search that moves one at a time moves clusters hardly ever.
 * Input: a problem, and the most that a cluster may need. Result: the smaller problem, and the cluster of each node.
 * Guarantee: none. Costs of moves, and what moves hold twice, are those of the member that weighs most: a plan of the
 * small problem is a start for the large one, no more.
 * Time: O(nodes + links log links) a round. Space: O(nodes + links).
 * Source: G. Karypis, V. Kumar, "A fast and high quality multilevel scheme for partitioning irregular graphs", SIAM J.
 * Sci.
 * Comput. 20, 1998 (heavy edge matching, section 3.1).
 * Deviations: nodes of one rule `apart` are never matched, nor any whose candidates have nothing in common; an edge
 * counts by its weight over the smaller of the two nodes' weights, so that hubs do not swallow everything.
 * Ties: the smaller node first.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { GroupRule, NumberLists, PlaceProblem } from './place-problem.ts';

export interface Coarser {
  readonly problem: PlaceProblem;
  readonly clusterOf: Int32Array;
}

/** One round of matching: at best half as many nodes. O(links log links). */
export function coarsen(problem: PlaceProblem): Coarser {
  const mate = match(problem);
  const clusterOf = new Int32Array(problem.nodeCount).fill(-1);
  let count = 0;
  for (let node = 0; node < problem.nodeCount; node++) {
    if (clusterOf[node]! >= 0) continue;
    clusterOf[node] = count;
    if (mate[node]! >= 0) clusterOf[mate[node]!] = count;
    count++;
  }
  return { problem: contract(problem, clusterOf, count), clusterOf };
}

function match(problem: PlaceProblem): Int32Array {
  const { links, nodeCount } = problem;
  const strength = new Float64Array(nodeCount);
  for (let e = 0; e < links.u.length; e++) {
    strength[links.u[e]!]! += links.weight[e]!;
    strength[links.v[e]!]! += links.weight[e]!;
  }
  const worth = (e: number): number => links.weight[e]! / Math.min(strength[links.u[e]!]!, strength[links.v[e]!]!);
  const order = Array.from(links.u, (_, e) => e).sort((a, b) => worth(b) - worth(a) || a - b);
  const apart = listApart(problem);
  const limits = limitNeeds(problem);
  const mate = new Int32Array(nodeCount).fill(-1);
  for (const e of order) {
    const u = links.u[e]!;
    const v = links.v[e]!;
    if (mate[u]! >= 0 || mate[v]! >= 0 || !mayJoin(problem, limits, apart, u, v)) continue;
    mate[u] = v;
    mate[v] = u;
  }
  return mate;
}

function mayJoin(
  { resources, listOf, lists }: PlaceProblem,
  limits: readonly number[],
  apart: readonly (ReadonlySet<number> | undefined)[],
  u: number,
  v: number,
): boolean {
  if (resources.some(({ need }, r) => need[u]! + need[v]! > limits[r]!)) return false;
  const groups = apart[u];
  if (groups !== undefined) for (const group of apart[v] ?? []) if (groups.has(group)) return false;
  return listOf[u] === listOf[v] || intersect(lists, listOf[u]!, listOf[v]!).length > 1;
}

/**
 * No cluster needs more of a resource than a quarter of what the middle one of the labels has, or than a node that
 * needs that much alone.
 */
function limitNeeds({ resources }: PlaceProblem): number[] {
  return resources.map(({ need, have }) => {
    const sorted = Float64Array.from(have).sort();
    const largest = need.reduce((most, amount) => Math.max(most, amount), 0);
    return Math.max(largest, sorted[sorted.length >> 1]! / 8);
  });
}

/** Node → the rules that keep it from others. */
function listApart({ rules, nodeCount }: PlaceProblem): readonly (ReadonlySet<number> | undefined)[] {
  const sets: (Set<number> | undefined)[] = new Array(nodeCount);
  rules.forEach((rule, r) => {
    if (rule.kind !== 'apart' && rule.kind !== 'spread' && rule.kind !== 'skew') return;
    for (const node of rule.nodes) {
      sets[node] ??= new Set();
      sets[node].add(r);
    }
  });
  return sets;
}

function intersect(lists: NumberLists, a: number, b: number): number[] {
  const result: number[] = [];
  let i = lists.start[a]!;
  let j = lists.start[b]!;
  while (i < lists.start[a + 1]! && j < lists.start[b + 1]!) {
    const difference = lists.items[i]! - lists.items[j]!;
    if (difference === 0) result.push(lists.items[i]!);
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return result;
}

function intersectAll(lists: NumberLists, its: readonly number[]): Int32Array {
  let rest = lists.items.subarray(lists.start[its[0]!]!, lists.start[its[0]! + 1]!);
  for (const list of its.slice(1)) {
    const other = new Set(lists.items.subarray(lists.start[list]!, lists.start[list + 1]!));
    rest = rest.filter(label => other.has(label));
  }
  return rest;
}

export function contract(problem: PlaceProblem, clusterOf: Int32Array, count: number): PlaceProblem {
  const members: number[][] = Array.from({ length: count }, () => []);
  clusterOf.forEach((cluster, node) => {
    members[cluster]!.push(node);
  });
  const first = members.map(([node = 0]) => node);
  const head = members.map(nodes =>
    nodes.reduce((best, node) => (problem.moves.weight[node]! > problem.moves.weight[best]! ? node : best)),
  );
  return {
    ...problem,
    nodeCount: count,
    ...joinLists(problem, members),
    labelWishes: problem.labelWishes.map(wish => ({ ...wish, node: clusterOf[wish.node]! })),
    resources: problem.resources.map(resource => {
      const need = new Float64Array(count);
      resource.need.forEach((amount, node) => {
        need[clusterOf[node]!]! += amount;
      });
      return { ...resource, need };
    }),
    links: { ...problem.links, ...joinLinks(problem, clusterOf, count) },
    nearest: problem.nearest.map(({ node, among, weight }) => ({
      node: clusterOf[node]!,
      among: distinct(among, clusterOf),
      weight,
    })),
    rules: problem.rules.map(rule => joinRule(rule, clusterOf)),
    moves: {
      ...problem.moves,
      classOf: Int32Array.from(first, (_, cluster) => problem.moves.classOf[head[cluster]!]!),
      weight: Float64Array.from(members, nodes => nodes.reduce((sum, node) => sum + problem.moves.weight[node]!, 0)),
      ...(problem.moves.groupOf ? { groupOf: Int32Array.from(head, node => problem.moves.groupOf![node]!) } : {}),
    },
  };
}

function joinRule(rule: GroupRule, clusterOf: Int32Array): GroupRule {
  const nodes = distinct(rule.nodes, clusterOf);
  return rule.kind === 'near' ? { ...rule, nodes, to: distinct(rule.to, clusterOf) } : { ...rule, nodes };
}

function distinct(nodes: Int32Array, clusterOf: Int32Array): Int32Array {
  return Int32Array.from(new Set(Array.from(nodes, node => clusterOf[node]!)));
}

function joinLists(
  { listOf, lists }: PlaceProblem,
  members: readonly number[][],
): Pick<PlaceProblem, 'listOf' | 'lists'> {
  const known = new Map<string, number>();
  const start = [...lists.start];
  const items: number[] = [...lists.items];
  const result = Int32Array.from(members, nodes => {
    const its = [...new Set(nodes.map(node => listOf[node]!))].sort((a, b) => a - b);
    if (its.length === 1) return its[0]!;
    const key = its.join();
    let list = known.get(key);
    if (list === undefined) {
      list = start.length - 1;
      known.set(key, list);
      items.push(...intersectAll(lists, its));
      start.push(items.length);
    }
    return list;
  });
  return { listOf: result, lists: { start: Int32Array.from(start), items: Int32Array.from(items) } };
}

function joinLinks({ links }: PlaceProblem, clusterOf: Int32Array, count: number) {
  const sums = new Map<number, number>();
  for (let e = 0; e < links.u.length; e++) {
    const a = clusterOf[links.u[e]!]!;
    const b = clusterOf[links.v[e]!]!;
    if (a === b) continue;
    const key = Math.min(a, b) * count + Math.max(a, b);
    sums.set(key, (sums.get(key) ?? 0) + links.weight[e]!);
  }
  const keys = [...sums.keys()].sort((a, b) => a - b);
  return {
    u: Int32Array.from(keys, key => Math.floor(key / count)),
    v: Int32Array.from(keys, key => key % count),
    weight: Float64Array.from(keys, key => sums.get(key)!),
  };
}
