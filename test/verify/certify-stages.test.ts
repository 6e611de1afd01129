import fc from 'fast-check';
import { expect, test } from 'vitest';
import { certifyColouring } from '../../src/verify/certify-colouring.ts';
import { certifyPlacement } from '../../src/verify/certify-placement.ts';
import { tryAllColourings } from '../../src/verify/try-all-colourings.ts';
import type { VerifiedGraph } from '../../src/verify/verify-colouring.ts';
import { rounds } from '../rounds.ts';

/** A triangle of nodes that may all be on both labels. */
const triangle = {
  nodeCount: 3,
  labelCount: 2,
  listOf: Int32Array.of(0, 0, 0),
  listStart: Int32Array.of(0, 2),
  listLabels: Int32Array.of(0, 1),
  edgeU: Int32Array.of(0, 0, 1),
  edgeV: Int32Array.of(1, 2, 2),
  edgeWeight: Float64Array.of(1, 1, 1),
  previous: Int32Array.of(0, 0, 1),
};

const together = {
  assignment: Int32Array.of(0, 0, 0),
  ...{ links: 0, totalLinks: 3, cutEdges: 0, edges: 3, labels: 1, moves: 1 },
  ...{ lowerBound: 0, optimal: true, boundBySearch: 0 },
  proved: { links: true, labels: true, moves: true },
};

const apart = { ...together, assignment: Int32Array.of(0, 0, 1), links: 2, cutEdges: 2, labels: 2, moves: 0 };

test('objectives are recounted where all plans can be tried', () => {
  const all = { links: true, labels: true, moves: true };
  expect(certifyPlacement(triangle, together)).toEqual({ faults: [], certified: all });
  expect(certifyPlacement(triangle, together, 2).certified).toEqual({ ...all, moves: false });
});

test('a bound by search that a plan goes below is a fault', () => {
  const { faults } = certifyPlacement(triangle, { ...apart, lowerBound: 2, boundBySearch: 2 });
  expect(faults).toEqual(['objective 0 is said to be at least 2, but a plan has 0']);
  const most = { ...together, labels: 2, assignment: Int32Array.of(0, 0, 0) };
  expect(certifyPlacement(triangle, most).faults).toEqual(['objective 1 is said to be at least 2, but a plan has 1']);
});

function graphOf(vertexCount: number, edges: readonly (readonly [number, number])[]): VerifiedGraph {
  const rows = Array.from({ length: vertexCount }, (_, v) =>
    edges.flatMap(([a, b]) => (a === v ? [b] : b === v ? [a] : [])),
  );
  const offsets = [0];
  for (const row of rows) offsets.push((offsets.at(-1) ?? 0) + row.length);
  return { vertexCount, offsets: Int32Array.from(offsets), neighbours: Int32Array.from(rows.flat()) };
}

const pairs = [0, 1, 2, 3, 4].flatMap(b => Array.from({ length: b }, (_, a) => [a, b] as const));
const lists = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1 }), {
  minLength: 5,
  maxLength: 5,
});

test('all colourings are tried: as going through all assignments says', () => {
  const cases = fc.record({
    kept: fc.array(fc.boolean(), { minLength: pairs.length, maxLength: pairs.length }),
    lists: fc.option(lists, { nil: undefined }),
    most: fc.integer({ min: 0, max: 4 }),
  });
  const property = fc.property(cases, ({ kept, lists: given, most }) => {
    const edges = pairs.filter((_, i) => kept[i]);
    let isThere = false;
    for (let code = 0; code < 4 ** 5; code++) {
      const colours = [0, 1, 2, 3, 4].map(v => Math.floor(code / 4 ** v) % 4);
      const isLegal = edges.every(([a, b]) => colours[a] !== colours[b]);
      const isListed = colours.every((colour, v) => given === undefined || given[v]?.includes(colour));
      if (isLegal && isListed && new Set(colours).size <= most) isThere = true;
    }
    const offsets = [0];
    for (const list of given ?? []) offsets.push((offsets.at(-1) ?? 0) + list.length);
    const candidates = given && { offsets: Int32Array.from(offsets), colours: Int32Array.from(given.flat()) };
    const answer = tryAllColourings(graphOf(5, edges), undefined, most, candidates, 1_000_000);
    // Without lists there are as many colours as are wanted.
    expect(answer).toBe(isThere ? 'a colouring' : 'none');
  });
  fc.assert(property, { seed: 17, numRuns: rounds({ short: 100, long: 2000 }) });
});

const ring = graphOf(5, [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 4],
  [0, 4],
]);
const claim = {
  colours: Int32Array.of(0, 1, 0, 1, 2),
  ...({ kind: 'coloured', count: 3, lowerBound: 3, boundBy: 'search', optimal: true } as const),
  clique: Int32Array.of(0, 1),
  conflict: Int32Array.of(),
};

test('a bound of a colouring by search is recounted, refused, or called by its weaker name', () => {
  expect(certifyColouring(ring, claim)).toEqual({ faults: [], certified: true });
  expect(certifyColouring(ring, claim, undefined, undefined, 20)).toEqual({ faults: [], certified: false });
  const { faults } = certifyColouring(ring, { ...claim, count: 4, lowerBound: 4 });
  expect(faults).toEqual(['there is said to be no colouring with 3 colours, but there is']);
});

test('that there is no colouring is looked at among the vertices in conflict', () => {
  const none = { ...claim, kind: 'impossible', boundBy: 'candidates', lowerBound: 0 } as const;
  expect(certifyColouring(ring, none, 2).certified).toBe(true);
  expect(certifyColouring(ring, { ...none, conflict: Int32Array.of(0, 1) }, 2).faults).toHaveLength(1);
});
