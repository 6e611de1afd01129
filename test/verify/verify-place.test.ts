import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Budget } from '../../src/solve/budget.ts';
import type { Measures, PlaceProblem } from '../../src/solve/place/place-problem.ts';
import { PlaceState } from '../../src/solve/place/place-state.ts';
import { countPlaced } from '../../src/verify/count-placed.ts';
import { type PlaceClaim, verifyPlace } from '../../src/verify/verify-place.ts';
import { rounds } from '../rounds.ts';
import { boundPlace } from '../solve/place/in-one-go.ts';
import { plansByBruteForce } from '../solve/place/plans-by-brute-force.ts';
import { randomProblem } from '../solve/place/random-problem.ts';

const frozenClock = (): number => 0;

interface Case {
  readonly problem: PlaceProblem;
  readonly claim: PlaceClaim & { readonly certificate: NonNullable<PlaceClaim['certificate']> };
}

/** A problem with a plan, and all that is to be said of it; undefined where there is no plan. */
function prepare(seed: number): Case | undefined {
  const problem = randomProblem(seed, 6, 4);
  const plans = plansByBruteForce(problem);
  const best = plans.reduce((a, b) => (b.measures.links < a.measures.links ? b : a), plans[0]!);
  if (best === undefined) return undefined;
  const { linksBound, certificate } = boundPlace(problem, {
    budget: new Budget(1, { now: frozenClock }),
    seconds: 0.001,
  });
  const { links, labels, moves } = best.measures;
  const claim = {
    plan: best.label,
    measures: best.measures,
    values: [links, labels, moves],
    bounds: [linksBound, 0, 0],
    proved: [linksBound === links, false, false],
    linksBound,
    byCertificate: [true, true, true],
    certificate,
  };
  return { problem, claim };
}

function candidatesOf({ listOf, lists }: PlaceProblem, node: number): Int32Array {
  return lists.items.subarray(lists.start[listOf[node]!], lists.start[listOf[node]! + 1]);
}

const cases = fc
  .integer({ min: 0, max: 1e9 })
  .map(prepare)
  .filter((made): made is Case => made !== undefined);

it('finds nothing wrong with what is right', () => {
  fc.assert(
    fc.property(cases, ({ problem, claim }) => {
      expect(verifyPlace(problem, claim)).toEqual([]);
    }),
    { seed: 1, numRuns: rounds({ fast: 8, short: 200, long: 1000 }) },
  );
});

it('rejects a certificate with one share more or less by 1', () => {
  fc.assert(
    fc.property(cases, fc.nat(), fc.constantFrom(1, -1), ({ problem, claim }, at, by) => {
      const { shares } = claim.certificate;
      fc.pre(shares.length > 0);
      const spoilt = shares.slice();
      spoilt[at % shares.length]! += by;
      const faults = verifyPlace(problem, { ...claim, certificate: { ...claim.certificate, shares: spoilt } });
      expect(faults.join()).toContain('do not come to the weight of their link');
    }),
    { seed: 1, numRuns: rounds({ fast: 8, short: 200, long: 1000 }) },
  );
});

it('rejects prices below 0, more or fewer of them, and prices that do not prove what is said', () => {
  const prices = ['labelPrices', 'rowPrices'] as const;
  fc.assert(
    fc.property(cases, fc.constantFrom(...prices), fc.nat(), ({ problem, claim }, which, at) => {
      const list = claim.certificate[which];
      fc.pre(list.length > 0);
      const withPrices = (spoilt: Float64Array): string[] =>
        verifyPlace(problem, { ...claim, certificate: { ...claim.certificate, [which]: spoilt } });
      expect(withPrices(list.slice(1))).toHaveLength(1);
      expect(withPrices(Float64Array.of(...list, 0))).toHaveLength(1);
      expect(withPrices(list.map((price, i) => (i === at % list.length ? price + 0.5 : price)))).toHaveLength(1);
      if (which === 'rowPrices') return; // rows of the kind `together` may have any sign
      expect(withPrices(list.map((price, i) => (i === at % list.length ? -1 : price)))).toHaveLength(1);
    }),
    { seed: 1, numRuns: rounds({ fast: 6, short: 100, long: 500 }) },
  );
  fc.assert(
    fc.property(cases, ({ problem, claim }) => {
      const { certificate } = claim;
      const lower = { ...certificate, collected: certificate.collected - certificate.unit };
      expect(verifyPlace(problem, { ...claim, certificate: lower })).toHaveLength(1);
      expect(verifyPlace(problem, { ...claim, certificate: { ...certificate, movePrice: -1 } })).toHaveLength(1);
      expect(verifyPlace(problem, { ...claim, certificate: { ...certificate, divisors: [] } })).toHaveLength(
        problem.resources.length > 0 ? 1 : 0,
      );
      expect(verifyPlace(problem, { ...claim, certificate: undefined })).toHaveLength(claim.linksBound > 0 ? 1 : 0);
      const { crowdPrices } = certificate;
      fc.pre(crowdPrices.length > 0);
      for (const spoil of [(): number => -1, (price: number): number => price + 0.5]) {
        const spoilt = crowdPrices.map(prices => prices.map((price, i) => (i === 0 ? spoil(price) : price)));
        const faults = verifyPlace(problem, { ...claim, certificate: { ...certificate, crowdPrices: spoilt } });
        expect(faults.join()).toContain('a price of a crowd is');
      }
      const fewer = { ...certificate, crowdPrices: crowdPrices.slice(1) };
      expect(verifyPlace(problem, { ...claim, certificate: fewer })).toHaveLength(1);
    }),
    { seed: 1, numRuns: rounds({ fast: 4, short: 50, long: 250 }) },
  );
});

