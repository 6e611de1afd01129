import { expect, it } from 'vitest';
import { Budget } from '../../../../src/solve/budget.ts';
import { buildBoundModel } from '../../../../src/solve/place/bound/bound-model.ts';
import { findWedgePaths } from '../../../../src/solve/place/bound/wedge-paths.ts';
import type { PlaceProblem } from '../../../../src/solve/place/place-problem.ts';
import { recomputeShares } from '../../../../src/verify/recompute-shares.ts';
import { toPlaceProblem } from '../../../bench/place-instance-problem.ts';
import { boundPlace } from '../in-one-go.ts';

const many = 100;

/** Units that need one each, on targets with so much room. */
function graph(units: number, links: [number, number][], targets: number, room: number): PlaceProblem {
  const all = Array.from({ length: targets }, (_, t) => t);
  return toPlaceProblem({
    name: 'graph',
    levels: [1, 1],
    zones: 1,
    fill: [],
    targets: all.map(() => ({ zone: 0, cap: [room], cost: 1 })),
    units: Array.from({ length: units }, (_, service) => ({ service, need: [1], cand: all, move: 1 })),
    links: links.map(([u, v]): [number, number, number] => [u, v, 1]),
    apart: [],
    together: [],
    spread: [],
    planted: [],
  });
}

const ring = (length: number): [number, number][] => Array.from({ length }, (_, u) => [u, (u + 1) % length]);

it('lists all shortest paths between ends without a link, of three links only where there are none of two', () => {
  // 0 - 1 - 2 - 3, and 1 - 4 - 3 beside 1 - 2 - 3.
  const links: [number, number][] = [
    [0, 1],
    [1, 2],
    [2, 3],
    [1, 4],
    [3, 4],
  ];
  const { ends, start, links: its, inner } = findWedgePaths(buildBoundModel(graph(5, links, 2, 3)), many, many);
  const found = Array.from({ length: start.length - 1 }, (_, p) => ({
    ends: [ends[2 * p], ends[2 * p + 1]].join('-'),
    paths: Array.from({ length: start[p + 1]! - start[p]! }, (_, i) => {
      const path = start[p]! + i;
      return {
        links: Array.from(its.subarray(3 * path, 3 * path + 3)).filter(link => link >= 0).length,
        inner: Array.from(inner.subarray(2 * path, 2 * path + 2)).filter(c => c >= 0),
      };
    }),
  })).sort((a, b) => (a.ends < b.ends ? -1 : 1));
  expect(found).toEqual([
    { ends: '0-2', paths: [{ links: 2, inner: [1] }] },
    {
      ends: '0-3',
      paths: [
        { links: 3, inner: [1, 2] },
        { links: 3, inner: [1, 4] },
      ],
    },
    { ends: '0-4', paths: [{ links: 2, inner: [1] }] },
    {
      ends: '1-3',
      paths: [
        { links: 2, inner: [2] },
        { links: 2, inner: [4] },
      ],
    },
    {
      ends: '2-4',
      paths: [
        { links: 2, inner: [1] },
        { links: 2, inner: [3] },
      ],
    },
  ]);
});

it('leaves out paths around clusters with more links than asked for', () => {
  const model = buildBoundModel(graph(5, ring(5), 2, 4));
  expect(findWedgePaths(model, 1, many).start.length).toBeGreaterThan(1);
  expect(findWedgePaths(model, 1, 1).start.length).toBe(1);
});

it.each([
  ['two', 4],
  ['three', 6],
])('proves that a ring is cut where what is up to %s links away does not fit', (_, room) => {
  const problem = graph(2 * room, ring(2 * room), 2, room);
  const { linksBound, certificate } = boundPlace(problem, { budget: new Budget(0.2, { now: () => 0 }), seconds: 0.2 });
  expect(linksBound).toBeGreaterThan(0);
  expect(linksBound).toBeLessThanOrEqual(2);
  expect(recomputeShares(problem, certificate)).toEqual({ faults: [], bound: linksBound });
});
