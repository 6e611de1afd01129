import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Budget } from '../../../src/solve/budget.ts';
import { colourByDsatur } from '../../../src/solve/colouring/dsatur.ts';
import { boundOf, growWithin } from '../../../src/solve/colouring/grow-mycielskian.ts';
import { solveColouring } from '../../../src/solve/colouring/solve-colouring.ts';
import type { Adjacency } from '../../../src/solve/graph/adjacency.ts';
import { verifyColouring } from '../../../src/verify/verify-colouring.ts';
import { lane, rounds } from '../../rounds.ts';
import { Random } from '../random.ts';
import {
  complete,
  crown,
  cycle,
  disjointUnion,
  fullInsertions,
  graphOf,
  insertions,
  kneser,
  latinSquare,
  leighton,
  myciel,
  plantedPartition,
  queen,
  randomGraph,
  relabel,
  rook,
  rowOf,
  wheel,
} from './families.ts';

const seed = 20261124;

const graphs: fc.Arbitrary<Adjacency> = fc
  .integer({ min: 0, max: 10 })
  .chain(n =>
    fc
      .array(fc.tuple(fc.nat(Math.max(0, n - 1)), fc.nat(Math.max(0, n - 1))), { maxLength: n < 2 ? 0 : 30 })
      .map(edges => graphOf(n, edges)),
  );

/** The chromatic number, by trying all colourings up to renaming of the colours. */
function chromaticNumber(graph: Adjacency): number {
  const colours = new Array<number>(graph.vertexCount).fill(-1);
  let best = graph.vertexCount;
  const place = (v: number, used: number): void => {
    if (used >= best) return;
    if (v === graph.vertexCount) {
      best = used;
      return;
    }
    for (let c = 0; c <= used; c++) {
      if (rowOf(graph, v).some(w => w < v && colours[w] === c)) continue;
      colours[v] = c;
      place(v + 1, Math.max(used, c + 1));
    }
    colours[v] = -1;
  };
  place(0, 0);
  return best;
}

/** DSATUR once more, as slowly and plainly as the paper states it. */
function plainDsatur(graph: Adjacency): number[] {
  const n = graph.vertexCount;
  const colours = new Array<number>(n).fill(-1);
  const seen = (v: number) => new Set([...rowOf(graph, v)].map(w => colours[w]).filter(c => c !== undefined && c >= 0));
  const open = (v: number) => [...rowOf(graph, v)].filter(w => colours[w] === -1).length;
  for (let step = 0; step < n; step++) {
    const left = [...Array(n).keys()].filter(v => colours[v] === -1);
    left.sort((a, b) => seen(b).size - seen(a).size || open(b) - open(a) || a - b);
    const v = left[0] as number;
    let colour = 0;
    while (seen(v).has(colour)) colour++;
    colours[v] = colour;
  }
  return colours;
}

describe('DSATUR', () => {
  test('is what the paper states, on random graphs', () => {
    fc.assert(
      fc.property(graphs, graph => {
        expect([...colourByDsatur(graph).colours]).toEqual(plainDsatur(graph));
      }),
      { seed, numRuns: rounds({ short: 1000, long: 10_000 }) },
    );
  });

  test('is exact on bipartite graphs, cycles and wheels, as Brelaz proves', () => {
    for (let n = 3; n < 30; n++) {
      expect(colourByDsatur(cycle(n)).count).toBe(n % 2 === 0 ? 2 : 3);
      expect(colourByDsatur(wheel(n)).count).toBe(n % 2 === 0 ? 3 : 4);
      expect(colourByDsatur(crown(n)).count).toBe(2);
    }
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 40 }), pairs => {
        const graph = graphOf(
          16,
          pairs.map(([a, b]) => [a, 8 + b] as const),
        );
        expect(colourByDsatur(graph).count).toBe(pairs.length === 0 ? 1 : 2);
      }),
      { seed, numRuns: rounds({ short: 300, long: 3000 }) },
    );
  });
});

