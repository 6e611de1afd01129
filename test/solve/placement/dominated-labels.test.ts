import { describe, expect, it } from 'vitest';
import { runHighs } from '../../../src/ports/highs/run-highs.ts';
import { findStandIns } from '../../../src/solve/placement/dominated-labels.ts';
import { buildPlacementInstance } from '../../../src/solve/placement/placement-instance.ts';
import { solvePlacement } from '../../../src/solve/placement/solve-placement.ts';
import { verifyPlacement } from '../../../src/verify/verify-placement.ts';
import { generateInstance } from '../../bench/placement-instances.ts';
import { rounds } from '../../rounds.ts';
import { Random } from '../random.ts';
import { bestByBruteForce } from './brute-force.ts';

function lists(labelCount: number, candidates: number[][]) {
  return buildPlacementInstance({ labelCount, candidates, edgeU: [0], edgeV: [1], edgeWeight: [1] });
}

describe('labels that another stands in for', () => {
  it('one that serves some of the nodes of another; the first of equal ones stays', () => {
    const instance = lists(4, [
      [0, 1, 3],
      [1, 2, 3],
    ]);
    expect([...(findStandIns(instance) ?? [])]).toEqual([1, 1, 1, 1]);
  });

  it('none where each label has a node of its own', () => {
    expect(findStandIns(lists(2, [[0], [0, 1], [1]]))).toBeUndefined();
  });
});

it('instances of few kinds of nodes: best by brute force in all objectives, certificates hold (seed 5)', () => {
  const instances = rounds({ short: 300, long: 3000 });
  let narrowed = 0;
  for (let i = 0; i < instances; i++) {
    const random = new Random(5000 + i);
    const kinds = Array.from({ length: 3 }, () => {
      const list = [0, 1, 2, 3, 4, 5].filter(() => random.next() < 0.5);
      return list.length > 0 ? list : [random.below(6)];
    });
    const edges = Array.from({ length: 12 }, () => [random.below(7), random.below(7), 1 + random.below(3)]);
    const instance = buildPlacementInstance({
      labelCount: 6,
      candidates: Array.from({ length: 7 }, () => kinds[random.below(3)] ?? [0]),
      edgeU: edges.map(([u = 0]) => u),
      edgeV: edges.map(([, v = 0]) => v),
      edgeWeight: edges.map(([, , weight = 1]) => weight),
      previous: Array.from({ length: 7 }, () => random.below(8) - 1),
    });
    if (findStandIns(instance)) narrowed++;
    const solution = solvePlacement(instance, { algorithm: 'auto', timeLimit: 60, programs: runHighs });
    expect(verifyPlacement(instance, solution)).toEqual([]);
    const { links, labels, moves } = solution;
    expect({ i, links, labels, moves, plan: [...solution.assignment] }).toEqual({ i, ...bestByBruteForce(instance) });
  }
  expect(narrowed).toBeGreaterThan(instances / 3);
});

it('auto is no worse than isolating cuts when there is hardly any time', () => {
  for (const [labels, seed] of [
    [2, 1],
    [3, 2],
    [10, 3],
  ] as const) {
    const instance = generateInstance('pins', 1000, labels, false, seed);
    let now = 0;
    const auto = solvePlacement(instance, { algorithm: 'auto', timeLimit: 1, now: () => (now += 30) });
    const isolation = solvePlacement(instance, { algorithm: 'isolation', timeLimit: 60 });
    expect(auto.links).toBeLessThanOrEqual(isolation.links);
  }
});
