import type { Slot, Value } from './value.ts';

/**
 * What a function call remembers: entry 0 is the frame of the enclosing function, then come the arguments, then every
 * variable of `let`, `rec` and `with` in the body. There is one frame a *call*, not one a scope: code inside a call
 * runs at most once (thunks keep their value), so no two runs of a `let` share a frame, and most variables are found
 * without a hop.
 */
export type Frame = FrameEntry[];

/** `undefined`: a variable whose `let` or `rec` is still being set up. */
export type FrameEntry = Slot | Frame | undefined;

/** Compiled code: evaluates an expression to a value that is not a thunk. */
export type Run = (frame: Frame) => Value;

/** Compiled code that puts off the work: yields a thunk, or a value where that costs nothing. */
export type Delay = (frame: Frame) => Slot;

/** A frame of `size` entries without a parent, to copy frames from. */
export function blankFrame(size: number): Frame {
  // Filled by `push`, so that V8 takes it, and its copies, for an array without holes.
  const blank: Frame = [];
  for (let i = 0; i < size; i++) blank.push(undefined);
  return blank;
}

/**
 * A frame like `blank` for a call with one argument. The sizes written out are allocated in one go, the others copied.
 */
export function frameOfOne(parent: Frame, argument: Slot, blank: Frame): Frame {
  switch (blank.length) {
    case 2:
      return [parent, argument];
    case 3:
      return [parent, argument, undefined];
    case 4:
      return [parent, argument, undefined, undefined];
    default: {
      const frame = blank.slice();
      frame[0] = parent;
      frame[1] = argument;
      return frame;
    }
  }
}

/** A frame like `blank` for a call with two arguments. */
export function frameOfTwo(parent: Frame, first: Slot, second: Slot, blank: Frame): Frame {
  switch (blank.length) {
    case 3:
      return [parent, first, second];
    case 4:
      return [parent, first, second, undefined];
    default: {
      const frame = blank.slice();
      frame[0] = parent;
      frame[1] = first;
      frame[2] = second;
      return frame;
    }
  }
}

/** A frame like `blank` for a call with any number of arguments. */
export function frameOfMany(parent: Frame, args: readonly Slot[], blank: Frame): Frame {
  const frame = blank.slice();
  frame[0] = parent;
  for (let i = 0; i < args.length; i++) frame[i + 1] = args[i];
  return frame;
}
