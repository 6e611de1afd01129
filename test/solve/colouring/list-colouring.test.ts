import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runHighs } from '../../../src/ports/highs/run-highs.ts';
import { solveColouring } from '../../../src/solve/colouring/solve-colouring.ts';
import type { Adjacency } from '../../../src/solve/graph/adjacency.ts';
import { verifyColouring } from '../../../src/verify/verify-colouring.ts';
import { lane, rounds } from '../../rounds.ts';
import { graphOf, randomLists, rowOf, toLists } from './families.ts';

const seed = 20261124;

const problems = fc
  .record({ n: fc.integer({ min: 1, max: 7 }), colours: fc.integer({ min: 1, max: 4 }) })
  .chain(({ n, colours }) =>
    fc.record({
      colours: fc.constant(colours),
      graph: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 12 }).map(edges => graphOf(n, edges)),
      lists: fc.array(fc.subarray([...Array(colours).keys()], { minLength: 1 }), { minLength: n, maxLength: n }),
    }),
  );

/** The fewest different colours of a legal list colouring of some of the vertices; undefined when there is none. */
function fewest(
  graph: Adjacency,
  lists: readonly (readonly number[])[],
  vertices: readonly number[],
): number | undefined {
  const colours = new Map<number, number>();
  let best: number | undefined;
  const place = (i: number): void => {
    const v = vertices[i];
    if (v === undefined) {
      const used = new Set(colours.values()).size;
      if (best === undefined || used < best) best = used;
      return;
    }
    for (const c of lists[v] ?? []) {
      if (rowOf(graph, v).some(w => colours.get(w) === c)) continue;
      colours.set(v, c);
      place(i + 1);
      colours.delete(v);
    }
  };
  place(0);
  return best;
}

test('random list colourings against brute force: fewest colours proved, impossible only when it is, with a minimal reason', () => {
  const numRuns = rounds({ short: 2000, long: 20_000 });
  let impossible = 0;
  fc.assert(
    fc.property(problems, ({ graph, lists, colours }) => {
      const candidates = toLists(lists);
      const solution = solveColouring(graph, {
        algorithm: 'auto',
        programs: runHighs,
        timeLimit: 20,
        available: colours,
        candidates,
      });
      expect(verifyColouring(graph, solution, colours, candidates)).toEqual([]);
      const all = [...Array(graph.vertexCount).keys()];
      const best = fewest(graph, lists, all);
      if (best !== undefined) {
        expect(solution).toMatchObject({ kind: 'coloured', count: best, optimal: true });
        return;
      }
      impossible++;
      expect(solution.kind).toBe('impossible');
      const conflict = [...solution.conflict];
      expect(fewest(graph, lists, conflict)).toBeUndefined();
      for (const v of conflict)
        expect(
          fewest(
            graph,
            lists,
            conflict.filter(w => w !== v),
          ),
        ).toBeDefined();
    }),
    { seed, numRuns },
  );
  expect(impossible).toBeGreaterThan(numRuns / 40);
});

test('a vertex without candidates is the whole reason', () => {
  const graph = graphOf(3, [[0, 1]]);
  const solution = solveColouring(graph, {
    algorithm: 'auto',
    programs: runHighs,
    timeLimit: 5,
    available: 2,
    candidates: toLists([[0], [0, 1], []]),
  });
  expect(solution.kind).toBe('impossible');
  expect([...solution.conflict]).toEqual([2]);
});

test('a clique with too few candidates is the reason, although backtracking would take for ever to find out', () => {
  // Fourteen services that all depend on each other, thirteen candidates between them, no two lists alike; and others.
  const crowd = 14;
  const edges = Array.from({ length: crowd }, (_, a) =>
    Array.from({ length: a }, (_, b) => [a + 3, b + 3] as const),
  ).flat();
  const lists = Array.from({ length: crowd + 3 }, (_, v) =>
    [...Array(20).keys()].filter(c => (v < 3 ? true : c < 13 && c !== (v * 5) % 13)),
  );
  const graph = graphOf(crowd + 3, [[0, 1], [1, 2], [2, 3], ...edges]);
  const solution = solveColouring(graph, {
    algorithm: 'auto',
    programs: runHighs,
    timeLimit: 5,
    available: 20,
    candidates: toLists(lists),
  });
  expect(solution.kind).toBe('impossible');
  expect([...solution.conflict]).toEqual([...Array(crowd).keys()].map(v => v + 3));
});

