import { listedIn, type PlacedProblem } from './placed-problem.ts';
import type { PlacedClusters } from './placed-shares.ts';

/**
 * What must have one label, as one: clusters, numbered by their first nodes, with the labels that all their nodes may
 * have and that have room for them. Needs and what labels have are divided by the resource's divisor and rounded down.
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
export function clusterPlaced(problem: PlacedProblem, divisors: readonly number[]): PlacedClusters {
  const { nodeCount, labelCount, rules, resources } = problem;
  const mates = Array.from({ length: nodeCount }, (): number[] => []);
  for (const { kind, partition, nodes, weight } of rules) {
    if (kind !== 'together' || partition !== 0 || weight !== undefined) continue;
    nodes.forEach((node, i) => {
      if (i === 0) return;
      mates[node]!.push(nodes[0]!);
      mates[nodes[0]!]!.push(node);
    });
  }
  const of = new Int32Array(nodeCount).fill(-1);
  const members: number[][] = [];
  for (let first = 0; first < nodeCount; first++) {
    if (of[first]! >= 0) continue;
    const group = [first];
    of[first] = members.length;
    for (const node of group) {
      for (const mate of mates[node]!) {
        if (of[mate]! >= 0) continue;
        of[mate] = members.length;
        group.push(mate);
      }
    }
    members.push(group);
  }
  const scale = (amount: number, r: number): number => Math.floor(amount / divisors[r]!);
  const need = resources.map((resource, r) =>
    members.map(group =>
      scale(
        group.reduce((sum, node) => sum + resource.need[node]!, 0),
        r,
      ),
    ),
  );
  const have = resources.map(({ have: has }, r) => Array.from(has, amount => scale(amount, r)));
  const labels = members.map((group, c) => {
    const others = group.slice(1).map(node => new Set(listedIn(problem.lists, problem.listOf[node]!)));
    return Array.from(listedIn(problem.lists, problem.listOf[group[0]!]!)).filter(
      label => others.every(list => list.has(label)) && have.every((has, r) => need[r]![c]! <= has[label]!),
    );
  });
  if (labels.some(list => list.some(label => label >= labelCount))) throw new RangeError('a label that is none');
  return { of, members, labels, need, have };
}
