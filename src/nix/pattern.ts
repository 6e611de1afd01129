import { didYouMean } from '../base/suggest.ts';
import { type Callee, nameOfLambda } from './callee.ts';
import { EvaluationError } from './error.ts';
import { nameValue } from './expect.ts';
import type { Delay, Frame } from './frame.ts';
import { AttributeSetValue, force, type Shape, type Slot } from './value.ts';

/** One name of a set pattern. */
export interface Formal {
  readonly name: string;
  /** Its offset in the source. */
  readonly at: number;
  /** Puts off the default, in the frame of the call. */
  readonly fallback: Delay | undefined;
}

/** The pattern `{ a, b ? 1, ... }@name` of a function. Formals have the frame entries from 1 on, in order. */
export class Pattern {
  readonly list: readonly Formal[];
  readonly open: boolean;
  /** The entry for the whole argument. */
  readonly wholeIndex: number | undefined;
  readonly formals: ReadonlyMap<string, boolean>;
  /** Where the formals are in the shape of the last argument. */
  #shape: Shape | undefined;
  #indices: readonly number[] = [];

  constructor(list: readonly Formal[], open: boolean, wholeIndex: number | undefined) {
    this.list = list;
    this.open = open;
    this.wholeIndex = wholeIndex;
    this.formals = new Map(list.map(({ name, fallback }) => [name, fallback !== undefined]));
  }

  /** A frame for a call with an argument that must be a set and fit the pattern. */
  bind(lambda: Callee, parent: Frame, argument: Slot): Frame {
    const set = force(argument);
    if (!(set instanceof AttributeSetValue)) {
      throw new EvaluationError(
        'type',
        `${nameOfLambda(lambda)} takes an attribute set but is called with ${nameValue(set)}`,
        lambda.position,
        `its argument is written { ${this.list[0]?.name ?? 'name'} = value; ... }`,
      );
    }
    if (set.shape !== this.#shape) this.#match(lambda, set.shape);
    const { list } = this;
    const indices = this.#indices;
    const frame = lambda.blank.slice();
    frame[0] = parent;
    if (this.wholeIndex !== undefined) frame[this.wholeIndex] = argument;
    let missing = false;
    for (let i = 0; i < list.length; i++) {
      const index = indices[i] as number;
      if (index < 0) missing = true;
      else frame[i + 1] = set.slots[index];
    }
    if (missing) {
      for (let i = 0; i < list.length; i++) {
        if ((indices[i] as number) < 0) frame[i + 1] = (list[i] as Formal).fallback?.(frame);
      }
    }
    return frame;
  }

  /** Finds the formals in a shape and checks that all fit. */
  #match(lambda: Callee, shape: Shape): void {
    const indices = this.list.map(({ name }) => shape.indexOf(name));
    const missing = this.list.find(({ fallback }, i) => fallback === undefined && (indices[i] as number) < 0);
    const surplus = this.open ? [] : shape.names.filter(name => !this.formals.has(name));
    if (missing !== undefined) {
      throw new EvaluationError(
        'missing-argument',
        `${nameOfLambda(lambda)} is called without the required argument '${missing.name}'`,
        lambda.position,
        surplus.length > 0 ? didYouMean(missing.name, surplus) : undefined,
      );
    }
    const [first] = surplus;
    if (first !== undefined) {
      throw new EvaluationError(
        'unexpected-argument',
        `${nameOfLambda(lambda)} is called with the unexpected argument '${first}'`,
        lambda.position,
        didYouMean(first, this.formals.keys()) ?? `it takes ${[...this.formals.keys()].join(', ') || 'none at all'}`,
      );
    }
    this.#shape = shape;
    this.#indices = indices;
  }
}
