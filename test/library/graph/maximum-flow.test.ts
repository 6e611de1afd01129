import { Graph } from '@dagrejs/graphlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximumFlow } from '../../../src/library/graph/index.ts';
import { rounds } from '../../rounds.ts';
import { type RandomGraph, randomGraphs, toGraph } from './random-graph.ts';

/** What the smallest cut weighs, in tenths, by trying them all. */
function smallestCut({ directed, nodes, edges }: RandomGraph): number {
  const [, , ...others] = nodes;
  let least = Number.POSITIVE_INFINITY;
  for (let subset = 0; subset < 2 ** others.length; subset++) {
    const near = new Set([nodes[0], ...others.filter((_, i) => subset & (1 << i))]);
    const leaves = (v: string, w: string): boolean => near.has(v) && !near.has(w);
    const cut = edges.filter(({ v, w }) => leaves(v, w) || (!directed && leaves(w, v)));
    least = Math.min(
      least,
      cut.reduce((sum, { tenths }) => sum + tenths, 0),
    );
  }
  return least;
}

function endsOf({ nodes: [source = '', sink = ''] }: RandomGraph): [string, string] {
  return [source, sink];
}

describe('maximumFlow', () => {
  it('flows through the example of Ford and Fulkerson', () => {
    // "Maximal flow through a network" (1956) bounds a flow by the cut; this is the network that textbooks show with it.
    const graph = new Graph();
    const pipes: [string, string, number][] = [
      ['s', 'v1', 16],
      ['s', 'v2', 13],
      ['v1', 'v3', 12],
      ['v2', 'v1', 4],
      ['v3', 'v2', 9],
      ['v2', 'v4', 14],
      ['v4', 'v3', 7],
      ['v3', 't', 20],
      ['v4', 't', 4],
    ];
    for (const [v, w, capacity] of pipes) graph.setEdge(v, w, capacity);
    const { value, cut } = maximumFlow(graph, 's', 't');
    expect(value).toBe(23);
    expect(cut).toEqual([
      { v: 'v1', w: 'v3' },
      { v: 'v4', w: 't' },
      { v: 'v4', w: 'v3' },
    ]);
  });

  it('is as large as the smallest of all cuts, and is a flow', () => {
    fc.assert(
      fc.property(randomGraphs(7), random => {
        const graph = toGraph(random);
        const [source, sink] = endsOf(random);
        const { value, cut, flow } = maximumFlow(graph, source, sink);
        expect(value).toBe(smallestCut(random) / 10);
        const tenthsOf = new Map(random.edges.map((edge, i) => [`edge ${i}`, edge.tenths]));
        expect(cut.reduce((sum, { name }) => sum + (tenthsOf.get(name ?? '') ?? 0), 0)).toBe(Math.round(value * 10));
        const left = new Map<string, number>();
        for (const [{ v, w, name }, amount] of flow) {
          const tenths = Math.round(amount * 10);
          expect(Math.abs(tenths)).toBeLessThanOrEqual(tenthsOf.get(name ?? '') ?? 0);
          if (random.directed) expect(tenths).toBeGreaterThan(0);
          left.set(v, (left.get(v) ?? 0) - tenths);
          left.set(w, (left.get(w) ?? 0) + tenths);
        }
        for (const node of random.nodes) {
          const wanted = node === sink ? value * 10 : node === source ? -value * 10 : 0;
          expect(left.get(node) ?? 0).toBeCloseTo(wanted, 6);
        }
      }),
      { seed: 1, numRuns: rounds({ short: 1000, long: 20_000 }) },
    );
  });

  it('answers alike in whatever order the graph was built', () => {
    fc.assert(
      fc.property(randomGraphs(7), random => {
        const graph = toGraph(random);
        const turned = new Graph<unknown, unknown, unknown>({ directed: random.directed, multigraph: true });
        for (const edge of graph.edges().reverse()) turned.setEdge(edge, graph.edge(edge));
        for (const node of random.nodes) turned.setNode(node);
        const [source, sink] = endsOf(random);
        const [one, other] = [maximumFlow(graph, source, sink), maximumFlow(turned, source, sink)];
        expect(other.cut).toEqual(one.cut);
        expect([...other.flow]).toEqual([...one.flow]);
      }),
      { seed: 3, numRuns: rounds({ short: 200, long: 2000 }) },
    );
  });

  it('counts pipes of an undirected graph in both directions', () => {
    const graph = new Graph({ directed: false });
    graph.setEdge('z', 'a', 2);
    expect(maximumFlow(graph, 'z', 'a')).toEqual({
      value: 2,
      cut: [{ v: 'a', w: 'z' }],
      flow: new Map([[{ v: 'a', w: 'z' }, -2]]),
    });
  });

  it('says what has no answer', () => {
    const graph = new Graph();
    graph.setEdge('spring', 'town');
    expect(() => maximumFlow(graph, 'spring', 'spring')).toThrow('source and sink are the same node "spring"');
    expect(() => maximumFlow(graph, 'sprin', 'town')).toThrow(
      'the source "sprin" is no node of the graph: did you mean "spring"?',
    );
    expect(maximumFlow(graph, 'town', 'spring').value).toBe(0);
  });
});
