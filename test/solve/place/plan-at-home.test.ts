import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PlaceProblem } from '../../../src/solve/place/place-problem.ts';
import { PlaceState } from '../../../src/solve/place/place-state.ts';
import { planAtHome } from '../../../src/solve/place/plan-at-home.ts';
import { rounds } from '../../rounds.ts';
import { plansByBruteForce } from './plans-by-brute-force.ts';
import { listNumbers, randomProblem } from './random-problem.ts';

/** The homes of each class, as lists. */
function homesAfter({ moves }: PlaceProblem, label: Int32Array, isNew: (its: number) => boolean): number[][] {
  return Array.from(moves.newcomers, (_, its) => {
    const on = [...label].filter((_, node) => moves.classOf[node] === its);
    return isNew(its) ? [] : [...new Set(on)].sort((a, b) => a - b);
  });
}

function withHomes(problem: PlaceProblem, homes: readonly (readonly number[])[]): PlaceProblem {
  const sizes = homes.map((_, its) => problem.moves.classOf.filter(one => one === its).length);
  const newcomers = Int32Array.from(homes, (list, its) => (list.length === 0 ? 0 : (sizes[its] ?? 0) - list.length));
  return { ...problem, moves: { ...problem.moves, homes: listNumbers(homes), newcomers } };
}

it('keeps every node that has a home there, and what it adds keeps room and rules', () => {
  const seen = { all: 0, some: 0 };
  const count = rounds({ short: 300, long: 3000 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.nat(), (seed, at) => {
      const whole = randomProblem(seed, 6, 4);
      const plans = plansByBruteForce(whole);
      const before = plans[at % Math.max(1, plans.length)];
      if (before === undefined || whole.nodeCount === 0) return;
      const all = homesAfter(whole, before.label, () => false);
      const same = planAtHome(withHomes(whole, all));
      if (same !== undefined) {
        seen.all++;
        expect(homesAfter(whole, same.label, () => false)).toEqual(all);
        expect(same.measures.moves).toBe(0);
      }
      const homes = homesAfter(whole, before.label, its => its === whole.moves.classOf[0]);
      const problem = withHomes(whole, homes);
      const found = planAtHome(problem);
      if (found === undefined) return;
      seen.some++;
      const state = new PlaceState(problem, found.label.slice());
      expect(state.isFeasible).toBe(true);
      expect(state.measures()).toEqual(found.measures);
      const after = homesAfter(problem, found.label, its => its === whole.moves.classOf[0]);
      expect(after).toEqual(homes);
    }),
    { seed: 5, numRuns: count },
  );
  expect(seen.all).toBeGreaterThan(count / 4);
  expect(seen.some).toBeGreaterThan(count / 8);
});

it('has no plan where nobody has a home', () => {
  const problem = randomProblem(1, 6, 4);
  expect(
    planAtHome(
      withHomes(
        problem,
        Array.from(problem.moves.newcomers, () => []),
      ),
    ),
  ).toBeUndefined();
});
