import type { Slot, Value } from './value.ts';

/**
 * What a function call remembers: entry 0 is the frame of the enclosing function, then come the arguments, then every variable
 * of `let`, `rec` and `with` in the body. There is one frame a *call*, not one a scope: code inside a call runs at most once
 * (thunks keep their value), so no two runs of a `let` share a frame, and most variables are found without a hop.
 */
export type Frame = FrameEntry[];

/** `undefined`: a variable whose `let` or `rec` is still being set up. */
export type FrameEntry = Slot | Frame | undefined;

/** Compiled code: evaluates an expression to a value that is not a thunk. */
export type Run = (frame: Frame) => Value;

/** Compiled code that puts off the work: yields a thunk, or a value where that costs nothing. */
export type Delay = (frame: Frame) => Slot;

/** A frame of `size` entries for a call with one argument. The sizes written out are allocated in one go. */
export function frameOfOne(parent: Frame, argument: Slot, size: number): Frame {
  switch (size) {
    case 2:
      return [parent, argument];
    case 3:
      return [parent, argument, undefined];
    case 4:
      return [parent, argument, undefined, undefined];
    case 5:
      return [parent, argument, undefined, undefined, undefined];
    default:
      return extended([parent, argument, undefined, undefined, undefined, undefined], size);
  }
}

/** A frame of `size` entries for a call with two arguments. */
export function frameOfTwo(parent: Frame, first: Slot, second: Slot, size: number): Frame {
  switch (size) {
    case 3:
      return [parent, first, second];
    case 4:
      return [parent, first, second, undefined];
    case 5:
      return [parent, first, second, undefined, undefined];
    default:
      return extended([parent, first, second, undefined, undefined, undefined], size);
  }
}

/** A frame of `size` entries for a call with any number of arguments. */
export function frameOfMany(parent: Frame | undefined, args: readonly Slot[], size: number): Frame {
  return extended([parent, ...args], size);
}

function extended(frame: Frame, size: number): Frame {
  for (let i = frame.length; i < size; i++) frame.push(undefined);
  return frame;
}
