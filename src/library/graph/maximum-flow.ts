import { readWeights, type WeightOptions } from './exact-weights.ts';
import { GraphError } from './graph-error.ts';
import { checkGraphOptions, weightRules } from './graph-options.ts';
import { findNode, readGraph } from './read-graph.ts';
import type { GraphEdge, ReadableGraph } from './readable-graph.ts';
import { solveFlow } from './solve-flow.ts';

/** A largest flow, and the smallest cut that shows that there is none larger. */
export interface MaximumFlow {
  /** How much flows from the source to the sink: also the weight of the cut. */
  readonly value: number;
  /** The edges to take away so that nothing flows: of all smallest cuts the one nearest to the source. */
  readonly cut: readonly GraphEdge[];
  /**
   * How much flows through each edge, from `v` to `w`; negative in an undirected graph where it flows from `w` to `v`.
   * Edges through which nothing flows are left out.
   */
  readonly flow: ReadonlyMap<GraphEdge, number>;
}

/**
 * The largest flow from one node to another, and the smallest cut between them.
 *
 * Weights are capacities, in the direction of the edge; an edge of an undirected graph lets so much through either way.
 * Parallel edges of a multigraph add up, a loop carries nothing. Where no path leads from the source to the sink, the
 * value is 0 and the cut has only edges of weight 0, if any. The answer does not depend on the order in which the graph
 * was built, it is exact (see `LARGEST_SUM_OF_WEIGHTS`), and flow and cut are checked against each other before they
 * are returned.
 *
 * Time O(n² · m · cut) in the worst case, close to linear on sparse graphs; space O(n + m). Y. Boykov,
 * V. Kolmogorov, "An experimental comparison of min-cut/max-flow algorithms for energy minimization in vision", IEEE
 * PAMI 26(9), 2004.
 *
 * @param source a node, as is `sink`
 * @throws GraphError `unknown-node`, `same-node`, `weight` or `sum-of-weights`
 *
 * @example
 * ```ts
 * import { Graph } from '@dagrejs/graphlib';
 * import { maximumFlow } from 'dydisnix/graph';
 *
 * const pipes = new Graph();
 * pipes.setEdge('spring', 'pond', 3);
 * pipes.setEdge('spring', 'well', 2);
 * pipes.setEdge('pond', 'town', 1.5);
 * pipes.setEdge('well', 'town', 4);
 * const { value, cut } = maximumFlow(pipes, 'spring', 'town');
 * console.log(value, cut); // 3.5 [ { v: 'pond', w: 'town' }, { v: 'spring', w: 'well' } ]
 * ```
 */
export function maximumFlow(
  graph: ReadableGraph,
  source: string,
  sink: string,
  options: WeightOptions = {},
): MaximumFlow {
  checkGraphOptions(options, weightRules);
  const numbered = readGraph(graph);
  const ends = { source: findNode(numbered, source, 'source'), sink: findNode(numbered, sink, 'sink') };
  if (source === sink) throw new GraphError('same-node', `source and sink are the same node "${source}"`);
  const { edges, from, to, names } = numbered;
  const { units, toWeight } = readWeights(graph, edges, options);
  const isDirected = graph.isDirected();
  const back = isDirected ? new Float64Array(edges.length) : units;
  const solved = solveFlow({ nodeCount: names.length, from, to, capacity: units, back, ...ends });
  const isNear = (node = 0): boolean => solved.isSourceSide[node] === 1;
  const leads = (u: number | undefined, v: number | undefined): boolean => isNear(u) && !isNear(v);
  return {
    value: toWeight(solved.value),
    cut: edges.filter((_, e) => leads(from[e], to[e]) || (!isDirected && leads(to[e], from[e]))),
    flow: new Map(
      edges.flatMap((edge, e): [GraphEdge, number][] => {
        const units = solved.flow[e] ?? 0;
        return units === 0 ? [] : [[edge, units < 0 ? -toWeight(-units) : toWeight(units)]];
      }),
    ),
  };
}
