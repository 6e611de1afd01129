// Not in the fast lane: searches of thousands of steps.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Budget } from '../../../src/solve/budget.ts';
import { combinePlans, expandPlan, projectPlan } from '../../../src/solve/place/combine-plans.ts';
import { compareMeasures } from '../../../src/solve/place/compare-measures.ts';
import type { PlaceProblem } from '../../../src/solve/place/place-problem.ts';
import { PlaceState } from '../../../src/solve/place/place-state.ts';
import { PlaceSearch } from '../../../src/solve/place/search-place.ts';
import { checkPlacement } from '../../bench/check-placement.ts';
import { toPlaceProblem } from '../../bench/place-instance-problem.ts';
import { generatePlaceInstance, placeFamilies } from '../../bench/place-instances.ts';
import { rounds } from '../../rounds.ts';
import { searchPlace } from './in-one-go.ts';
import { plansByBruteForce } from './plans-by-brute-force.ts';
import { randomProblem } from './random-problem.ts';

/** Work alone ends it, so the answer is the same on every machine. */
const budgetOf = (seconds: number): Budget => new Budget(seconds, { now: () => 0 });

const stages = [{ links: 1 }, { labels: 1 }, { moves: 1 }];
const seeds = fc.integer({ min: 0, max: 1e9 });

it('finds a plan wherever there is one, mostly the best, and says rightly what it comes to', () => {
  const reached = { possible: 0, found: 0, best: 0 };
  fc.assert(
    fc.property(seeds, seed => {
      const problem: PlaceProblem = { ...randomProblem(seed, 6, 4), stages };
      const plans = plansByBruteForce(problem);
      const found = searchPlace(problem, { budget: budgetOf(0.02) });
      if (plans.length > 0) reached.possible++;
      if (found === undefined) return;
      reached.found++;
      const state = new PlaceState(problem, found.label.slice());
      expect(state.isFeasible).toBe(true);
      expect(state.measures()).toEqual(found.measures);
      const best = plans.reduce((a, b) => (compareMeasures(stages, b.measures, a.measures) < 0 ? b : a));
      expect(compareMeasures(stages, found.measures, best.measures)).toBeGreaterThanOrEqual(0);
      if (compareMeasures(stages, found.measures, best.measures) === 0) reached.best++;
    }),
    { seed: 12, numRuns: rounds({ fast: 4, short: 150, long: 1000 }) },
  );
  expect(reached.found).toBeGreaterThan(0.98 * reached.possible);
  expect(reached.best).toBeGreaterThan(0.95 * reached.found);
});

it('never gives back a plan that is worse than the one to begin with', () => {
  fc.assert(
    fc.property(seeds, fc.nat(), (seed, at) => {
      const problem: PlaceProblem = { ...randomProblem(seed, 6, 4), stages };
      const plans = plansByBruteForce(problem);
      const start = plans[at % Math.max(1, plans.length)];
      if (start === undefined) return;
      const found = searchPlace(problem, { budget: budgetOf(0.002), start: start.label });
      expect(found).toBeDefined();
      if (found) expect(compareMeasures(stages, found.measures, start.measures)).toBeLessThanOrEqual(0);
    }),
    { seed: 13, numRuns: rounds({ fast: 3, short: 100, long: 800 }) },
  );
});

it('a problem combined of two plans has both as plans, at the same cost', () => {
  const instance = generatePlaceInstance('tight', 100, 8, 1);
  const problem = toPlaceProblem(instance);
  const [first, second] = [1, 2].map(seed => searchPlace(problem, { budget: budgetOf(0.03), seed })?.label);
  if (first === undefined || second === undefined) throw new Error('no plans');
  const combined = combinePlans(problem, first, second);
  expect(combined.problem.nodeCount).toBeLessThan(problem.nodeCount);
  for (const label of [first, second]) {
    const small = projectPlan(combined, label);
    expect(expandPlan(combined, small)).toEqual(label);
    const [whole, part] = [new PlaceState(problem, label.slice()), new PlaceState(combined.problem, small)];
    expect(part.isFeasible).toBe(true);
    expect(part.measures().links).toBe(whole.measures().links);
  }
});

it('plans of a hundred services keep everything, by a checker of their own, and are the same on two runs', () => {
  for (const family of placeFamilies.slice(-rounds({ fast: 1, short: 3, long: 3 }))) {
    const instance = generatePlaceInstance(family, 100, 8, 1);
    const [found, again] = [1, 2].map(() => searchPlace(toPlaceProblem(instance), { budget: budgetOf(0.1) }));
    expect(found).toBeDefined();
    if (!found) continue;
    const { faults, links, targets, moves } = checkPlacement(instance, found.label);
    expect(faults).toEqual([]);
    expect([links, targets, moves]).toEqual([found.measures.links, found.measures.labels, found.measures.moves]);
    expect(again).toEqual(found);
  }
});

it('goes on with others where all plans have become alike, and keeps the best', () => {
  const problem = toPlaceProblem(generatePlaceInstance('flat', 30, 4, 1));
  const search = new PlaceSearch(problem, { budget: budgetOf(rounds({ fast: 1, short: 3, long: 3 })) });
  search.begin();
  let best = search.best;
  for (let step = 0; step < 120; step++) {
    search.step();
    const now = search.best;
    if (best && now) expect(compareMeasures(stages, now.measures, best.measures)).toBeLessThanOrEqual(0);
    best = now ?? best;
  }
  // Proved to be the optimum.
  expect(best?.measures).toMatchObject({ links: 33, labels: 4, moves: 3 });
});

it('exchanges a large node for several small ones, where nothing fits beside it', () => {
  // On one of two labels is a large node, where nine small ones would be at ease, and the other way round.
  const pairs = 9;
  const [large, small] = [1000, 111];
  const nodes = Array.from({ length: pairs }, (_, p) => [
    { need: large, on: 2 * p + 1 },
    ...Array.from({ length: 9 }, () => ({ need: small, on: 2 * p })),
  ]).flat();
  const labels = Array.from({ length: 2 * pairs }, (_, label) => label);
  const start = Int32Array.from(nodes, ({ on }) => on);
  const problem: PlaceProblem = {
    nodeCount: nodes.length,
    labelCount: labels.length,
    listOf: new Int32Array(nodes.length),
    lists: { start: Int32Array.of(0, labels.length), items: Int32Array.from(labels) },
    labelWishes: [],
    partitions: [{ zoneOf: Int32Array.from(labels), zoneCount: labels.length }],
    resources: [
      {
        need: Float64Array.from(nodes, ({ need }) => need),
        have: Float64Array.from(labels, () => 1005),
        comfortable: Float64Array.from(labels, label => (label % 2 === 0 ? large : 9 * small)),
        loadWeight: 1,
        transient: false,
      },
    ],
    links: {
      u: new Int32Array(0),
      v: new Int32Array(0),
      weight: new Float64Array(0),
      levels: [0],
      costs: [1],
    },
    nearest: [],
    rules: [],
    moves: {
      classOf: Int32Array.from(nodes, (_, node) => node),
      homes: { start: Int32Array.from({ length: nodes.length + 1 }, (_, i) => i), items: start },
      weight: new Float64Array(nodes.length),
      newcomers: new Int32Array(nodes.length),
      distanceWeight: 0,
      groupWeight: 0,
    },
    labelCost: new Float64Array(labels.length),
    balances: [],
    stages: [{ load: 1 }],
  };
  expect(new PlaceState(problem, start.slice()).measures().load).toBe(pairs);
  const found = searchPlace(problem, { budget: budgetOf(0.5), start });
  expect(found?.measures.load).toBe(0);
});
