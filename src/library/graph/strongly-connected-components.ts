import { findComponents } from '../../solve/index.ts';
import { readGraph } from './read-graph.ts';
import type { ReadableGraph } from './readable-graph.ts';

/**
 * The strongly connected components of a graph: groups of nodes that all reach each other along edges. For an
 * undirected graph these are its connected components.
 *
 * Nodes of a component are in byte order of their names. A component stands before those from which edges lead to it,
 * so the components of a graph of dependencies come in an order in which they can be built. A component of one node is
 * a cycle only where the node has a loop. Paths of any length are followed: there is no recursion.
 *
 * Time O((n + m) log n) for the sorting, space O(n + m). R. Tarjan, "Depth-first search and linear graph algorithms",
 * SIAM Journal on Computing 1(2), 1972, section 4.
 *
 * @example
 * ```ts
 * import { Graph } from '@dagrejs/graphlib';
 * import { stronglyConnectedComponents } from 'dydisnix/graph';
 *
 * const imports = new Graph();
 * imports.setEdge('main', 'parse');
 * imports.setEdge('parse', 'tree');
 * imports.setEdge('tree', 'parse');
 * console.log(stronglyConnectedComponents(imports)); // [ [ 'parse', 'tree' ], [ 'main' ] ]
 * ```
 */
export function stronglyConnectedComponents(graph: ReadableGraph): string[][] {
  const { names, from, to } = readGraph(graph);
  const targets: number[][] = names.map(() => []);
  const isDirected = graph.isDirected();
  from.forEach((u, e) => {
    const v = to[e] ?? u;
    targets[u]?.push(v);
    if (!isDirected) targets[v]?.push(u);
  });
  return findComponents(targets).map(component => component.map(node => names[node] ?? ''));
}
