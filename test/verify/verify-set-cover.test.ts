import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coverExactly } from '../../src/solve/set-cover/cover-exactly.ts';
import { coverGreedily } from '../../src/solve/set-cover/cover-greedily.ts';
import { type BoundCertificate, type CoverInstance, verifySetCover } from '../../src/verify/verify-set-cover.ts';

/** An odd ring: each row may be covered by two of five columns; prices prove 2 1/2 at best, a tree proves 3. */
const ring: CoverInstance = {
  candidates: [
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
    [0, 4],
  ],
  costs: [10n, 10n, 10n, 10n, 10n],
};
const exact = coverExactly(ring, 5);
const greedy = coverGreedily(ring);

test('nothing is wrong with what the solvers claim, and the example needs a tree', () => {
  expect(verifySetCover(ring, exact)).toEqual([]);
  expect(verifySetCover(ring, greedy)).toEqual([]);
  expect(exact).toMatchObject({ cost: 30n, optimal: true, certificate: { kind: 'tree' } });
});

test.each([
  ['a row on no candidate of its own', { assignment: [4, ...exact.assignment.slice(1)] }, /not among its candidates/],
  ['a row left out', { assignment: exact.assignment.slice(1) }, /4 rows of 5 are covered/],
  ['a column chosen for nobody', { chosen: [0, 1, 2, 3, 4] }, /are chosen/],
  ['a lower cost', { cost: 29n, lowerBound: 29n }, /the cost is 30, but 29 is claimed/],
  ['a bound above the cost', { lowerBound: 31n, optimal: false }, /above the cost/],
  ['an optimum without a bound that meets it', { lowerBound: 20n }, /called optimal/],
  ['a bound that the tree does not speak of', { lowerBound: 20n, optimal: false }, /a tree proves the cost/],
] as const)('finds %s', (_, change, fault) => {
  expect(verifySetCover(ring, { ...exact, ...change }).join()).toMatch(fault);
});

test('finds every branch that is missing in a tree, and every leaf that is there too early or too late', () => {
  if (exact.certificate.kind !== 'tree') throw new Error('the example needs a tree');
  const { rows } = exact.certificate;
  const claim = (spoilt: readonly number[]) =>
    verifySetCover(ring, { ...exact, certificate: { kind: 'tree', rows: spoilt } });
  expect(claim([])).not.toEqual([]);
  expect(claim([-1])).not.toEqual([]);
  expect(claim([...rows, -1])).not.toEqual([]);
  expect(claim([9, ...rows.slice(1)])).not.toEqual([]);
  rows.forEach((row, place) => {
    if (place > 0) expect(claim(rows.slice(0, place))).not.toEqual([]);
    if (row >= 0 && place === 0) expect(claim([-1, ...rows.slice(1)])).not.toEqual([]);
  });
});

test('finds prices that pay too much, too little, or less than nothing', () => {
  const { certificate } = greedy;
  if (certificate.kind !== 'prices') throw new Error('the greedy bound is one of prices');
  const { prices, parts } = certificate;
  const claim = (spoilt: BoundCertificate) => verifySetCover(ring, { ...greedy, certificate: spoilt }).join();
  expect(claim({ ...certificate, prices: prices.map(price => price * 2n) })).toMatch(/than it costs/);
  expect(claim({ ...certificate, prices: prices.map(price => price / 2n) })).toMatch(/prove \d+ only/);
  expect(claim({ ...certificate, prices: [-1n, ...prices.slice(1)] })).toMatch(/less than nothing/);
  expect(claim({ ...certificate, prices: prices.slice(1) })).toMatch(/not one price/);
  expect(claim({ ...certificate, parts: parts * 2n })).toMatch(/only/);
  expect(claim({ ...certificate, parts: 0n })).not.toBe('');
});

test('whatever certificate is made up, no bound above the optimum passes', () => {
  const trees = fc.array(fc.integer({ min: -1, max: 4 }), { maxLength: 24 });
  const prices = fc.array(fc.bigInt(0n, 12n), { minLength: 5, maxLength: 5 });
  const certificates: fc.Arbitrary<BoundCertificate> = fc.oneof(
    trees.map(rows => ({ kind: 'tree' as const, rows })),
    prices.map(each => ({ kind: 'prices' as const, prices: each, parts: 1n })),
  );
  const all = { assignment: [0, 1, 2, 3, 4], chosen: [0, 1, 2, 3, 4], cost: 50n };
  let passed = 0;
  fc.assert(
    fc.property(certificates, fc.bigInt(0n, 50n), (certificate, lowerBound) => {
      const faults = verifySetCover(ring, { ...all, lowerBound, optimal: lowerBound === 50n, certificate });
      if (faults.length > 0) return;
      passed++;
      expect(lowerBound <= 30n).toBe(true);
    }),
    { seed: 20261129, numRuns: 5000 },
  );
  expect(passed).toBeGreaterThan(20);
});
