import { call2 } from '../call.ts';
import { type Slot, Thunk, type Value } from '../value.ts';

/** A call with two arguments that is put off: one small object besides the thunk, and no closure per element. */
export function applyLazily2(fn: Slot, first: Slot, second: Slot): Thunk {
  return new Thunk(runApplication2, new Application2(fn, first, second));
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

const runApplication2 = ({ fn, first, second }: Application2): Value => call2(fn, first, second);
