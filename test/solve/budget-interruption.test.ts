import { expect, test } from 'vitest';
import { Budget } from '../../src/solve/budget.ts';

test('an interruption spends a budget, whatever is left of it', () => {
  let isInterrupted = false;
  const budget = new Budget(10, { now: () => 0, isInterrupted: () => isInterrupted });
  expect([budget.isSpent(), budget.spentFraction(), budget.secondsLeft()]).toEqual([false, 0, 10]);
  isInterrupted = true;
  expect([budget.isSpent(), budget.spentFraction(), budget.secondsLeft()]).toEqual([true, 1, 0]);
  expect(budget.endedBy).toBe('interruption');
  budget.allow(1);
  expect(budget.isSpent()).toBe(true);
});
