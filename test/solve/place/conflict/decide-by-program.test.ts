// Not in the fast lane: a solver program is started for each question.
import { expect, test } from 'vitest';
import { runHighs } from '../../../../src/ports/highs/run-highs.ts';
import { decideByProgram } from '../../../../src/solve/place/conflict/decide-by-program.ts';
import { restrictPlace } from '../../../../src/solve/place/conflict/demands.ts';
import { OpenLabels } from '../../../../src/solve/place/conflict/open-labels.ts';
import { findBroken } from '../../../../src/verify/measure-placed.ts';
import { rounds } from '../../../rounds.ts';
import { plansByBruteForce } from '../plans-by-brute-force.ts';
import { randomDemands } from './demanded-place.ts';

test('an integer program finds a plan, or that there is none, as trying all plans does', () => {
  const seen = { plan: 0, none: 0 };
  const count = rounds({ fast: 3, short: 16, long: 150 });
  for (let seed = 1; seed <= count; seed++) {
    const place = randomDemands(seed, 5, 4, [1, 0.7][seed % 2] ?? 1);
    const problem = restrictPlace(
      place,
      place.demands.map((_, number) => number),
    );
    const labels = OpenLabels.of(problem);
    if (labels.count.includes(0)) continue;
    const answer = decideByProgram(labels, runHighs, 20);
    if (answer instanceof Int32Array) expect(findBroken(problem, answer), `seed ${seed}`).toEqual([]);
    const hasPlan = plansByBruteForce(problem).length > 0;
    expect(answer === 'none' ? 'none' : answer && 'plan', `seed ${seed}`).toBe(hasPlan ? 'plan' : 'none');
    seen[hasPlan ? 'plan' : 'none']++;
  }
  expect(Math.min(seen.plan, seen.none)).toBeGreaterThan(count / 8);
});
