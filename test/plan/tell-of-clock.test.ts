import { expect, it } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { isEndedByClock, tellingOfClock } from '../../src/plan/tell-of-clock.ts';
import { Budget, type ProgramAnswer, watchPrograms } from '../../src/solve/index.ts';

const program = {} as Parameters<Parameters<typeof watchPrograms>[0]>[0];

/** Whether it is said of a program with this answer, for which so many of ten seconds went by. */
function isTold(answer: ProgramAnswer | undefined, spent: number, isInterrupted = false): boolean {
  let time = 0;
  let told = false;
  const programs = watchPrograms(
    () => {
      time += 1000 * spent;
      return answer;
    },
    {
      now: () => time,
      isInterrupted: () => isInterrupted,
      onClock: () => {
        told = true;
      },
    },
  );
  expect(programs(program, 10)).toBe(answer);
  return told;
}

it('a program that time ended is told, one that was solved, that failed or was interrupted is not', () => {
  const solved = { bound: 1, values: undefined };
  expect(isTold({ ...solved, isTimedOut: true }, 9)).toBe(true);
  expect(isTold(undefined, 9.5)).toBe(true);
  expect(isTold({ ...solved, isTimedOut: false }, 9.5)).toBe(false);
  expect(isTold(solved, 9.5)).toBe(false);
  expect(isTold(undefined, 0.1)).toBe(false);
  expect(isTold(undefined, 9.5, true)).toBe(false);
});

it('is found once, however often the clock decides, and handed on to who asked', () => {
  const findings = new Findings();
  const outer = new Findings();
  const { onClock } = tellingOfClock(tellingOfClock({}, outer), findings);
  expect(isEndedByClock(findings.all)).toBe(false);
  onClock?.();
  onClock?.();
  expect(findings.all.map(({ severity, code }) => [severity, code])).toEqual([['warning', 'ended-by-clock']]);
  expect(isEndedByClock(outer.all)).toBe(true);
});

it('a budget says it once, of any stage, and never of work that is spent or of no seconds', () => {
  let time = 0;
  let calls = 0;
  const budget = new Budget(10, { now: () => time, isInterrupted: () => false, onClock: () => calls++ });
  budget.allow(0.1);
  time = 2000;
  expect([budget.isSpent(), budget.isSpent(), calls]).toEqual([true, true, 1]);
  budget.allow(1);
  expect([budget.isSpent(), budget.endedBy, budget.endedAllBy]).toEqual([false, undefined, 'clock']);
  budget.spend(1e12);
  expect([budget.isSpent(), budget.endedBy, budget.endedAllBy, calls]).toEqual([true, 'work', 'clock', 1]);
  const none = new Budget(0, { now: () => time++, isInterrupted: () => false, onClock: () => calls++ });
  expect([none.isSpent(), none.endedAllBy, calls]).toEqual([true, 'work', 1]);
});
