import type { NodeId } from '../../src/graph/node-id.ts';
import type { GraphSink } from '../../src/graph/problem-graph.ts';

/** A sink that hands on all but some edges. */
export function without<Whole, Node, Edge>(
  sink: GraphSink<Whole, Node, Edge>,
  isDropped: (v: NodeId, w: NodeId) => boolean,
): GraphSink<Whole, Node, Edge> {
  return {
    setGraph: label => sink.setGraph(label),
    setNode: (id, label) => sink.setNode(id, label),
    setEdge: (v, w, label) => (isDropped(v, w) ? sink : sink.setEdge(v, w, label)),
  };
}
