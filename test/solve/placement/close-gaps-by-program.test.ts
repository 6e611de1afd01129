import { expect, it } from 'vitest';
import { runHighs } from '../../../src/ports/highs/run-highs.ts';
import { Budget } from '../../../src/solve/budget.ts';
import { closeGapsByProgram, mostColumnsForAuto } from '../../../src/solve/placement/close-gaps-by-program.ts';
import { LinkSearch } from '../../../src/solve/placement/link-search.ts';
import { reduce } from '../../../src/solve/placement/reduce.ts';
import { rounds } from '../../rounds.ts';
import { bestByBruteForce } from './brute-force.ts';
import { randomInstance } from './random-instance.ts';

it('finds and proves the fewest links without any help', () => {
  for (let seed = 1; seed <= rounds({ fast: 2, short: 15, long: 150 }); seed++) {
    const instance = randomInstance(seed, 8);
    const search = new LinkSearch(reduce(instance));
    closeGapsByProgram(search, new Budget(60, { now: () => 0 }), runHighs, mostColumnsForAuto, () => {});
    const { links } = bestByBruteForce(instance);
    expect(search.links()).toEqual({ found: links, atLeast: links });
  }
});

it('leaves alone what has too many columns', () => {
  const search = new LinkSearch(reduce(randomInstance(3, 8)));
  const before = search.links();
  expect(closeGapsByProgram(search, new Budget(60, { now: () => 0 }), runHighs, 1, () => {})).toBe(false);
  expect(search.links()).toEqual(before);
});
