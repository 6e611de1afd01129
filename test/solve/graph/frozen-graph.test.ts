import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createProblemGraph, type GraphSink } from '../../../src/graph/problem-graph.ts';
import { FrozenGraph, freeze } from '../../../src/solve/graph/frozen-graph.ts';

/** Writes the same graph to whatever takes one: nodes, then each pair of them once. */
function write(sink: GraphSink<string, number, string>, pairs: number[][]) {
  sink.setGraph('whole');
  for (let i = 0; i < 40; i++) sink.setNode(`n:${i}`, i);
  for (const [a = 0, b = 0] of pairs) sink.setEdge(`n:${a}`, `n:${b}`, `${a}-${b}`);
}

const node = fc.integer({ min: 0, max: 39 });
const pairs = fc.uniqueArray(fc.tuple(node, node), {
  selector: ([a, b]) => `${Math.min(a, b)} ${Math.max(a, b)}`,
  maxLength: 300,
});

describe('a frozen graph', () => {
  it('is the same written directly and through a graphlib graph', () => {
    fc.assert(
      fc.property(pairs, edges => {
        const direct = new FrozenGraph<string, number, string>();
        const graphlib = createProblemGraph<string, number, string>();
        write(direct, edges);
        write(graphlib, edges);
        const frozen = freeze(graphlib);
        expect(frozen.graph()).toBe(direct.graph());
        expect(frozen.nodes()).toEqual(direct.nodes());
        expect(frozen.nodes().map(id => frozen.node(id))).toEqual(direct.nodes().map(id => direct.node(id)));
        const shown = (graph: FrozenGraph<string, number, string>) =>
          graph.edges().map(edge => [[edge.v, edge.w].sort(), graph.edge(edge)]);
        expect(shown(frozen)).toEqual(shown(direct));
        expect(frozen.edgeCount()).toBe(edges.length);
      }),
    );
  });

  it('takes all edges of a node at once, from one list for many nodes', () => {
    const ends = [['n:1', 'n:2'], [], ['n:3'], ['n:1', 'n:2']];
    fc.assert(
      fc.property(fc.array(fc.tuple(node, fc.constantFrom(...ends)), { maxLength: 40 }), rows => {
        const one = new FrozenGraph<string, number, string>(1);
        const many = new FrozenGraph<string, number, string>(1);
        write(one, []);
        write(many, []);
        for (const [v, row] of rows) {
          for (const w of row) one.setEdge(`n:${v}`, w, `${v} ${w}`);
          many.setEdges(
            `n:${v}`,
            row,
            row.map(w => `${v} ${w}`),
          );
        }
        expect(many.edges()).toEqual(one.edges());
        expect(many.edges().map(edge => many.edge(edge))).toEqual(one.edges().map(edge => one.edge(edge)));
      }),
    );
    expect(() => new FrozenGraph().setNode('a', 1).setEdges('a', ['b'], ['x'])).toThrow('the graph has no node "b"');
  });

  it('comes back as it is when it is frozen again', () => {
    const graph = new FrozenGraph<string, number, string>();
    expect(freeze(graph)).toBe(graph);
  });

  it('relabels a node that is set twice, and refuses nodes that it does not have', () => {
    const graph = new FrozenGraph<string, number, string>().setNode('a', 1).setNode('b', 2).setNode('a', 3);
    expect(graph.nodes().map(id => graph.node(id))).toEqual([3, 2]);
    expect(() => graph.node('c')).toThrow('the graph has no node "c"');
    expect(() => graph.setEdge('a', 'c', '')).toThrow('the graph has no node "c"');
    expect(() => graph.graph()).toThrow('the graph has no label');
  });
});
