import type { Delay, Frame, Run } from '../frame.ts';
import { type Slot, Thunk, type Value } from '../value.ts';

/** An expression, compiled. */
export interface Compiled {
  readonly run: Run;
  /** How to put it off without a thunk; undefined where a thunk is needed. */
  readonly delay: Delay | undefined;
  /** The value, when it is the same in every frame. */
  readonly constant: Slot | undefined;
  /** The function that it yields, where that is always the same one, but in a cell of its own each time. */
  readonly callee?: Slot | undefined;
  /**
   * Code that gives the value if that is there already, or a few additions away, and cannot fail; undefined otherwise.
   */
  readonly ready?: Ready | undefined;
}

export type Ready = (frame: Frame) => Value | undefined;

/** Code that has to be put off by a thunk. */
export function computed(run: Run): Compiled {
  return { run, delay: undefined, constant: undefined };
}

/**
 * Code that is so cheap, and so sure not to fail, that it need not be put off: functions, lists and sets of known
 * values.
 */
export function immediate(run: Run): Compiled {
  return { run, delay: run, constant: undefined };
}

/** Code that mostly has its value at once, so that a thunk would cost more than it saves. */
export function computedIfReady(run: Run, ready: Ready): Compiled {
  const delay = (frame: Frame): Slot => {
    const value = ready(frame);
    return value === undefined ? new Thunk(run, frame) : value;
  };
  return { run, delay, constant: undefined, ready };
}

/** A value known at compile time. Its code is made when it is asked for: most constants end up inside a larger one. */
export function constant(slot: Slot): Compiled {
  return new Constant(slot);
}

class Constant implements Compiled {
  readonly constant: Slot;

  constructor(slot: Slot) {
    this.constant = slot;
  }

  get run(): Run {
    const slot = this.constant;
    return slot instanceof Thunk ? () => slot.force() : () => slot;
  }

  get delay(): Delay {
    const slot = this.constant;
    return () => slot;
  }

  get ready(): Ready | undefined {
    const slot = this.constant;
    return slot instanceof Thunk ? undefined : () => slot;
  }
}

/** Puts a compiled expression off. */
export function delayed(compiled: Compiled): Delay {
  const { delay } = compiled;
  if (delay !== undefined) return delay;
  const { run } = compiled;
  return frame => new Thunk(run, frame);
}

/**
 * The elements of a list or the attributes of a set: an array when all are known at compile time, otherwise code that
 * makes one.
 */
export type Slots = Slot[] | ((frame: Frame) => Slot[]);

/** Collects slots, and makes code that copies an array with the known ones and fills in the others. */
export class SlotTemplate {
  private readonly known: (Slot | undefined)[];
  private open: Compiled[] | undefined;
  private indices: number[] | undefined;

  constructor(length: number) {
    this.known = new Array<Slot | undefined>(length);
    this.open = undefined;
    this.indices = undefined;
  }

  putKnown(index: number, slot: Slot): void {
    this.known[index] = slot;
  }

  put(index: number, compiled: Compiled): void {
    this.known[index] = compiled.constant;
    if (compiled.constant !== undefined) return;
    this.open ??= [];
    this.open.push(compiled);
    this.indices ??= [];
    this.indices.push(index);
  }

  finish(): Slots {
    const open = this.open;
    const indices = this.indices;
    if (open === undefined || indices === undefined) return this.known as Slot[];
    if (open.length === 1) return fillInOne(this.known, indices[0] as number, delayed(open[0] as Compiled));
    const delays = open.map(each => each.delay);
    const runs = open.map((each, i) => (delays[i] === undefined ? each.run : undefined));
    return fillIn(this.known, indices.slice(), delays, runs);
  }
}

function fillInOne(template: readonly (Slot | undefined)[], index: number, delay: Delay): (frame: Frame) => Slot[] {
  return frame => {
    const slots = template.slice() as Slot[];
    slots[index] = delay(frame);
    return slots;
  };
}

/** Apart from its caller, as the one above, so that the code holds nothing else. */
function fillIn(
  template: readonly (Slot | undefined)[],
  indices: readonly number[],
  delays: readonly (Delay | undefined)[],
  runs: readonly (Run | undefined)[],
): (frame: Frame) => Slot[] {
  return frame => {
    const slots = template.slice() as Slot[];
    for (let i = 0; i < indices.length; i++) {
      const delay = delays[i];
      slots[indices[i] as number] = delay === undefined ? new Thunk(runs[i] as Run, frame) : delay(frame);
    }
    return slots;
  };
}
