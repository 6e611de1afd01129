import { expect, it } from 'vitest';
import { LinkSearch } from '../../../../src/solve/placement/link-search.ts';
import { reduce } from '../../../../src/solve/placement/reduce.ts';
import { WeightShares } from '../../../../src/solve/placement/shares/weight-shares.ts';
import { generateInstance } from '../../../bench/placement-instances.ts';
import { randomInstance } from '../random-instance.ts';

const core = reduce(generateInstance('types', 200, 8, true, 3));

it('a bound read off any shares is one, and going back to a snapshot goes back to its bound', () => {
  for (let seed = 1; seed < 40; seed++) {
    const small = reduce(randomInstance(seed, 12));
    const shares = new WeightShares(small);
    const read = (): number => shares.savedAtMost(0, small.nodeCount);
    const halves = read();
    const before = shares.snapshot(0, small.nodeCount);
    shares.sweep(0, small.nodeCount);
    const swept = read();
    expect(swept).toBeLessThanOrEqual(halves + small.edgeU.length);
    shares.restore(0, small.nodeCount, before);
    expect(read()).toBe(halves);
    shares.sweep(0, small.nodeCount);
    expect(read()).toBe(swept);
  }
});

it('shares that are rewritten count at once, for those who kept what was collected, too', () => {
  const shares = new WeightShares(core);
  shares.sweep(0, core.nodeCount); // keeps what is collected
  shares.rewrite(all => all.fill(0)); // the upper ends get everything
  const rewritten = shares.savedAtMost(0, core.nodeCount);
  const fresh = new WeightShares(core);
  fresh.rewrite(all => all.fill(0));
  expect(rewritten).toBe(fresh.savedAtMost(0, core.nodeCount));
});

it('shares that were taken are in one hand only', () => {
  const shares = new WeightShares(core);
  const { shares: taken, startOf } = shares.takeShares();
  expect(taken.length).toBe(startOf[core.edgeU.length]);
  expect(() => shares.sweep(0, core.nodeCount)).toThrow('taken');
  expect(() => shares.savedAtMost(0, core.nodeCount)).toThrow('taken');
});

it('the scratch is lent to one at a time, and comes back from one that fails', () => {
  const search = new LinkSearch(core);
  expect(() => search.borrowScratch(() => search.borrowCopy(0, () => 1))).toThrow('lent');
  expect(() =>
    search.borrowScratch(() => {
      throw new Error('failed');
    }),
  ).toThrow('failed');
  expect(search.borrowScratch(scratch => scratch.length)).toBe(core.nodeCount);
});
