import { expect, it } from 'vitest';
import { buildPlacementInstance } from '../../src/solve/placement/placement-instance.ts';
import { solvePlacement } from '../../src/solve/placement/solve-placement.ts';
import { verifyPlacement } from '../../src/verify/verify-placement.ts';
import { generateInstance } from '../bench/placement-instances.ts';

const instance = generateInstance('pins', 200, 5, true, 1);
const solution = solvePlacement(instance, { algorithm: 'auto', timeLimit: 60 });

it('finds nothing wrong with a right solution', () => {
  expect(verifyPlacement(instance, solution)).toEqual([]);
});

it('finds every false claim', () => {
  const elsewhere = solution.assignment.slice();
  elsewhere[0] = instance.labelCount;
  expect(verifyPlacement(instance, { ...solution, assignment: elsewhere })).not.toEqual([]);
  for (const change of [{ links: -1 }, { totalLinks: 1 }, { labels: -1 }, { moves: 1 }]) {
    const [[key, difference] = ['links', 0]] = Object.entries(change);
    const claim = { ...solution, [key]: solution[key as 'links'] + difference };
    expect(verifyPlacement(instance, claim)).not.toEqual([]);
  }
});

it('finds a bound that the certificate does not carry', () => {
  const { certificate } = solution;
  const spoilt = certificate.shares.slice().fill(0);
  const faults = verifyPlacement(instance, { ...solution, certificate: { ...certificate, shares: spoilt } });
  expect(faults.join()).toMatch(/its certificate proves/);
  const tooHigh = { ...solution, lowerBound: solution.links + 1 };
  expect(verifyPlacement(instance, tooHigh)).not.toEqual([]);
});

it('takes the bound 0 from a certificate that proves less: weights so heavy that shares are rounded', () => {
  const heavy = buildPlacementInstance({
    labelCount: 3,
    candidates: [[1, 2], [0, 1, 2], [0, 1, 2], [2]],
    edgeU: [1, 0, 0, 1, 3, 1, 1, 0, 2, 1, 0],
    edgeV: [3, 1, 3, 3, 1, 3, 3, 2, 2, 2, 2],
    edgeWeight: [
      1067193457665, 761355684865, 800759865601, 730874229505, 261813108993, 724923573505, 888142258433, 499901272065,
      832557917185, 850780630273, 574562974977,
    ],
  });
  for (const algorithm of ['auto', 'isolation', 'expansion'] as const) {
    expect(verifyPlacement(heavy, solvePlacement(heavy, { algorithm, timeLimit: 60 }))).toEqual([]);
  }
});
