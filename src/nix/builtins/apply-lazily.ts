import { call, call2 } from '../call.ts';
import { type Slot, Thunk, type Value } from '../value.ts';

/** A call that is put off, for `map` and the like: one small object besides the thunk, and no closure per element. */
export function applyLazily(fn: Slot, argument: Slot): Thunk {
  return new Thunk(runApplication, new Application(fn, argument));
}

/** A call with two arguments that is put off. */
export function applyLazily2(fn: Slot, first: Slot, second: Slot): Thunk {
  return new Thunk(runApplication2, new Application2(fn, first, second));
}

class Application {
  readonly fn: Slot;
  readonly argument: Slot;

  constructor(fn: Slot, argument: Slot) {
    this.fn = fn;
    this.argument = argument;
  }
}

class Application2 {
  readonly fn: Slot;
  readonly first: Slot;
  readonly second: Slot;

  constructor(fn: Slot, first: Slot, second: Slot) {
    this.fn = fn;
    this.first = first;
    this.second = second;
  }
}

const runApplication = ({ fn, argument }: Application): Value => call(fn, argument);
const runApplication2 = ({ fn, first, second }: Application2): Value => call2(fn, first, second);