test('vertices without a common candidate need different colours, neighbours or not', () => {
  const solution = solveColouring(graphOf(4, [[0, 1]]), {
    algorithm: 'auto',
    programs: runHighs,
    timeLimit: 5,
    available: 5,
    candidates: toLists([[0, 1], [0, 1], [2], [3, 4]]),
  });
  expect(solution).toMatchObject({ kind: 'coloured', count: 4, lowerBound: 4, boundBy: 'apart', optimal: true });
});

test.skipIf(lane === 'fast')('ten thousand vertices with lists are coloured', () => {
  const n = 10_000;
  const edges = Array.from({ length: 20_000 }, (_, i) => [(i * 7919) % n, (i * 104729 + 13) % n] as const);
  const lists = Array.from({ length: n }, (_, v) =>
    [v % 20, (v * 3 + 1) % 20, (v * 7 + 2) % 20, (v * 11 + 5) % 20]
      .sort((a, b) => a - b)
      .filter((c, i, all) => all.indexOf(c) === i),
  );
  const graph = graphOf(n, edges);
  const candidates = toLists(lists);
  const solution = solveColouring(graph, {
    algorithm: 'auto',
    programs: runHighs,
    timeLimit: 2,
    available: 20,
    candidates,
  });
  expect(verifyColouring(graph, solution, 20, candidates)).toEqual([]);
  expect(solution.kind).toBe('coloured');
});

/** Lists of two to four of up to eight colours, on graphs with some edges: room for bounds of every kind. */
const wider = fc.integer({ min: 4, max: 8 }).chain(colours =>
  fc.record({
    colours: fc.constant(colours),
    graph: fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 14 }).map(edges => graphOf(10, edges)),
    lists: fc.array(fc.subarray([...Array(colours).keys()], { minLength: 2, maxLength: 4 }), {
      minLength: 10,
      maxLength: 10,
    }),
  }),
);

test('bounds from lists against brute force: none above the optimum, each kind met, nearly all meet the plan', () => {
  const numRuns = rounds({ fast: 50, short: 1000, long: 10_000 });
  const met = new Map<string, number>();
  let proved = 0;
  let coloured = 0;
  fc.assert(
    fc.property(wider, ({ graph, lists, colours }) => {
      const candidates = toLists(lists);
      const options = { algorithm: 'auto', timeLimit: 20, available: colours, candidates } as const;
      const solution = solveColouring(graph, options);
      expect(verifyColouring(graph, solution, colours, candidates)).toEqual([]);
      const best = fewestByMasks(graph, lists, colours);
      expect(solution.kind).toBe(best === undefined ? 'impossible' : 'coloured');
      if (best === undefined) return;
      coloured++;
      expect(solution.lowerBound).toBeLessThanOrEqual(best);
      expect(solution.count).toBeGreaterThanOrEqual(best);
      if (solution.optimal) proved++;
      met.set(solution.boundBy, (met.get(solution.boundBy) ?? 0) + 1);
    }),
    { seed, numRuns },
  );
  expect(proved).toBeGreaterThanOrEqual(0.98 * coloured);
  for (const kind of ['apart', 'prices', 'hitting sets']) expect(met.get(kind) ?? 0).toBeGreaterThan(0);
});

/** For each set of colours, the smallest first, whether the vertices can be coloured with it, one after another. */
function fewestByMasks(graph: Adjacency, lists: readonly (readonly number[])[], colours: number): number | undefined {
  const sizeOf = (set: number): number => set.toString(2).replaceAll('0', '').length;
  const sets = [...Array(1 << colours).keys()].sort((a, b) => sizeOf(a) - sizeOf(b));
  const chosen: number[] = [];
  const place = (v: number, set: number): boolean =>
    v === lists.length ||
    (lists[v] ?? []).some(c => {
      if ((set & (1 << c)) === 0 || rowOf(graph, v).some(w => w < v && chosen[w] === c)) return false;
      chosen[v] = c;
      return place(v + 1, set);
    });
  const set = sets.find(candidate => place(0, candidate));
  return set === undefined ? undefined : sizeOf(set);
}

test.skipIf(lane === 'fast')(
  'a thousand services on four of twenty targets each: the fewest targets, proved by hitting sets',
  () => {
    const { graph, lists } = randomLists(1000, 20, 4, 1);
    const solution = solveColouring(graph, { algorithm: 'auto', timeLimit: 60, available: 20, candidates: lists });
    expect(verifyColouring(graph, solution, 20, lists)).toEqual([]);
    expect(solution).toMatchObject({ optimal: true, boundBy: 'hitting sets', endedBy: 'done' });
    const again = solveColouring(graph, { algorithm: 'auto', timeLimit: 60, available: 20, candidates: lists });
    expect(again.colours).toEqual(solution.colours);
  },
);
