import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findCycles } from '../../../src/solve/cycles/find-cycles.ts';
import { lane, rounds } from '../../rounds.ts';

it('shows one shortest cycle for each knot', () => {
  // 0 -> 1 -> 2 -> 0 with the shortcut 1 -> 0; 3 on itself; 4 -> 5 without a way back.
  expect(findCycles([[1], [2, 0], [0], [3], [5], []])).toEqual([[0, 1], [3]]);
});

it('follows chains of any length', () => {
  const count = lane === 'fast' ? 20_000 : 200_000;
  const chain = Array.from({ length: count }, (_, i) => (i + 1 < count ? [i + 1] : []));
  expect(findCycles(chain)).toEqual([]);
  chain[count - 1] = [0];
  expect(findCycles(chain)[0]).toHaveLength(count);
});

it('finds a cycle just where nodes reach themselves', () => {
  const graph = fc
    .integer({ min: 1, max: 7 })
    .chain(size => fc.array(fc.uniqueArray(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }));
  fc.assert(
    fc.property(graph, edges => {
      const distance = allDistances(edges);
      const cycles = findCycles(edges);
      for (const cycle of cycles) {
        cycle.forEach((node, i) => void expect(edges[node]).toContain(cycle[(i + 1) % cycle.length]));
        const first = cycle[0] as number;
        expect(cycle.length).toBe(distance[first]?.[first]);
        expect(first).toBe(Math.min(...knotOf(first, distance)));
      }
      const knots = new Set(edges.map((_, node) => Math.min(...knotOf(node, distance))).filter(Number.isFinite));
      expect(cycles.map(([first]) => first)).toEqual([...knots].sort((a, b) => a - b));
    }),
    { seed: 1, numRuns: rounds({ short: 1000, long: 10_000 }) },
  );
});

/** The nodes that lie on a cycle with this one; itself only if it lies on one. */
function knotOf(node: number, distance: readonly (readonly number[])[]): number[] {
  return distance.flatMap((_, other) =>
    Number.isFinite((distance[node]?.[other] ?? 0) + (distance[other]?.[node] ?? 0)) ? [other] : [],
  );
}

/** Floyd and Warshall, with the shortest way back to itself for a node. */
function allDistances(edges: readonly (readonly number[])[]): number[][] {
  const distance = edges.map(targets =>
    edges.map((_, node) => (targets.includes(node) ? 1 : Number.POSITIVE_INFINITY)),
  );
  for (let via = 0; via < edges.length; via++) {
    for (const row of distance) {
      row.forEach((known, to) => {
        row[to] = Math.min(known, (row[via] ?? 0) + (distance[via]?.[to] ?? 0));
      });
    }
  }
  return distance;
}
