import { expect, test } from 'vitest';
import {
  type ColouringNode,
  freezeColouring,
  type Palette,
  resolveColouring,
} from '../../../src/solve/colouring/freeze-colouring.ts';
import { FrozenGraph } from '../../../src/solve/graph/frozen-graph.ts';

const graph = new FrozenGraph<Palette, ColouringNode, string>()
  .setGraph({ colours: ['red', 'green', 'blue'] })
  .setNode('a', {})
  .setNode('b', { colours: [1] })
  .setNode('c', { colours: [] })
  .setEdge('a', 'b', 'ab')
  .setEdge('c', 'c', 'cc');

test('lists of candidates, where some are restricted; nodes that no colouring can serve', () => {
  const { adjacency, available, candidates, withoutCandidates, loops } = freezeColouring(graph);
  expect([adjacency.vertexCount, adjacency.edgeCount, available]).toEqual([3, 1, 3]);
  expect(candidates && [[...candidates.offsets], [...candidates.colours]]).toEqual([
    [0, 3, 4, 4],
    [0, 1, 2, 1],
  ]);
  expect([withoutCandidates, loops]).toEqual([[2], [2]]);
});

test('the resolved graph is the same with a colour on each node', () => {
  const resolved = new FrozenGraph<Palette, ColouringNode & { readonly colour: number }, string>();
  resolveColouring(freezeColouring(graph), Int32Array.of(0, 1, -1), resolved);
  expect(resolved.nodes().map(id => resolved.node(id))).toEqual([
    { colour: 0 },
    { colours: [1], colour: 1 },
    { colours: [], colour: -1 },
  ]);
  expect(resolved.edges().map(edge => resolved.edge(edge))).toEqual(['ab', 'cc']);
});
