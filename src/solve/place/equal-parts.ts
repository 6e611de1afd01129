/**
 * Which labels, and which nodes, are alike: whoever swaps two of them in a plan has a plan that is as good.
 *
 * Input: a problem. Result: classes of equal labels and of equal nodes, numbered by their first members.
 * Guarantee: what is said to be equal is so; not all that is equal is found: labels whose zones could be swapped as
 * well are not, nor nodes that are linked to each other.
 * Time: O(nodes + links + Σ sizes of lists, rules and nearest links), by signatures as text.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { GroupRule, PlaceProblem } from './place-problem.ts';

/** Label → its class. */
export function classifyLabels(problem: PlaceProblem): Int32Array {
  const { labelCount, labelCost, labelWishes, lists, partitions, resources, rules, moves } = problem;
  const parts: string[][] = Array.from({ length: labelCount }, (_, label) => [
    String(labelCost[label]),
    ...resources.map(({ have, comfortable }) => `${have[label]},${comfortable?.[label] ?? ''}`),
    ...partitions.slice(1).map(({ zoneOf }) => `${zoneOf[label]}`),
  ]);
  const tell = (label: number, what: string): void => {
    parts[label]!.push(what);
  };
  for (let list = 0; list + 1 < lists.start.length; list++) {
    for (let i = lists.start[list]!; i < lists.start[list + 1]!; i++) tell(lists.items[i]!, `list ${list}`);
  }
  // What names a label alone makes it a class of its own.
  for (const { label } of labelWishes) tell(label, `itself ${label}`);
  for (const label of moves.homes.items) tell(label, `itself ${label}`);
  if (moves.distance !== undefined) for (const label of parts.keys()) tell(label, `itself ${label}`);
  rules.forEach((rule, r) => {
    for (const label of namedLabels(rule)) tell(label, `rule ${r}`);
  });
  return classify(parts);
}

function namedLabels(rule: GroupRule): Iterable<number> {
  if (rule.kind === 'near') return rule.free ?? [];
  // Zones of other partitions are the same for labels that are alike in them.
  return rule.kind === 'skew' && rule.partition === 0 ? (rule.zones ?? []) : [];
}

/** Node → its class. */
export function classifyNodes(problem: PlaceProblem): Int32Array {
  const { nodeCount, listOf, labelWishes, links, nearest, resources, rules, moves } = problem;
  const parts: string[][] = Array.from({ length: nodeCount }, (_, node) => [
    `${listOf[node]}`,
    ...resources.map(({ need }) => `${need[node]}`),
    `${moves.classOf[node]},${moves.weight[node]},${moves.groupOf?.[node] ?? ''}`,
  ]);
  const tell = (node: number, what: string): void => {
    parts[node]!.push(what);
  };
  const linked: string[][] = parts.map(() => []);
  for (let e = 0; e < links.u.length; e++) {
    linked[links.u[e]!]!.push(`${links.v[e]}:${links.weight[e]}`);
    linked[links.v[e]!]!.push(`${links.u[e]}:${links.weight[e]}`);
  }
  for (const [node, its] of linked.entries()) tell(node, its.sort().join());
  for (const { node } of labelWishes) tell(node, `itself ${node}`);
  nearest.forEach(({ node, among, weight }, i) => {
    tell(node, `nearest ${among.join()}:${weight}`);
    for (const other of among) tell(other, `among ${i}`);
  });
  rules.forEach((rule, r) => {
    for (const node of rule.nodes) tell(node, `rule ${r}`);
    if (rule.kind === 'near') for (const node of rule.to) tell(node, `to ${r}`);
  });
  return classify(parts);
}

function classify(parts: readonly (readonly string[])[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(parts, its => {
    const key = its.join(';');
    const number = known.get(key) ?? known.size;
    known.set(key, number);
    return number;
  });
}
