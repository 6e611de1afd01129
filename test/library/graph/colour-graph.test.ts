import { Graph } from '@dagrejs/graphlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colourGraph } from '../../../src/library/graph/index.ts';
import { lane, rounds } from '../../rounds.ts';
import { type RandomGraph, randomGraphs, toGraph } from './random-graph.ts';

function withoutLoops(random: RandomGraph): RandomGraph {
  return { ...random, edges: random.edges.filter(({ v, w }) => v !== w) };
}

/** The fewest colours, by trying one more and one more. */
function fewestColours({ nodes, edges }: RandomGraph): number {
  for (let count = 1; ; count++) {
    for (let code = 0; code < count ** nodes.length; code++) {
      const colours = new Map(nodes.map((name, i) => [name, Math.floor(code / count ** i) % count]));
      if (edges.every(({ v, w }) => colours.get(v) !== colours.get(w))) return count;
    }
  }
}

describe('colourGraph', () => {
  it('needs four colours for the Grötzsch graph, which has no triangle', async () => {
    const graph = new Graph({ directed: false });
    for (let i = 0; i < 5; i++) {
      const next = (i + 1) % 5;
      graph.setEdge(`outer ${i}`, `outer ${next}`);
      graph.setEdge(`inner ${i}`, `outer ${next}`);
      graph.setEdge(`inner ${next}`, `outer ${i}`);
      graph.setEdge(`inner ${i}`, 'centre');
    }
    const { count, lowerBound, optimal, boundBy, clique } = await colourGraph(graph);
    expect({ count, lowerBound, optimal, boundBy }).toEqual({
      count: 4,
      lowerBound: 4,
      optimal: true,
      boundBy: 'mycielskian',
    });
    expect(clique).toHaveLength(2);
  });

  it('uses as few colours as any colouring', async () => {
    await fc.assert(
      fc.asyncProperty(randomGraphs(6).map(withoutLoops), async random => {
        const { colours, count, lowerBound, optimal, certified, clique } = await colourGraph(toGraph(random));
        expect({ count, lowerBound, optimal, certified }).toEqual({
          ...{ count, lowerBound: count, optimal: true, certified: true },
        });
        expect(count).toBe(fewestColours(random));
        expect(new Set(colours.values()).size).toBe(count);
        expect([...colours.keys()].sort()).toEqual([...random.nodes].sort());
        for (const { v, w } of random.edges) expect(colours.get(v)).not.toBe(colours.get(w));
        const isEdge = (a: string, b: string): boolean =>
          random.edges.some(({ v, w }) => (v === a && w === b) || (v === b && w === a));
        for (const a of clique) for (const b of clique) expect(a === b || isEdge(a, b)).toBe(true);
      }),
      { seed: 1, numRuns: rounds({ short: 500, long: 5000 }) },
    );
  });

  it.skipIf(lane === 'fast')('colours long chains and large graphs', async () => {
    const count = 100_000;
    const graph = new Graph();
    graph.setPath(Array.from({ length: count }, (_, i) => `n${i}`));
    expect(await colourGraph(graph)).toMatchObject({ count: 2, optimal: true });
    for (let i = 0; i < count; i++)
      if ((i * 7919 + 13) % count !== i) graph.setEdge(`n${i}`, `n${(i * 7919 + 13) % count}`);
    const { colours } = await colourGraph(graph, { algorithm: 'dsatur' });
    expect(colours.size).toBe(count);
    expect(graph.edges().filter(({ v, w }) => colours.get(v) === colours.get(w))).toEqual([]);
  });

  it('keeps every name, also those that every object has', async () => {
    const graph = new Graph({ directed: false });
    for (const name of ['constructor', 'toString', '10', '9', 'é', '\u{1F600}', '\u{FFFD}', ''])
      graph.setEdge(name, 'hub');
    const { colours } = await colourGraph(graph);
    expect([...colours.keys()]).toEqual([
      '',
      '10',
      '9',
      'constructor',
      'hub',
      'toString',
      'é',
      '\u{FFFD}',
      '\u{1F600}',
    ]);
    expect(colours.get('hub')).toBe(1);
  });

  it('reads any graph that can be read, whatever its names are', async () => {
    // graphlib itself would write into every object of the program for an edge to `__proto__`.
    const graph = {
      isDirected: () => false,
      nodes: () => ['__proto__', 'a'],
      edges: () => [{ v: '__proto__', w: 'a' }],
      edge: () => undefined,
    };
    expect([...(await colourGraph(graph)).colours]).toEqual([
      ['__proto__', 0],
      ['a', 1],
    ]);
  });

  it('says what has no answer', async () => {
    const graph = new Graph();
    graph.setEdge('a', 'a');
    await expect(colourGraph(graph)).rejects.toThrow(
      'an edge joins "a" with itself, and no colouring gives a node two colours: remove the edge',
    );
    await expect(colourGraph(graph)).rejects.toMatchObject({ name: 'GraphError', code: 'loop' });
    expect(await colourGraph(new Graph())).toMatchObject({ count: 0, optimal: true, clique: [] });
  });
});