describe('the solver', () => {
  test.each(['auto', 'exact'] as const)(
    '%s finds and proves the chromatic number of random graphs of up to 10 vertices',
    algorithm => {
      fc.assert(
        fc.property(graphs, graph => {
          const solution = solveColouring(graph, { algorithm, timeLimit: 10 });
          expect(verifyColouring(graph, solution)).toEqual([]);
          expect(solution).toMatchObject({ count: chromaticNumber(graph), optimal: true });
        }),
        { seed, numRuns: rounds({ short: 1000, long: 10_000 }) },
      );
    },
  );

  test('exact is never worse than the heuristic, and no bound is above the optimum', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const quick = solveColouring(graph, { algorithm: 'dsatur', timeLimit: 1 });
        expect(verifyColouring(graph, quick)).toEqual([]);
        const best = chromaticNumber(graph);
        expect(quick.count).toBeGreaterThanOrEqual(best);
        expect(quick.lowerBound).toBeLessThanOrEqual(best);
      }),
      { seed: seed + 1, numRuns: rounds({ short: 1000, long: 10_000 }) },
    );
  });

  test('relabelling the vertices does not change how many colours there are', () => {
    fc.assert(
      fc.property(
        graphs.chain(graph =>
          fc.tuple(
            fc.constant(graph),
            fc.shuffledSubarray([...Array(graph.vertexCount).keys()], { minLength: graph.vertexCount }),
          ),
        ),
        ([graph, names]) => {
          const options = { algorithm: 'auto', timeLimit: 10 } as const;
          expect(solveColouring(relabel(graph, names), options).count).toBe(solveColouring(graph, options).count);
        },
      ),
      { seed, numRuns: rounds({ short: 300, long: 3000 }) },
    );
  });

  test.each<[string, Adjacency, number]>([
    ['complete graph of 12', complete(12), 12],
    ['odd cycle of 51', cycle(51), 3],
    ['even wheel', wheel(20), 3],
    ['odd wheel', wheel(21), 4],
    ['crown of 12', crown(12), 2],
    ['queen 5 x 5', queen(5, 5), 5],
    ['queen 6 x 6', queen(6, 6), 7],
    ['queen 7 x 7', queen(7, 7), 7],
    ['rook 7', rook(7), 7],
    ['Latin square of the cyclic group of 6', latinSquare(6), 8],
    ['myciel 3', myciel(3), 4],
    ['myciel 4', myciel(4), 5],
    ['myciel 5', myciel(5), 6],
    ['Kneser 5, 2 (Petersen)', kneser(5, 2), 3],
    ['Kneser 6, 2', kneser(6, 2), 4],
    ['Kneser 7, 3', kneser(7, 3), 3],
    ['planted 8 parts of 120', plantedPartition(120, 8, 0.5, 1), 8],
    lane === 'fast'
      ? ['Leighton of 60 with 8', leighton(60, 8, 240, 1), 8]
      : ['Leighton of 150 with 8', leighton(150, 8, 1500, 1), 8],
    ['two components', disjointUnion(myciel(3), complete(5)), 5],
    ['nothing', graphOf(0, []), 0],
    ['no edges', graphOf(7, []), 1],
  ])('%s has the chromatic number that theory gives', (name, graph, chromatic) => {
    const solution = solveColouring(graph, { algorithm: 'auto', timeLimit: 30 });
    expect(verifyColouring(graph, solution)).toEqual([]);
    expect({ count: solution.count, optimal: solution.optimal }, name).toEqual({ count: chromatic, optimal: true });
  });

  test('two runs give the same colouring', () => {
    const graph = randomGraph(45, 0.5, 3);
    const solve = () => solveColouring(graph, { algorithm: 'auto', timeLimit: 60 });
    expect(solve().colours).toEqual(solve().colours);
  });

  test('too few colours: a clique is the reason, or the search', () => {
    const byClique = solveColouring(complete(6), { algorithm: 'auto', timeLimit: 5, available: 4 });
    expect(byClique).toMatchObject({ kind: 'impossible', lowerBound: 6 });
    expect([...byClique.clique]).toEqual([0, 1, 2, 3, 4, 5]);
    const bySearch = solveColouring(cycle(5), { algorithm: 'auto', timeLimit: 5, available: 2 });
    expect(bySearch).toMatchObject({ kind: 'impossible', lowerBound: 3 });
    expect(bySearch.conflict.length).toBe(5);
  });

  test('when the time is over, what was found still holds, and it is not called impossible', () => {
    // Four colours are needed, which no clique and no odd cycle shows.
    const graph = insertions(3, 3);
    const solution = solveColouring(graph, { algorithm: 'auto', timeLimit: 0, available: 3 });
    expect(verifyColouring(graph, solution, 3)).toEqual([]);
    expect(solution).toMatchObject({ kind: 'unknown', lowerBound: 3, optimal: false });
  });

  test('what a clique shows needs no time', () => {
    const graph = randomGraph(200, 0.5, 7);
    const solution = solveColouring(graph, { algorithm: 'auto', timeLimit: 0, available: 3 });
    expect(verifyColouring(graph, solution, 3)).toEqual([]);
    expect(solution.kind).toBe('impossible');
    expect(solution.clique.length).toBeGreaterThan(3);
  });
});

