/**
 * What two plans have in common, as a smaller problem: whatever both keep together stays together.
 *
 * Problem: long searches from different starts end in plans that are about as good, and differ in most places; each has
 * good parts that the other lacks.
 * Input: a problem, two plans. Result: the problem with a node for each set of nodes that are linked by edges inside of
 * labels in both plans; a plan of it is a plan of the whole. Both plans are plans of it.
 * Time: O(links log nodes + what `contract` takes).
 * Source: C. Walshaw, "Multilevel refinement for combinatorial optimisation problems", Annals of OR 131, 2004 (solution
 * based recoarsening); P. Sanders, C. Schulz, "Distributed evolutionary graph partitioning", ALENEX 2012 (combine).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import { type Coarser, contract } from './coarsen.ts';
import type { PlaceProblem } from './place-problem.ts';

export function combinePlans(problem: PlaceProblem, first: Int32Array, second: Int32Array): Coarser {
  const { links, nodeCount } = problem;
  const root = Int32Array.from({ length: nodeCount }, (_, node) => node);
  const find = (node: number): number => {
    let at = node;
    while (root[at] !== at) {
      root[at] = root[root[at]!]!;
      at = root[at]!;
    }
    return at;
  };
  for (let e = 0; e < links.u.length; e++) {
    const u = links.u[e]!;
    const v = links.v[e]!;
    if (first[u] === first[v] && second[u] === second[v]) root[find(u)] = find(v);
  }
  const clusterOf = new Int32Array(nodeCount);
  const numbers = new Int32Array(nodeCount).fill(-1);
  let count = 0;
  for (let node = 0; node < nodeCount; node++) {
    const its = find(node);
    if (numbers[its] === -1) numbers[its] = count++;
    clusterOf[node] = numbers[its]!;
  }
  return { problem: contract(problem, clusterOf, count), clusterOf };
}

/** A plan of the whole problem as one of the smaller: each cluster has one label in it. */
export function projectPlan({ clusterOf, problem }: Coarser, label: Int32Array): Int32Array {
  const result = new Int32Array(problem.nodeCount);
  clusterOf.forEach((cluster, node) => {
    result[cluster] = label[node]!;
  });
  return result;
}

/** A plan of the smaller problem as one of the whole. */
export function expandPlan({ clusterOf }: Coarser, label: Int32Array): Int32Array {
  return Int32Array.from(clusterOf, cluster => label[cluster]!);
}
