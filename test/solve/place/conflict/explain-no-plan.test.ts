import { expect, test } from 'vitest';
import { Budget } from '../../../../src/solve/budget.ts';
import { restrictPlace } from '../../../../src/solve/place/conflict/demands.ts';
import { explainNoPlan, isRefutedQuickly } from '../../../../src/solve/place/conflict/explain-no-plan.ts';
import { verifyConflict } from '../../../../src/verify/verify-conflict.ts';
import { rounds } from '../../../rounds.ts';
import { plansByBruteForce } from '../plans-by-brute-force.ts';
import { randomDemands } from './demanded-place.ts';

test('every "no plan" is true, and without any one of the demands there is one, by trying all plans', () => {
  const seen = { possible: 0, impossible: 0, unknown: 0 };
  const ways = new Map<string, number>();
  const count = rounds({ fast: 60, short: 700, long: 5000 });
  for (let seed = 1; seed <= count; seed++) {
    const place = randomDemands(seed, 5, 4, [1, 0.6, 0.4][seed % 3] ?? 1);
    const all = place.demands.map((_, number) => number);
    const hasPlan = (kept: readonly number[]): boolean => plansByBruteForce(restrictPlace(place, kept)).length > 0;
    const answer = explainNoPlan(place, { budget: new Budget(10) });
    seen[answer.kind]++;
    expect(answer.kind, `seed ${seed}`).toBe(hasPlan(all) ? 'possible' : 'impossible');
    if (isRefutedQuickly(restrictPlace(place, all))) expect(answer.kind).toBe('impossible');
    if (answer.kind !== 'impossible') continue;
    ways.set(answer.refutedBy, (ways.get(answer.refutedBy) ?? 0) + 1);
    expect(answer.isMinimal, `seed ${seed}`).toBe(true);
    expect(hasPlan(answer.demands), `seed ${seed}: ${answer.demands}`).toBe(false);
    for (const demand of answer.demands) {
      expect(hasPlan(answer.demands.filter(other => other !== demand)), `seed ${seed} without ${demand}`).toBe(true);
    }
    const checked = verifyConflict(place.whole, place.demands, answer, 1_000_000);
    expect(checked.faults, `seed ${seed}`).toEqual([]);
    expect(checked.confirmedBy, `seed ${seed}`).toBe(answer.refutedBy === 'count' ? 'count' : 'search');
  }
  expect(seen.possible).toBeGreaterThan(count / 7);
  expect(seen.impossible).toBeGreaterThan(count / 7);
  // Few of them need a tree of cases.
  const expected = ['count', 'propagation', ...(count < 700 ? [] : ['tree'])];
  expect([...ways.keys()]).toEqual(expect.arrayContaining(expected));
});
