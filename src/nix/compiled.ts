import type { Delay, Frame, Run } from './frame.ts';
import { type Slot, Thunk } from './value.ts';

/** An expression, compiled. */
export interface Compiled {
  readonly run: Run;
  /** How to put it off without a thunk; undefined where a thunk is needed. */
  readonly delay: Delay | undefined;
  /** The value, when it is the same in every frame. */
  readonly constant: Slot | undefined;
}

/** Code that has to be put off by a thunk. */
export function computed(run: Run): Compiled {
  return { run, delay: undefined, constant: undefined };
}

/** Code that is so cheap, and so sure not to fail, that it need not be put off: functions. */
export function immediate(run: Run): Compiled {
  return { run, delay: run, constant: undefined };
}

/** A value known at compile time. */
export function constant(slot: Slot): Compiled {
  const delay = () => slot;
  return { run: slot instanceof Thunk ? () => slot.force() : () => slot, delay, constant: slot };
}

/** Puts a compiled expression off. */
export function delayed({ run, delay }: Compiled): Delay {
  return delay ?? ((frame: Frame) => new Thunk(run, frame));
}
