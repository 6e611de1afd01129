import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Budget } from '../../../../src/solve/budget.ts';
import { strengthenByFillings } from '../../../../src/solve/place/bound/bound-by-fillings.ts';
import { buildBoundModel } from '../../../../src/solve/place/bound/bound-model.ts';
import type { PlaceBound } from '../../../../src/solve/place/bound/bound-place.ts';
import type { FillingCertificate } from '../../../../src/solve/place/bound/filling-certificate.ts';
import { ZoneFilling } from '../../../../src/solve/place/bound/zone-filling.ts';
import { readZoneLinks } from '../../../../src/solve/place/bound/zone-links.ts';
import type { PlaceProblem } from '../../../../src/solve/place/place-problem.ts';
import { recomputeFillings } from '../../../../src/verify/recompute-fillings.ts';
import { rounds } from '../../../rounds.ts';
import { Random } from '../../random.ts';
import { boundPlace } from '../in-one-go.ts';
import { type KeptPlan, plansByBruteForce } from '../plans-by-brute-force.ts';
import { randomProblem } from '../random-problem.ts';

const seeds = fc.integer({ min: 0, max: 1e9 });
/** A clock that stands still: work alone ends the search. */
const frozenClock = (): number => 0;

/** A bound by next to no shares, so that much is left to prove, and what fillings make of it. */
function boundTwice(problem: PlaceProblem, plans: readonly KeptPlan[]): readonly [PlaceBound, PlaceBound] {
  const shares = boundPlace(problem, { budget: new Budget(0.001, { now: frozenClock }), seconds: 0.001 });
  const upper = Math.min(1e6, ...plans.map(({ measures }) => measures.links));
  return [shares, strengthenByFillings(shares, upper, new Budget(0.02, { now: frozenClock }))];
}

it('is never above what the links of a plan cost, whatever rules there are, and is recomputed from its certificate', () => {
  const reached = { plans: 0, met: 0, raised: 0 };
  fc.assert(
    fc.property(seeds, seed => {
      const problem = randomProblem(seed, 5, 4);
      const plans = plansByBruteForce(problem);
      const [shares, { linksBound, by, certificate, fillings }] = boundTwice(problem, plans);
      const fewest = Math.min(...plans.map(({ measures }) => measures.links));
      expect(linksBound).toBeLessThanOrEqual(fewest);
      if (fillings)
        expect(recomputeFillings(problem, certificate, fillings)).toEqual({ faults: [], bound: linksBound });
      expect(by).toBe(fillings ? 'fillings' : 'shares');
      expect(linksBound > shares.linksBound).toBe(fillings !== undefined);
      if (plans.length > 0) reached.plans++;
      if (linksBound === fewest) reached.met++;
      if (fillings) reached.raised++;
    }),
    { seed: 1, numRuns: rounds({ fast: 20, short: 200, long: 3000 }) },
  );
  expect(reached.met / reached.plans).toBeGreaterThan(0.85);
  expect(reached.raised).toBeGreaterThan(2);
});

it('is rejected where a zone is said to earn less than it can, or a price is another one', () => {
  let rejected = 0;
  fc.assert(
    fc.property(seeds, fc.nat(), (seed, at) => {
      const problem = randomProblem(seed, 5, 4);
      const [, { linksBound, certificate, fillings }] = boundTwice(problem, plansByBruteForce(problem));
      if (fillings === undefined) return;
      const spoil = (change: Partial<FillingCertificate>): readonly string[] => {
        const { faults, bound } = recomputeFillings(problem, certificate, { ...fillings, ...change });
        return bound >= linksBound ? faults : ['less is proved', ...faults];
      };
      const less = (amounts: Float64Array): Float64Array =>
        amounts.map((amount, i) => (i === at % amounts.length ? amount - 1 : amount));
      const collected = fillings.collected - 1;
      expect(spoil({ collected })).not.toEqual([]);
      const [most = new Float64Array(0), ...others] = fillings.most;
      // Only where the search was complete is a zone's most also reached.
      if (spoil({ most: [less(most), ...others], collected }).length > 0) rejected++;
      const [prices = new Float64Array(0), ...outer] = fillings.prices;
      expect(spoil({ prices: [prices.map(price => price - 1), ...outer] })).not.toEqual([]);
      expect(spoil({ prices: outer })).not.toEqual([]);
      expect(spoil({ rowPrices: fillings.rowPrices.map(price => price + 0.5), unit: 0 })).not.toEqual([]);
      expect(spoil({ parts: fillings.parts.subarray(1) })).not.toEqual([]);
    }),
    { seed: 1, numRuns: rounds({ fast: 20, short: 200, long: 600 }) },
  );
  expect(rejected).toBeGreaterThan(2);
});

it('a zone earns what its best choice earns, of all that fit and keep apart; cut off, no less', () => {
  fc.assert(
    fc.property(seeds, seed => {
      // Of links to the nearest all would count below, and one does in a bound.
      const problem = { ...randomProblem(seed, 6, 3), nearest: [] };
      const model = buildBoundModel(problem);
      const random = new Random(seed);
      const unit = 4;
      const parts = new Float64Array(model.links.shareCount);
      for (const { shareStart, step } of model.links.levels) {
        model.links.weight.forEach((weight, e) => {
          for (let s = shareStart[e]!; s < shareStart[e + 1]!; s++) parts[s] = random.below(weight * step * unit + 1);
        });
      }
      const none = model.links.levels.map(
        ({ partition }) => new Float64Array(model.clusters.count * problem.partitions[partition]!.zoneCount),
      );
      // Without crowds parts are shares.
      const upper = new Float64Array(parts.length);
      for (const { shareStart, step } of model.links.levels) {
        model.links.weight.forEach((weight, e) => {
          for (let s = shareStart[e]!; s < shareStart[e + 1]!; s++) upper[s] = weight * step * unit - parts[s]!;
        });
      }
      const split = { unit, parts, lower: parts, upper, bonus: none };
      model.links.levels.forEach(({ partition }, level) => {
        const { zoneCount } = problem.partitions[partition]!;
        const links = readZoneLinks(model, level, random.below(zoneCount), split);
        const price = Float64Array.from(links.members, () => random.below(30) - 8);
        const best = bestChoice(links, price);
        const filled = new ZoneFilling(links).fill(price, 1e6);
        expect(filled.most).toBe(best);
        expect(filled.isExact).toBe(true);
        expect(new ZoneFilling(links).fill(price, 2).most).toBeGreaterThanOrEqual(best);
      });
    }),
    { seed: 1, numRuns: rounds({ fast: 50, short: 500, long: 2000 }) },
  );
});

type Links = ReturnType<typeof readZoneLinks>;

/** By all choices. */
function bestChoice({ members, room, need, start, other, weight, rules }: Links, price: Float64Array): number {
  let best = 0;
  for (let choice = 0; choice < 2 ** members.length; choice++) {
    const isIn = (i: number): boolean => ((choice >> i) & 1) === 1;
    const chosen = [...members.keys()].filter(isIn);
    if (room.some((has, r) => chosen.reduce((sum, i) => sum + need[r]![i]!, 0) > has)) continue;
    if (rules.some(rule => Array.from(rule.members).filter(isIn).length > rule.most)) continue;
    let value = 0;
    for (const i of chosen) {
      value -= price[i]!;
      for (let k = start[i]!; k < start[i + 1]!; k++) if (other[k]! < i && isIn(other[k]!)) value += weight[k]!;
    }
    best = Math.max(best, value);
  }
  return best;
}
