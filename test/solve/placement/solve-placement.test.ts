import { describe, expect, it } from 'vitest';
import { runHighs } from '../../../src/ports/highs/run-highs.ts';
import {
  buildPlacementInstance,
  candidatesOf,
  type PlacementInstance,
} from '../../../src/solve/placement/placement-instance.ts';
import {
  type PlacementAlgorithm,
  type PlacementSolution,
  solvePlacement,
} from '../../../src/solve/placement/solve-placement.ts';
import { verifyPlacement } from '../../../src/verify/verify-placement.ts';
import { generateInstance } from '../../bench/placement-instances.ts';
import { rounds } from '../../rounds.ts';
import { Random } from '../random.ts';
import { bestByBruteForce } from './brute-force.ts';
import { randomInstance, randomParts } from './random-instance.ts';

const SEED = 20201008;

function solve(instance: PlacementInstance, algorithm: PlacementAlgorithm = 'auto', timeLimit = 60): PlacementSolution {
  const solution = solvePlacement(instance, { algorithm, timeLimit, programs: runHighs });
  expect(verifyPlacement(instance, solution)).toEqual([]);
  return solution;
}

describe('the three nodes of the post, any label for each', () => {
  const triangle = buildPlacementInstance({
    labelCount: 3,
    candidates: [
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
    ],
    edgeU: [1, 2, 2],
    edgeV: [0, 0, 1],
    edgeWeight: [1, 1, 1],
  });

  it.each(['auto', 'isolation', 'expansion', 'exact'] as const)('%s puts all on the first label', algorithm => {
    const solution = solve(triangle, algorithm);
    expect([...solution.assignment]).toEqual([0, 0, 0]);
    expect(solution).toMatchObject({ links: 0, totalLinks: 3, labels: 1, moves: 0, lowerBound: 0, optimal: true });
  });

  it('isolates each label at the price of three candidate edges, and drops the first of the equal cuts', () => {
    const { isolation } = solve(triangle, 'isolation');
    expect(isolation?.candidateWeight).toBe(9);
    expect(isolation?.cuts.map(({ weight }) => weight)).toEqual([27, 27, 27]);
    expect(isolation?.dropped).toBe(0);
    expect(isolation?.orphans).toEqual([]);
  });
});

describe(`against brute force (seed ${SEED})`, () => {
  const cases = rounds({ short: 3000, long: 30_000 });

  it(`${cases} instances of up to 9 nodes: all three objectives, then by name, no bound too high, 99 % proved, never above isolation`, () => {
    let proved = 0;
    for (let i = 0; i < cases; i++) {
      const instance = randomInstance(SEED + i, i % 10 === 0 ? 9 : 7);
      const best = bestByBruteForce(instance);
      const solution = solve(instance);
      const { links, labels, moves } = solution;
      expect({ i, links, labels, moves, plan: [...solution.assignment] }).toEqual({ i, ...best });
      if (solution.proved.links && solution.proved.labels && solution.proved.moves) proved++;
      const isolation = solve(instance, 'isolation');
      expect(isolation.lowerBound).toBeLessThanOrEqual(best.links);
      expect(isolation.links).toBeGreaterThanOrEqual(best.links);
    }
    expect(proved).toBeGreaterThanOrEqual(0.99 * cases);
  });

  it('expansion moves stay within twice the optimum', () => {
    for (let i = 0; i < rounds({ short: 1000, long: 10_000 }); i++) {
      const instance = randomInstance(SEED + 7 * i, 7);
      expect(solve(instance, 'expansion').links).toBeLessThanOrEqual(2 * bestByBruteForce(instance).links);
    }
  });

  it('integer programming agrees', () => {
    for (let i = 0; i < 30; i++) {
      const instance = randomInstance(SEED + 11 * i, 7);
      expect(solve(instance, 'exact').links).toBe(bestByBruteForce(instance).links);
    }
  });
});

