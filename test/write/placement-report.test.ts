import { expect, test } from 'vitest';
import { buildPlacementInstance } from '../../src/solve/placement/placement-instance.ts';
import { solvePlacement } from '../../src/solve/placement/solve-placement.ts';
import {
  formatGap,
  placementToJson,
  writePlacementReport,
  writeRemainingLinks,
} from '../../src/write/placement-report.ts';

/** Two nodes that have to be apart. */
const solution = {
  ...solvePlacement(
    buildPlacementInstance({ labelCount: 2, candidates: [[0], [1]], edgeU: [0], edgeV: [1], edgeWeight: [3] }),
    { algorithm: 'auto', timeLimit: 10 },
  ),
  certified: { links: true, labels: true, moves: true },
};
const report = (changes: Partial<typeof solution>): string[] =>
  writePlacementReport({ ...solution, seconds: 0.125, ...changes }).split('\n');

test('a proved plan is called optimal, in every objective', () => {
  expect(report({ moves: 0 })).toEqual([
    'links:   1 of 1 dependencies (weight 3 of 3) cross the network; no plan has less weight than 3: optimal',
    'targets: 2 used, as few as possible with so few links',
    'moves:   0, as few as possible',
    expect.stringMatching(/^method: {2}auto: .*; ended with the proof$/),
    'time:    0.13 s',
    '',
  ]);
});

test('what nothing but a search stands for is called by its weaker name', () => {
  const lines = report({ moves: 1, certified: { links: false, labels: false, moves: false } });
  expect(lines.slice(0, 3).map(line => line.replace(/.*, as|.*: /, ''))).toEqual([
    'optimal, by search, not certified',
    ' few as possible with so few links, by search, not certified',
    ' few as possible, by search, not certified',
  ]);
});

test('what is not proved is not claimed', () => {
  const proved = { links: false, labels: false, moves: false };
  const lines = report({
    optimal: false,
    links: 10,
    totalLinks: 20,
    lowerBound: 9,
    moves: 4,
    proved,
    endedBy: 'clock',
  });
  expect(lines.slice(0, 4)).toEqual([
    'links:   1 of 1 dependencies (weight 10 of 20) cross the network; no plan has less weight than 9: within 11.12 % of the optimum',
    'targets: 2 used, not proved to be the fewest',
    'moves:   4, not proved to be the fewest',
    expect.stringMatching(/; ended by the clock: another run may find another plan$/),
  ]);
});

test('a gap is rounded up, so that it never says less than there is', () => {
  expect(formatGap(10, 9)).toBe('11.12');
  expect(formatGap(100_001, 100_000)).toBe('0.01');
  expect(formatGap(5, 5)).toBe('0.00');
  expect(formatGap(2, 0)).toBe('200.00');
});

test('JSON says the same in numbers, and speaks of targets', () => {
  const proved = { links: false, labels: true, moves: false };
  expect(
    placementToJson({ ...solution, optimal: false, links: 10, lowerBound: 8, proved, seconds: 1.23456 }),
  ).toMatchObject({
    links: 10,
    lowerBound: 8,
    gap: 0.25,
    optimal: false,
    proved: { links: false, targets: true, moves: false },
    targets: 2,
    seconds: 1.235,
  });
});

test('each network link that is left has its reason, and a tie is called one', () => {
  const link = { from: 'a', to: 'b', fromTarget: 't1', toTarget: 't2', weight: 1 };
  const together = (extraWeight: number, extraLinks = extraWeight) => ({ target: 't3', extraWeight, extraLinks });
  expect(writeRemainingLinks([])).toBe('no network links\n');
  expect(
    writeRemainingLinks([
      { ...link, reason: 'dearer', together: together(2) },
      { ...link, weight: 7, reason: 'pinned', together: undefined },
      { ...link, reason: 'no-common-candidate', together: undefined },
      { ...link, reason: 'tie', together: together(0) },
      { ...link, reason: 'cheaper', together: together(-1) },
      { ...link, reason: 'dearer', together: together(5, 0) },
      { ...link, reason: 'forbidden', together: undefined },
    ]),
  ).toBe(
    [
      'a on t1 -- b on t2: with both on t3, everything else where it is, 2 more would cross the network',
      'a on t1 -- b on t2 (weight 7): both have one candidate only, and not the same',
      'a on t1 -- b on t2: they have no candidate in common',
      'a on t1 -- b on t2: a tie: with both on t3 as much would cross the network',
      'a on t1 -- b on t2: with both on t3, everything else where it is, 1 less would cross the network',
      'a on t1 -- b on t2: with both on t3, everything else where it is, a weight of 5 more would cross the network',
      'a on t1 -- b on t2: with everything else where it is, replicas, containers or ports keep them from every candidate in common',
      '',
    ].join('\n'),
  );
});
