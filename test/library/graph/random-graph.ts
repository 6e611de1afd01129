import { Graph } from '@dagrejs/graphlib';
import fc from 'fast-check';

/** A graph as it was drawn at random: what an oracle works on, and what graphlib is given. */
export interface RandomGraph {
  readonly directed: boolean;
  readonly nodes: readonly string[];
  /** Tenths, so that sums can be counted in whole numbers. */
  readonly edges: readonly { readonly v: string; readonly w: string; readonly tenths: number }[];
}

/** Small graphs of either kind with loops, parallel edges, weights of 0 and nodes without edges. */
export function randomGraphs(mostNodes: number): fc.Arbitrary<RandomGraph> {
  return fc.integer({ min: 2, max: mostNodes }).chain(count => {
    // 10 stands before 9 in the order of names, and after it in that of graphlib.
    const nodes = Array.from({ length: count }, (_, i) => (i % 3 === 0 ? String(i + 8) : `node ${i}`));
    const node = fc.constantFrom(...nodes);
    return fc.record({
      directed: fc.boolean(),
      nodes: fc.constant(nodes),
      edges: fc.array(fc.record({ v: node, w: node, tenths: fc.nat(30) }), { maxLength: 3 * count, size: 'max' }),
    });
  });
}

/** As a graphlib multigraph; a weight of 1 is left out in every second edge. */
export function toGraph({ directed, nodes, edges }: RandomGraph): Graph<unknown, unknown, unknown> {
  const graph = new Graph<unknown, unknown, unknown>({ directed, multigraph: true });
  for (const name of nodes) graph.setNode(name);
  edges.forEach(({ v, w, tenths }, i) => {
    if (tenths === 10 && i % 2 === 0) graph.setEdge(v, w, undefined, `edge ${i}`);
    else graph.setEdge(v, w, i % 3 === 0 ? tenths / 10 : { weight: tenths / 10 }, `edge ${i}`);
  });
  return graph;
}
