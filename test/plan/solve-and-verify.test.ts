import { expect, test } from 'vitest';
import { solveAndVerify } from '../../src/plan/solve-and-verify.ts';

test('an answer without faults is handed on, one with faults never', () => {
  const solve = () => 7;
  expect(solveAndVerify('plan', solve, () => [])).toBe(7);
  expect(() => solveAndVerify('plan', solve, answer => [`${answer} is odd`, 'and prime'])).toThrow(
    'the plan does not hold what it promises: 7 is odd; and prime',
  );
});
