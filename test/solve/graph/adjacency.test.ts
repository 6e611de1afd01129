import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areAdjacent, buildAdjacency, degreeOf, induceSubgraph } from '../../../src/solve/graph/adjacency.ts';
import { rounds } from '../../rounds.ts';

const seed = 20261124;
const edgeLists = fc
  .integer({ min: 1, max: 12 })
  .chain(n => fc.tuple(fc.constant(n), fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 40 })));

const build = (n: number, edges: readonly (readonly [number, number])[]) =>
  buildAdjacency(
    n,
    Int32Array.from(edges, e => e[0]),
    Int32Array.from(edges, e => e[1]),
  );

test('rows are ascending, symmetric, without loops and doubles, and nothing is lost: random edge lists', () => {
  fc.assert(
    fc.property(edgeLists, ([n, edges]) => {
      const graph = build(n, edges);
      const keys = new Set(edges.filter(([a, b]) => a !== b).map(([a, b]) => Math.min(a, b) * n + Math.max(a, b)));
      expect(graph.edgeCount).toBe(keys.size);
      expect(graph.loops).toBe(edges.filter(([a, b]) => a === b).length);
      expect(graph.loops + graph.doubles + graph.edgeCount).toBe(edges.length);
      for (let a = 0; a < n; a++) {
        const row = [...graph.neighbours.subarray(graph.offsets[a], graph.offsets[a + 1])];
        expect(row).toEqual([...new Set(row)].sort((x, y) => x - y));
        for (let b = 0; b < n; b++) {
          const expected = keys.has(Math.min(a, b) * n + Math.max(a, b));
          expect(row.includes(b)).toBe(expected);
          expect(areAdjacent(graph, a, b)).toBe(expected);
        }
      }
    }),
    { seed, numRuns: rounds({ fast: 50, short: 2000, long: 20_000 }) },
  );
});

test('a subgraph has the edges between its vertices, under their new numbers', () => {
  fc.assert(
    fc.property(edgeLists, fc.infiniteStream(fc.nat(11)), ([n, edges], numbers) => {
      const graph = build(n, edges);
      const vertices = Int32Array.from(new Set([...Array(5)].map(() => (numbers.next().value as number) % n)));
      const part = induceSubgraph(graph, vertices);
      expect(part.vertexCount).toBe(vertices.length);
      let ends = 0;
      for (let i = 0; i < vertices.length; i++) {
        for (let j = 0; j < vertices.length; j++) {
          expect(areAdjacent(part, i, j)).toBe(areAdjacent(graph, vertices[i] ?? -1, vertices[j] ?? -1));
        }
        ends += degreeOf(part, i);
      }
      expect(part.edgeCount).toBe(ends / 2);
    }),
    { seed, numRuns: rounds({ short: 500, long: 5000 }) },
  );
});
