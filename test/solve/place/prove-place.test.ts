import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runHighs } from '../../../src/ports/highs/run-highs.ts';
import { Budget } from '../../../src/solve/budget.ts';
import { countMeasures } from '../../../src/solve/place/bound/count-measures.ts';
import { compareMeasures } from '../../../src/solve/place/compare-measures.ts';
import type { Objective } from '../../../src/solve/place/place-problem.ts';
import { provePlace } from '../../../src/solve/place/prove-place.ts';
import { verifyPlace } from '../../../src/verify/verify-place.ts';
import { lane, rounds } from '../../rounds.ts';
import { boundPlace } from './in-one-go.ts';
import { plansByBruteForce } from './plans-by-brute-force.ts';
import { randomProblem } from './random-problem.ts';

const orders: readonly (readonly Objective[])[] = [
  [{ links: 1 }, { labels: 1 }, { moves: 1 }],
  [{ wishes: 1 }, { cost: 1 }, { links: 1 }],
  [
    { links: 2, load: 1, moves: 1 },
    { balance: 1, wishes: 3 },
  ],
];

it.skipIf(lane === 'fast')(
  'proves what brute force finds, or finds it, in every objective and with every kind of rule',
  () => {
    const reached = { stages: 0, proved: 0 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom(...orders), fc.nat(), (seed, stages, at) => {
        const problem = { ...randomProblem(seed, 5, 4), stages };
        const plans = plansByBruteForce(problem);
        const start = plans[at % Math.max(1, plans.length)];
        if (start === undefined) return;
        const best = plans.reduce((a, b) => (compareMeasures(stages, b.measures, a.measures) < 0 ? b : a));
        const bound = boundPlace(problem, { budget: new Budget(1, { now: () => 0 }), seconds: 0.003 });
        const proof = provePlace(problem, start, { budget: new Budget(60), programs: runHighs, bound });
        const claim = {
          plan: proof.label,
          measures: proof.measures,
          values: proof.values,
          bounds: proof.bounds,
          proved: proof.proved,
          linksBound: bound.linksBound,
          byCertificate: proof.boundBy.map(by => by !== 'search'),
          certificate: bound.certificate,
        };
        expect(verifyPlace(problem, claim)).toEqual([]);
        const isProved = proof.proved.every(Boolean);
        if (isProved) expect(compareMeasures(stages, proof.measures, best.measures)).toBe(0);
        reached.stages++;
        if (isProved) reached.proved++;
      }),
      { seed: 1, numRuns: rounds({ fast: 5, short: 60, long: 600 }) },
    );
    expect(reached.proved / reached.stages).toBeGreaterThan(0.95);
  },
);

it('says what shares and counting prove where nobody solves programs', () => {
  const seed = Array.from({ length: 99 }, (_, i) => i).find(i => plansByBruteForce(randomProblem(i, 5, 4)).length > 0);
  const problem = randomProblem(seed ?? 0, 5, 4);
  const [start] = plansByBruteForce(problem);
  if (start === undefined) throw new Error('none of the seeds has a plan');
  const bound = boundPlace(problem, { budget: new Budget(1, { now: () => 0 }), seconds: 0.01 });
  const proof = provePlace(problem, start, { budget: new Budget(60), bound });
  const { labels, moves } = countMeasures(problem);
  expect(proof.bounds).toEqual([bound.linksBound, labels, moves]);
  expect(proof.label).toEqual(start.label);
});