describe('what must not matter', () => {
  it('the order in which edges and candidates are written', () => {
    for (let i = 0; i < rounds({ short: 200, long: 2000 }); i++) {
      const parts = randomParts(SEED + i, 9);
      const random = new Random(i);
      const order = Array.from(parts.edgeU, (_, e) => e).sort(() => random.next() - 0.5);
      const shuffled = buildPlacementInstance({
        ...parts,
        candidates: parts.candidates.map(list => [...Array.from(list)].reverse()),
        edgeU: order.map(e => parts.edgeV[e] ?? 0),
        edgeV: order.map(e => parts.edgeU[e] ?? 0),
        edgeWeight: order.map(e => parts.edgeWeight[e] ?? 1),
      });
      const instance = buildPlacementInstance(parts);
      expect(shuffled).toEqual(instance);
      expect([...solve(shuffled).assignment]).toEqual([...solve(instance).assignment]);
    }
  });

  it('how often one asks', () => {
    const instance = generateInstance('types', 300, 10, true, 3);
    expect([...solve(instance).assignment]).toEqual([...solve(instance).assignment]);
  });
});

describe('stability', () => {
  it('unchanged input moves nothing', () => {
    for (let i = 0; i < rounds({ short: 300, long: 3000 }); i++) {
      const parts = randomParts(SEED + i, 9);
      const first = solve(buildPlacementInstance({ ...parts, previous: parts.candidates.map(() => -1) }));
      const again = solve(buildPlacementInstance({ ...parts, previous: first.assignment }));
      expect(again.moves).toBe(0);
      expect([...again.assignment]).toEqual([...first.assignment]);
    }
  });
});

describe('the three families', () => {
  const cases = [
    ['types', 100, 5],
    ['lists', 1000, 10],
    ['pins', 1000, 10],
  ] as const;

  it.each(cases)('%s %i × %i: proved, by every algorithm that can', (family, nodes, labels) => {
    for (const weighted of [false, true]) {
      const instance = generateInstance(family, nodes, labels, weighted, 1);
      const auto = solve(instance);
      expect(auto.optimal).toBe(true);
      expect(solve(instance, 'expansion').links).toBeGreaterThanOrEqual(auto.links);
      expect(solve(instance, 'isolation').links).toBeGreaterThanOrEqual(auto.links);
      expect(solve(instance, 'exact').links).toBe(auto.links);
    }
  });

  it('when the clock ends the search, plan and bound still hold, and it is said', () => {
    let now = 0;
    const instance = generateInstance('lists', 1000, 10, false, 4);
    const solution = solvePlacement(instance, { algorithm: 'auto', timeLimit: 1, now: () => (now += 500) });
    expect(verifyPlacement(instance, solution)).toEqual([]);
    expect(solution).toMatchObject({ endedBy: 'clock', optimal: false, proved: { links: false } });
    const { links, optimal } = solve(instance);
    expect(optimal).toBe(true);
    expect(solution.lowerBound).toBeLessThanOrEqual(links);
    expect(solution.links).toBeGreaterThanOrEqual(links);
  });
});

describe('edge cases', () => {
  it('no nodes', () => {
    const empty = buildPlacementInstance({ labelCount: 0, candidates: [], edgeU: [], edgeV: [], edgeWeight: [] });
    for (const algorithm of ['auto', 'isolation', 'expansion', 'exact'] as const) {
      expect(solve(empty, algorithm)).toMatchObject({ links: 0, labels: 0, lowerBound: 0, optimal: true });
    }
  });

  it('one label, a disconnected graph, self-edges, mutual edges, heavy weights', () => {
    const heavy = 2 ** 40;
    const instance = buildPlacementInstance({
      labelCount: 2,
      candidates: [[0], [1], [0, 1], [0, 0, 1], [1]],
      edgeU: [0, 1, 2, 2, 3, 3, 4],
      edgeV: [1, 0, 0, 1, 3, 4, 4],
      edgeWeight: [heavy, 1, heavy, heavy + 1, 5, 2, 3],
    });
    const solution = solve(instance);
    expect(solution).toMatchObject({ links: heavy + 1 + heavy, lowerBound: 2 * heavy + 1, optimal: true });
    expect(solution.totalLinks).toBe(3 * heavy + 4);
    expect([...candidatesOf(instance, 3)]).toEqual([0, 1]);
  });
});
