import { expect, it } from 'vitest';
import { solvePlace } from '../../../src/solve/place/solve-place.ts';
import { toPlaceProblem } from '../../bench/place-instance-problem.ts';
import { generatePlaceInstance } from '../../bench/place-instances.ts';
import { lane } from '../../rounds.ts';

const problem = toPlaceProblem(generatePlaceInstance('tight', 60, 6, 3));

it.skipIf(lane === 'fast')(
  'counts work: two runs are the same where the clock does not decide, and it is said what ended them',
  () => {
    const [first, second] = [1, 2].map(() => solvePlace(problem, { timeLimit: 0.1, now: () => 0 }));
    expect(first).toEqual(second);
    expect(first?.endedBy).toBe('work');
    expect(first?.bounds[0]).toBeGreaterThan(0.5 * (first?.values[0] ?? 0));
  },
);

it('says that the clock ended it where that is ahead of the work', () => {
  let now = 0;
  const found = solvePlace(problem, { timeLimit: 1, now: () => (now += 20) });
  expect(found?.endedBy).toBe('clock');
});

it('reports plans that get no worse and bounds that no plan goes below', () => {
  const links: number[] = [];
  const bounds: number[] = [];
  const found = solvePlace(problem, {
    timeLimit: 0.1,
    now: () => 0,
    onProgress: progress => {
      links.push(progress.links);
      bounds.push(progress.lowerBound);
    },
  });
  expect(links).toEqual([...links].sort((a, b) => b - a));
  expect(links.at(-1)).toBe(found?.measures.links);
  expect(Math.max(...bounds)).toBeLessThanOrEqual(found?.measures.links ?? 0);
  expect(links.length).toBeGreaterThan(2);
});
