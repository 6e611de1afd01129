import { createProblemGraph, type GraphReader, type GraphSink } from '../graph/problem-graph.ts';
import type { Distribution } from '../model/distribution.ts';
import type { ServicesModel } from '../model/service.ts';
import { FrozenGraph } from '../solve/index.ts';

/**
 * Graphs with more edges than this are not held by graphlib, which keeps a text for each edge: 20,000 edges take it a
 * tenth of a second, 50,000 as long as it takes to plan 1,000 services on 50 targets, and two million 7 s and 1.4 GB.
 * Nobody looks at a picture of so many, and the solvers ask for arrays.
 */
const mostEdges = 20_000;

/** An empty graph for about so many edges, to be written by a builder and read by whoever wants. */
export function createGraph<Whole, Node, Edge>(
  edges: number,
  shape: { readonly directed?: boolean } = {},
): GraphSink<Whole, Node, Edge> & GraphReader<Whole, Node, Edge> {
  return edges > mostEdges ? new FrozenGraph<Whole, Node, Edge>(edges) : createProblemGraph<Whole, Node, Edge>(shape);
}

/** No graph of these services, linked to each other and to these candidates, has more edges. O(services). */
export function countEdges({ services }: ServicesModel, candidates?: Distribution): number {
  let edges = 0;
  for (const { dependsOn, connectsTo } of services.values()) edges += dependsOn.length + connectsTo.length;
  for (const list of candidates?.mappings.values() ?? []) edges += list.length;
  return edges;
}

/** A graph that can be written, too. */
export type GraphOf<Graph> =
  Graph extends GraphReader<infer Whole, infer Node, infer Edge> ? Graph & GraphSink<Whole, Node, Edge> : never;
