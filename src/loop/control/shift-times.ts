import type { Applying, LoopState } from './loop-state.ts';

/**
 * What is remembered by a clock that was set: all times move with it, so that what was counted until then (a machine
 * misses, a failure is waited for) is neither over at once nor begins anew. O(machines + places).
 * @param milliseconds by which the clock is ahead of where it would have been
 */
export function shiftTimes(state: LoopState, milliseconds: number): LoopState {
  const { failures } = state;
  const shift = (time: number): number => time + milliseconds;
  const shiftIfAny = (time: number | null): number | null => (time === null ? null : shift(time));
  const shiftApply = (apply: Applying | null): Applying | null => apply && { ...apply, since: shift(apply.since) };
  return {
    ...state,
    machines: state.machines.map(machine => ({
      ...machine,
      missingSince: shiftIfAny(machine.missingSince),
      lastAnswer: shift(machine.lastAnswer),
    })),
    waiting: state.waiting.map(data => ({ ...data, since: shift(data.since) })),
    applying: shiftApply(state.applying),
    unverified: shiftApply(state.unverified),
    failures: failures.inRow === 0 ? failures : { ...failures, notBefore: shift(failures.notBefore) },
    lastApply: shiftIfAny(state.lastApply),
  };
}
