import { expect, it } from 'vitest';
import { solvePlacement } from '../../../src/solve/placement/solve-placement.ts';
import { verifyPlacement } from '../../../src/solve/placement/verify-placement.ts';
import { generateInstance } from '../../bench/placement-instances.ts';

const instance = generateInstance('pins', 200, 5, true, 1);
const solution = solvePlacement(instance, { algorithm: 'auto', timeLimit: 60 });

it('finds nothing wrong with a right solution', () => {
  expect(verifyPlacement(instance, solution)).toEqual([]);
});

it('finds every false claim', () => {
  const elsewhere = solution.assignment.slice();
  elsewhere[0] = instance.targetCount;
  expect(verifyPlacement(instance, { ...solution, assignment: elsewhere })).not.toEqual([]);
  for (const change of [{ links: -1 }, { totalLinks: 1 }, { targets: -1 }, { moves: 1 }]) {
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