it('rejects prices of crowds that are not those by which links were shared', () => {
  const reached = { rejected: 0, tried: 0 };
  fc.assert(
    fc.property(cases, ({ problem, claim }) => {
      const { crowdPrices } = claim.certificate;
      fc.pre(crowdPrices.some(prices => prices.some(price => price > 0)));
      const without = { ...claim.certificate, crowdPrices: crowdPrices.map(prices => prices.map(() => 0)) };
      reached.tried++;
      if (verifyPlace(problem, { ...claim, certificate: without }).length > 0) reached.rejected++;
    }),
    { seed: 1, numRuns: rounds({ fast: 4, short: 20, long: 20 }) },
  );
  expect(reached.rejected).toBe(reached.tried);
});

it('rejects measures, objectives, bounds and proofs that are not so', () => {
  fc.assert(
    fc.property(cases, ({ problem, claim }) => {
      for (const measure of Object.keys(claim.measures) as (keyof Measures)[]) {
        const measures = { ...claim.measures, [measure]: claim.measures[measure] + 1 };
        expect(verifyPlace(problem, { ...claim, measures })).toHaveLength(1);
      }
      expect(verifyPlace(problem, { ...claim, values: [...claim.values.slice(0, 2), -1] })).toHaveLength(1);
      const { links } = claim.measures;
      expect(verifyPlace(problem, { ...claim, linksBound: links + 1, bounds: [links + 1, 0, 0] })).not.toEqual([]);
      if (claim.linksBound < links) {
        expect(verifyPlace(problem, { ...claim, proved: [true, false, false] })).toHaveLength(1);
        expect(verifyPlace(problem, { ...claim, bounds: [links, 0, 0], proved: [true, false, false] })).toEqual([
          'the bound of objective 0 is more than what is proved of its measures',
        ]);
      }
      const { labels } = claim.measures;
      // By a search: no more is said of it than that the objective before is open.
      const later = { bounds: [claim.bounds[0]!, labels, 0], proved: [false, true, false] };
      const bySearch = { byCertificate: [true, false, true] };
      expect(verifyPlace(problem, { ...claim, ...later, ...bySearch })).toHaveLength(1);
      const more = { bounds: [claim.bounds[0]!, countPlaced(problem).labels + 1, 0] };
      expect(verifyPlace(problem, { ...claim, ...more })).not.toEqual([]);
    }),
    { seed: 1, numRuns: rounds({ fast: 6, short: 100, long: 500 }) },
  );
});

it('rejects every plan that one who counts while nodes move rejects, and only those', () => {
  fc.assert(
    fc.property(cases, fc.nat(), fc.nat(), ({ problem, claim }, node, label) => {
      const plan = claim.plan.slice();
      plan[node % plan.length] = label % (problem.labelCount + 1);
      const isCandidate = candidatesOf(problem, node % plan.length).includes(plan[node % plan.length]!);
      const isKept = isCandidate && new PlaceState(problem, plan.slice()).isFeasible;
      const faults = verifyPlace(problem, { ...claim, plan });
      expect(faults.some(fault => /^(?:node|label \d|rule \d|\d+ nodes move)/.test(fault))).toBe(!isKept);
      expect(verifyPlace(problem, { ...claim, plan: plan.slice(1) })).toHaveLength(1);
    }),
    { seed: 1, numRuns: rounds({ fast: 8, short: 200, long: 1000 }) },
  );
});