describe('Mycielskians prove what no clique shows', () => {
  test.each([5, 6, 7])('myciel %i', k => {
    const graph = myciel(k);
    const solution = solveColouring(graph, { algorithm: 'auto', timeLimit: 20 });
    expect(solution).toMatchObject({ count: k + 1, lowerBound: k + 1, boundBy: 'mycielskian', optimal: true });
    expect(verifyColouring(graph, solution)).toEqual([]);
  });

  test.each([
    ['1-Insertions_4', insertions(1, 4), 5],
    ['1-Insertions_5', insertions(1, 5), 6],
    ['2-Insertions_5', insertions(2, 5), 6],
    ['4-Insertions_3', insertions(4, 3), 4],
    ['1-FullIns_5', fullInsertions(1, 5), 6],
    ['4-FullIns_4', fullInsertions(4, 4), 8],
    ['myciel7', myciel(7), 8],
  ])('%s, however its vertices are numbered', (_, graph, colours) => {
    for (const numbered of [
      graph,
      ...[1, 2].map(seed => relabel(graph, new Random(seed).permutation(graph.vertexCount))),
    ]) {
      const solution = solveColouring(numbered, { algorithm: 'auto', timeLimit: 20 });
      expect(solution).toMatchObject({ lowerBound: colours, boundBy: 'mycielskian', optimal: true });
      expect(verifyColouring(numbered, solution)).toEqual([]);
    }
  });

  test('and the check of that proof notices a wrong one', () => {
    const graph = myciel(4);
    const solution = solveColouring(graph, { algorithm: 'auto', timeLimit: 20 });
    const [first, ...rest] = solution.mycielskian?.steps ?? [];
    if (first === undefined) throw new Error('no steps');
    const wrong = { ...first, apex: first.members[0] ?? 0 };
    const mycielskian = { clique: solution.clique, steps: [wrong, ...rest] };
    expect(verifyColouring(graph, { ...solution, mycielskian })).not.toEqual([]);
  });

  test('the bound never exceeds the chromatic number', () => {
    for (let seed = 0; seed < rounds({ short: 600, long: 6000 }); seed++) {
      const graph = randomGraph(9 + (seed % 4), 0.2 + (seed % 5) / 10, seed);
      const whole = { graph, vertices: Int32Array.from({ length: graph.vertexCount }, (_, v) => v) };
      const found = growWithin(whole, Int32Array.of(), 99, new Budget(Number.POSITIVE_INFINITY));
      expect(boundOf(found)).toBeLessThanOrEqual(chromaticNumber(graph));
    }
  });
});
