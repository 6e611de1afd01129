import { Graph } from '@dagrejs/graphlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMultiway } from '../../../src/library/graph/index.ts';
import { rounds } from '../../rounds.ts';
import { type RandomGraph, randomGraphs, toGraph } from './random-graph.ts';

/** What the lightest multiway cut weighs, in tenths, by trying all ways to share out the nodes. */
function lightestCut({ nodes, edges }: RandomGraph, terminals: readonly string[]): number {
  const free = nodes.filter(node => !terminals.includes(node));
  let least = Number.POSITIVE_INFINITY;
  for (let code = 0; code < terminals.length ** free.length; code++) {
    const part = new Map(terminals.map(name => [name, name]));
    free.forEach((node, i) => {
      part.set(node, terminals[Math.floor(code / terminals.length ** i) % terminals.length] ?? '');
    });
    const cut = edges.filter(({ v, w }) => part.get(v) !== part.get(w));
    least = Math.min(
      least,
      cut.reduce((sum, { tenths }) => sum + tenths, 0),
    );
  }
  return least;
}

/** Node → the terminal that it reaches by edges that are not cut; throws where it reaches two. */
function reachedFrom({ nodes, edges }: RandomGraph, terminals: readonly string[], cut: ReadonlySet<string>) {
  const reached = new Map(terminals.map(name => [name, name]));
  for (const _ of nodes) {
    edges.forEach(({ v, w }, i) => {
      if (cut.has(`edge ${i}`)) return;
      const [atV, atW] = [reached.get(v), reached.get(w)];
      if (atV !== undefined && atW !== undefined && atV !== atW) throw new Error(`${atV} and ${atW} are not separated`);
      if (atV !== undefined) reached.set(w, atV);
      if (atW !== undefined) reached.set(v, atW);
    });
  }
  return reached;
}

describe('cutMultiway', () => {
  it('cuts the example of Dahlhaus and others', async () => {
    // "The complexity of multiterminal cuts" (1994), section 1: where isolating cuts are not best, the middle stays whole.
    const graph = new Graph({ directed: false });
    for (const [outer, inner] of ['ab', 'cd', 'ef'].map(pair => [...pair] as [string, string])) {
      graph.setEdge(outer, inner, 2 - 0.125);
    }
    graph.setEdge('b', 'd', 1);
    graph.setEdge('d', 'f', 1);
    graph.setEdge('b', 'f', 1);
    const { weight, lowerBound, optimal, cut } = await cutMultiway(graph, ['a', 'c', 'e']);
    expect({ weight, lowerBound, optimal }).toEqual({ weight: 3, lowerBound: 3, optimal: true });
    expect(cut).toEqual([
      { v: 'b', w: 'd' },
      { v: 'b', w: 'f' },
      { v: 'd', w: 'f' },
    ]);
  });

  it('weighs as little as the lightest of all cuts, separates, and leaves parts whole', async () => {
    const problems = randomGraphs(7).chain(random =>
      fc
        .subarray([...random.nodes], { maxLength: Math.min(4, random.nodes.length) })
        .map(terminals => ({ random, terminals })),
    );
    await fc.assert(
      fc.asyncProperty(problems, async ({ random, terminals }) => {
        const { part, cut, weight, lowerBound, optimal } = await cutMultiway(toGraph(random), terminals);
        const names = new Set(cut.map(({ name }) => name ?? ''));
        expect(part).toEqual(reachedFrom(random, terminals, names));
        expect({ weight, lowerBound, optimal }).toEqual({ weight, lowerBound: weight, optimal: true });
        if (terminals.length > 0) expect(weight).toBe(lightestCut(random, terminals) / 10);
        const tenths = random.edges.reduce((sum, edge, i) => sum + (names.has(`edge ${i}`) ? edge.tenths : 0), 0);
        expect(weight).toBe(tenths / 10);
      }),
      { seed: 1, numRuns: rounds({ short: 1500, long: 20_000 }) },
    );
  });

  it('answers alike in whatever order the graph was built', async () => {
    await fc.assert(
      fc.asyncProperty(randomGraphs(7), async random => {
        const graph = toGraph(random);
        const turned = new Graph<unknown, unknown, unknown>({ directed: random.directed, multigraph: true });
        for (const edge of graph.edges().reverse()) turned.setEdge(edge, graph.edge(edge));
        for (const node of [...random.nodes].reverse()) turned.setNode(node);
        const terminals = random.nodes.slice(0, 3);
        const one = await cutMultiway(graph, terminals);
        const other = await cutMultiway(turned, [...terminals].reverse());
        expect([...other.part]).toEqual([...one.part]);
        expect(other.cut).toEqual(one.cut);
      }),
      { seed: 3, numRuns: rounds({ short: 200, long: 2000 }) },
    );
  });

  it('leaves out nodes that no terminal reaches, and cuts nothing for one terminal', async () => {
    const graph = new Graph();
    graph.setPath(['a', 'b', 'c']);
    graph.setPath(['x', 'y']);
    expect(await cutMultiway(graph, ['b'])).toEqual({
      part: new Map([
        ['a', 'b'],
        ['b', 'b'],
        ['c', 'b'],
      ]),
      cut: [],
      weight: 0,
      lowerBound: 0,
      optimal: true,
      certified: true,
      endedByClock: false,
    });
    expect((await cutMultiway(graph, [])).part.size).toBe(0);
  });

  it('always cuts an edge between terminals', async () => {
    const graph = new Graph();
    graph.setPath(['a', 'b', 'c', 'a'], 5);
    expect((await cutMultiway(graph, ['a', 'b', 'c'])).weight).toBe(15);
  });

  it('takes parents of a compound graph for nodes like others', async () => {
    const graph = new Graph({ compound: true });
    graph.setEdge('a', 'b');
    graph.setParent('a', 'box');
    expect([...(await cutMultiway(graph, ['a', 'b'])).part.keys()]).toEqual(['a', 'b']);
  });

  it('says what has no answer', async () => {
    const graph = new Graph();
    graph.setEdge('users', 'orders');
    await expect(cutMultiway(graph, ['users', 'orders', 'users'])).rejects.toThrow(
      'the terminal "users" is named twice',
    );
    await expect(cutMultiway(graph, ['user'])).rejects.toThrow(
      'the terminal "user" is no node of the graph: did you mean "users"?',
    );
    await expect(cutMultiway(graph, [], { timeLimit: Number.NaN })).rejects.toThrow('timeLimit is NaN');
  });
});
