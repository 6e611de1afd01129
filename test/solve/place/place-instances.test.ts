import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkPlacement } from '../../bench/check-placement.ts';
import { generatePlaceInstance } from '../../bench/place-instances.ts';

// Digests of the instances on which the figures in docs/place.md stand, as JSON in a line.
test.each([
  ['flat', 30, 4, '5677f60c4253785024fa6c7d58096abb997fbb87dca576e5dbc40d4bfbb5b754'],
  ['zoned', 30, 4, 'a55cfe7b6ea56c6fccd60325e4bbdbcef0c57504021938e79c820c9d91dae4bc'],
  ['zoned', 100, 8, 'aef9ee5367af26e5a9c7d68df7f89e791bc3739d944aedb9610217795022f7a0'],
  ['tight', 300, 15, '314ee9d02207cde0c3cdd664296fd4fea24cb9bd6bde5bf590213deffdcaa886'],
  ['flat', 1000, 30, '7953638932d2c2881ff67bdcf79bf4b6dc28407f8d1ca1fb21729419ed9193ec'],
] as const)('%s %d×%d is the instance that it was', (family, services, targets, digest) => {
  const instance = generatePlaceInstance(family, services, targets, 1);
  expect(
    createHash('sha256')
      .update(`${JSON.stringify(instance)}\n`)
      .digest('hex'),
  ).toBe(digest);
  expect(checkPlacement(instance, instance.planted).faults).toEqual([]);
});

test('the checker finds what a plan breaks', () => {
  const instance = generatePlaceInstance('tight', 100, 8, 1);
  const all = checkPlacement(
    instance,
    instance.planted.map(() => 0),
  );
  for (const fault of ['no candidate', 'of resource', 'apart', 'spread']) {
    expect(all.faults.some(text => text.includes(fault))).toBe(true);
  }
  expect(all).toMatchObject({ links: 0, targets: 1 });
  expect(checkPlacement(instance, instance.planted.slice(1)).faults[0]).toContain('as long');
});
