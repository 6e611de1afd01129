import { Graph } from '@dagrejs/graphlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stronglyConnectedComponents } from '../../../src/library/graph/index.ts';
import { lane, rounds } from '../../rounds.ts';
import { type RandomGraph, randomGraphs, toGraph } from './random-graph.ts';

/** Node → the nodes it reaches, itself included, by walking until nothing is new. */
function reachable({ directed, nodes, edges }: RandomGraph): Map<string, Set<string>> {
  const reached = new Map(nodes.map(node => [node, new Set([node])]));
  for (const _ of nodes) {
    for (const found of reached.values()) {
      for (const { v, w } of edges) {
        if (found.has(v)) found.add(w);
        if (!directed && found.has(w)) found.add(v);
      }
    }
  }
  return reached;
}

describe('stronglyConnectedComponents', () => {
  it('puts together what reaches each other, and what is reached first', () => {
    fc.assert(
      fc.property(randomGraphs(8), random => {
        const reached = reachable(random);
        const reaches = (a: string, b: string): boolean => reached.get(a)?.has(b) ?? false;
        const components = stronglyConnectedComponents(toGraph(random));
        expect(components.flat().sort()).toEqual([...random.nodes].sort());
        components.forEach((component, i) => {
          expect(component).toEqual([...component].sort());
          components.forEach((other, j) => {
            const [a = '', b = ''] = [component[0], other[0]];
            for (const member of component) for (const one of other) expect(reaches(member, one)).toBe(reaches(a, b));
            if (i === j) expect(component.every(member => reaches(a, member) && reaches(member, a))).toBe(true);
            else if (i < j) expect(reaches(a, b)).toBe(false);
          });
        });
      }),
      { seed: 1, numRuns: rounds({ short: 1000, long: 10_000 }) },
    );
  });

  it.skipIf(lane === 'fast')('follows chains of any length', () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `n${i}`);
    const graph = new Graph();
    graph.setPath(names);
    expect(stronglyConnectedComponents(graph)).toHaveLength(names.length);
    graph.setEdge(names.at(-1) ?? '', 'n0');
    const [whole, ...others] = stronglyConnectedComponents(graph);
    expect(whole?.join() === names.sort().join()).toBe(true);
    expect(others).toEqual([]);
  });
});
