/** The steps of the solvers one by one, against brute force and theory. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Budget } from '../../../src/solve/budget.ts';
import { findStableNumber } from '../../../src/solve/colouring/bound-by-stable-set.ts';
import { orderByDegeneracy } from '../../../src/solve/colouring/degeneracy-order.ts';
import { colourByDsatur } from '../../../src/solve/colouring/dsatur.ts';
import { ExactColouring } from '../../../src/solve/colouring/exact-colouring.ts';
import { CliqueSearch } from '../../../src/solve/colouring/find-clique.ts';
import { findOddCycle } from '../../../src/solve/colouring/find-odd-cycle.ts';
import { iterateGreedily } from '../../../src/solve/colouring/iterate-greedily.ts';
import { extendColouring, peel } from '../../../src/solve/colouring/peel.ts';
import { raiseBound } from '../../../src/solve/colouring/raise-bound.ts';
import { keepLargestClasses, TabuSearch } from '../../../src/solve/colouring/tabu-search.ts';
import { areAdjacent } from '../../../src/solve/graph/adjacency.ts';
import { lane, rounds } from '../../rounds.ts';
import {
  crown,
  disjointUnion,
  graphOf,
  insertions,
  kneser,
  myciel,
  queen,
  randomGraph,
  rowOf,
  sparseGraph,
} from './families.ts';

const seed = 20261124;
const graphs = fc
  .integer({ min: 1, max: 11 })
  .chain(n => fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 40 }).map(edges => graphOf(n, edges)));

test('the clique search finds a largest clique of random graphs, however often it is interrupted', () => {
  fc.assert(
    fc.property(graphs, fc.integer({ min: 1, max: 1000 }), (graph, steps) => {
      const search = new CliqueSearch(graph);
      while (!search.proved) search.advance(steps);
      const found = [...search.clique];
      for (const a of found) for (const b of found) expect(a === b || areAdjacent(graph, a, b)).toBe(true);
      let largest = 0;
      for (let set = 0; set < 1 << graph.vertexCount; set++) {
        const members = [...Array(graph.vertexCount).keys()].filter(v => set & (1 << v));
        if (members.length <= largest) continue;
        if (members.every((a, i) => members.every((b, j) => j <= i || areAdjacent(graph, a, b)))) {
          largest = members.length;
        }
      }
      expect(found.length).toBe(largest);
    }),
    { seed, numRuns: rounds({ short: 1000, long: 10_000 }) },
  );
});

test('core numbers: each vertex has at most its core number of neighbours later in the order', () => {
  const graph = sparseGraph(500, 2000, 3);
  const { order, place, core } = orderByDegeneracy(graph);
  expect([...order].sort((a, b) => a - b)).toEqual([...Array(500).keys()]);
  for (const v of order) {
    const later = rowOf(graph, v).filter(w => (place[w] ?? 0) > (place[v] ?? 0));
    expect(later.length).toBeLessThanOrEqual(core[v] ?? -1);
    expect(rowOf(graph, v).filter(w => (core[w] ?? 0) >= (core[v] ?? 0)).length).toBeGreaterThanOrEqual(core[v] ?? 0);
  }
});

test('an odd cycle is found exactly where DSATUR takes a third colour, as Brélaz proves: sparse graphs', () => {
  for (let i = 0; i < rounds({ short: 1000, long: 10_000 }); i++) {
    const graph = sparseGraph(3 + (i % 30), 2 + (i % 32), i);
    const cycle = [...findOddCycle(graph)];
    expect(cycle.length > 0).toBe(colourByDsatur(graph).count > 2);
    if (cycle.length === 0) continue;
    expect(cycle.length % 2).toBe(1);
    expect(new Set(cycle).size).toBe(cycle.length);
    cycle.forEach((v, at) => {
      expect(areAdjacent(graph, v, cycle[(at + 1) % cycle.length] ?? -1)).toBe(true);
    });
  }
});

test('what is peeled off is coloured again within the limit', () => {
  for (let i = 0; i < rounds({ short: 300, long: 3000 }); i++) {
    const graph = disjointUnion(sparseGraph(30, 45 + (i % 40), i), crown(4));
    const limit = colourByDsatur(graph).count;
    const kernel = peel(graph, limit, new Budget(Number.POSITIVE_INFINITY));
    if (kernel === undefined) throw new Error('there is no budget');
    const colours = new Int32Array(graph.vertexCount).fill(-1);
    for (const { graph: part, vertices } of kernel.components) {
      const own = colourByDsatur(part).colours;
      vertices.forEach((v, at) => {
        colours[v] = own[at] ?? -1;
      });
    }
    extendColouring(graph, kernel, colours);
    const used = new Set(colours);
    expect(used.has(-1)).toBe(false);
    for (let v = 0; v < graph.vertexCount; v++) {
      for (const w of rowOf(graph, v)) expect(colours[v]).not.toBe(colours[w]);
    }
  }
});

test.each([
  ['Grötzsch graph', myciel(3), 3, 'impossible'],
  ['Grötzsch graph', myciel(3), 4, 'coloured'],
  ['queen 6 x 6', queen(6, 6), 6, 'impossible'],
  ['queen 6 x 6', queen(6, 6), 7, 'coloured'],
  ['Kneser 7, 2', kneser(7, 2), 4, 'impossible'],
  ['2-Insertions_3', insertions(2, 3), 3, 'impossible'],
] as const)('branch and bound decides %s', (_name, graph, limit, answer) => {
  const search = new ExactColouring(graph, limit, Int32Array.of(0));
  let progress = 0;
  while (search.advance(1000) === 'unknown') {
    expect(search.progress).toBeGreaterThanOrEqual(progress - 1e-9);
    progress = search.progress;
  }
  expect(search.advance(1)).toBe(answer);
});

test('bounds are raised beyond the clique, and never beyond the chromatic number', () => {
  const graph = myciel(4);
  const { colours } = colourByDsatur(graph);
  expect(raiseBound(graph, 2, 7, colours, Int32Array.of(0), new Budget(60))).toMatchObject({
    bound: 5,
    found: { kind: 'coloured' },
  });
  expect(raiseBound(graph, 2, 5, colours, Int32Array.of(0), new Budget(60)).bound).toBe(4);
});

test('the tabu search is repeatable: same seed, same steps, same colouring', () => {
  const graph = randomGraph(100, 0.5, 1);
  const { colours, count } = colourByDsatur(graph);
  const repair = (): Int32Array => {
    const search = new TabuSearch(graph, count - 2, keepLargestClasses(colours, count - 2), 7);
    search.advance(500_000);
    return search.colours;
  };
  expect(repair()).toEqual(repair());
});

test('the most vertices that can share a colour, against brute force', () => {
  for (let seed = 0; seed < rounds({ short: 100, long: 1000 }); seed++) {
    const graph = randomGraph(9, 0.1 + (seed % 9) / 10, seed);
    let most = 0;
    for (let set = 0; set < 1 << 9; set++) {
      const members = [...Array(9).keys()].filter(v => (set >> v) & 1);
      if (members.every(v => members.every(w => !areAdjacent(graph, v, w)))) most = Math.max(most, members.length);
    }
    expect(findStableNumber(graph, new Budget(Number.POSITIVE_INFINITY))).toBe(most);
  }
});

test.skipIf(lane === 'fast')('greedy colouring again and again is legal and never worse', () => {
  for (let seed = 0; seed < 10; seed++) {
    const graph = randomGraph(60, 0.8, seed);
    const start = colourByDsatur(graph);
    const { colours, count } = iterateGreedily(graph, start, start.count - 1, new Budget(1), seed);
    expect(count).toBeLessThanOrEqual(start.count);
    expect(new Set(colours).size).toBe(count);
    for (let v = 0; v < graph.vertexCount; v++) {
      for (const w of rowOf(graph, v)) expect(colours[v]).not.toBe(colours[w]);
    }
  }
});
