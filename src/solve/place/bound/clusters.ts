/**
 * Nodes that must have one label, as one: what the bound on the links counts with.
 *
 * Input: a problem. Result: clusters, numbered by their first nodes in ascending order, each with the labels that all
 * its nodes may have and that have room for it, what it needs, and how many of its nodes a label would move.
 * Time: O(nodes + sum of the candidates). Space: the same, with each distinct list once.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { NumberLists, PlaceProblem } from '../place-problem.ts';

export interface Clusters {
  readonly count: number;
  /** Node → its cluster. */
  readonly of: Int32Array;
  /** Cluster → its list of labels in `lists`, ascending. */
  readonly listOf: Int32Array;
  readonly lists: NumberLists;
  /** Resource → cluster → what it needs, in whole multiples of the divisor of the resource, rounded down. */
  readonly need: readonly Float64Array[];
  /** Resource → label → what it has, likewise. */
  readonly have: readonly Float64Array[];
  readonly divisors: readonly number[];
}

/** What labels have is counted in up to so many multiples, so that products with shares stay exact. */
const mostHave = 2 ** 20;

export function formClusters(problem: PlaceProblem): Clusters {
  const of = joinNodes(problem);
  const count = of.reduce((most, c) => Math.max(most, c + 1), 0);
  const divisors = problem.resources.map(({ have }) =>
    Math.max(1, Math.ceil(have.reduce((a, b) => Math.max(a, b), 0) / mostHave)),
  );
  const need = problem.resources.map((resource, r) => {
    const sum = new Float64Array(count);
    resource.need.forEach((amount, node) => {
      sum[of[node]!]! += amount;
    });
    return sum.map(amount => Math.floor(amount / divisors[r]!));
  });
  const have = problem.resources.map((resource, r) => resource.have.map(amount => Math.floor(amount / divisors[r]!)));
  return { count, of, need, have, divisors, ...listLabels(problem, of, count, need, have) };
}

/** Node → cluster: nodes that a rule wants on one label are joined. */
function joinNodes({ nodeCount, rules }: PlaceProblem): Int32Array {
  const parent = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = node; at !== root; ) [at, parent[at]] = [parent[at]!, root];
    return root;
  };
  for (const rule of rules) {
    if (rule.kind !== 'together' || rule.partition !== 0 || rule.weight !== undefined) continue;
    for (const node of rule.nodes) {
      const [a, b] = [find(rule.nodes[0]!), find(node)];
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const number = new Int32Array(nodeCount);
  let count = 0;
  for (let node = 0; node < nodeCount; node++) {
    const root = find(node);
    number[node] = root === node ? count++ : number[root]!;
  }
  return number;
}

function listLabels(
  { listOf: listOfNode, lists, labelCount }: PlaceProblem,
  of: Int32Array,
  count: number,
  need: readonly Float64Array[],
  have: readonly Float64Array[],
): { listOf: Int32Array; lists: NumberLists } {
  const members = Array.from({ length: count }, (): number[] => []);
  of.forEach((cluster, node) => {
    members[cluster]!.push(node);
  });
  const seen = new Uint16Array(labelCount);
  const known = new Map<string, number>();
  const start = [0];
  const items: number[] = [];
  const listOf = Int32Array.from(members, (nodes, cluster) => {
    seen.fill(0);
    for (const node of nodes) {
      const list = listOfNode[node]!;
      for (let i = lists.start[list]!; i < lists.start[list + 1]!; i++) seen[lists.items[i]!]!++;
    }
    const labels: number[] = [];
    for (let label = 0; label < labelCount; label++) {
      if (seen[label] !== nodes.length) continue;
      if (need.every((needs, r) => needs[cluster]! <= have[r]![label]!)) labels.push(label);
    }
    const key = labels.join();
    const old = known.get(key);
    if (old !== undefined) return old;
    known.set(key, start.length - 1);
    for (const label of labels) items.push(label);
    start.push(items.length);
    return start.length - 2;
  });
  return { listOf, lists: { start: Int32Array.from(start), items: Int32Array.from(items) } };
}
