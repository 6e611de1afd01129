import { expect, test } from 'vitest';
import { FrozenGraph } from '../../../src/solve/graph/frozen-graph.ts';
import {
  freezePlacement,
  type PlacementEdge,
  type PlacementNode,
  resolvePlacement,
} from '../../../src/solve/placement/freeze-placement.ts';
import { candidatesOf } from '../../../src/solve/placement/placement-instance.ts';

/** Terminals and nodes mixed, ends of edges in either order, one pair linked twice. */
function mixed(): FrozenGraph<string, PlacementNode, PlacementEdge> {
  return new FrozenGraph<string, PlacementNode, PlacementEdge>()
    .setGraph('mixed')
    .setNode('x', { terminal: true })
    .setNode('a', { previous: 'y' })
    .setNode('b', { previous: 'gone' })
    .setNode('y', { terminal: true })
    .setNode('c', {})
    .setEdge('y', 'a', { weight: 9, candidate: true })
    .setEdge('a', 'x', { weight: 9, candidate: true })
    .setEdge('b', 'x', { weight: 9, candidate: true })
    .setEdge('b', 'a', { weight: 2 })
    .setEdge('a', 'b', { weight: 3 })
    .setEdge('c', 'a', { weight: 1 });
}

test('nodes and terminals are numbered as they come, candidates ascend, links between the same two add up', () => {
  const { graph, instance, nodes, labels, withoutCandidates } = freezePlacement(mixed());
  const ids = (numbers: ArrayLike<number>) => Array.from(numbers, number => graph.idAt(number));
  expect([ids(nodes), ids(labels), ids(withoutCandidates)]).toEqual([['a', 'b', 'c'], ['x', 'y'], ['c']]);
  expect([0, 1, 2].map(v => [...candidatesOf(instance, v)])).toEqual([[0, 1], [0], []]);
  const edges = Array.from(instance.edgeU, (u, e) => [u, instance.edgeV[e], instance.edgeWeight[e]]);
  expect(edges).toEqual([
    [0, 1, 5],
    [0, 2, 1],
  ]);
  expect([...instance.previous]).toEqual([1, 2, -1]);
});

test('a plan leaves a node the edge to its terminal, and links where both ends went to the same one', () => {
  const resolved = new FrozenGraph<string, PlacementNode, PlacementEdge>();
  resolvePlacement(freezePlacement(mixed()), Int32Array.of(0, 0, -1), resolved);
  expect(resolved.nodes()).toEqual(['x', 'a', 'b', 'y', 'c']);
  expect(resolved.edges().map(({ v, w }) => `${v}-${w}`)).toEqual(['a-x', 'b-x', 'b-a', 'a-b']);
});
