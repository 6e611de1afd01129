import { firstNameFrom } from '../base/search.ts';
import { Position, type Source } from '../base/source.ts';
import { EvaluationError } from './error.ts';

/**
 * The values of the Nix expression language. What JavaScript has as a primitive is one: null, booleans, strings (byte
 * strings without a context), integers (`number` inside the safe range, `bigint` outside it and *only* outside it). The
 * rest is a class each, so that `typeof` and `instanceof` tell every kind apart.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | NixFloat
  | ContextString
  | NixPath
  | NixList
  | AttributeSetValue
  | NixFunction;

/** What a list element, an attribute or an argument holds: a value, or a thunk that yields one when forced. */
export type Slot = Value | Thunk;

/** A list: a plain array that nobody changes after it was made. */
export type NixList = readonly Slot[];

/** A floating-point number, boxed so that it differs from an integer. */
export class NixFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/**
 * A string with a non-empty context. Each element is encoded as Nix encodes it: `/nix/store/…` (a source path),
 * `!output!/nix/store/….drv` (an output), `=/nix/store/….drv` (a derivation with its closure).
 */
export class ContextString {
  readonly text: string;
  readonly context: ReadonlySet<string>;

  constructor(text: string, context: ReadonlySet<string>) {
    this.text = text;
    this.context = context;
  }
}

/** An absolute, normalised path (byte string). */
export class NixPath {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }
}

type Positions = readonly (Position | undefined)[];

/**
 * The names of an attribute set, sorted in byte order, with the position of each. A set literal makes its shape once,
 * at compile time, and all sets it yields share it; so a selection can remember (shape, index) of its last success.
 */
export class Shape {
  readonly names: readonly string[];
  /** The positions, or where they are in `source`. */
  private places: Positions | readonly number[] | undefined;
  private readonly source: Source | undefined;
  private index: Map<string, number> | undefined;
  /** Searches so far: a map of the names is made when it pays. */
  private searches: number;
  /**
   * What `update` last made of this shape and another. Kept for shapes from the text of a program, of which there are
   * few.
   */
  merged: Merged | undefined;
  /** How many merges of shapes from the text of a program made this shape; at least `dynamicShape` for all others. */
  generation: number;

  /** With a source the positions are given as offsets in it: most sets are never asked for them. */
  constructor(names: readonly string[]);
  constructor(names: readonly string[], positions: Positions | undefined);
  constructor(names: readonly string[], offsets: readonly number[], source: Source);
  constructor(names: readonly string[], places?: Positions | readonly number[], source?: Source) {
    this.names = names;
    this.places = places;
    this.source = source;
    this.index = undefined;
    this.searches = 0;
    this.merged = undefined;
    this.generation = source === undefined ? dynamicShape : 0;
  }

  get positions(): Positions | undefined {
    const { places, source } = this;
    if (source === undefined || typeof places?.[0] !== 'number') return places as Positions | undefined;
    const positions = (places as readonly number[]).map(offset => new Position(source, offset));
    this.places = positions;
    return positions;
  }

  get hasPositions(): boolean {
    return this.places !== undefined;
  }

  /** The index of a name, or -1. O(log names), and O(1) once it was asked often. */
  indexOf(name: string): number {
    const { names } = this;
    if (names.length <= 8) {
      for (let i = 0; i < names.length; i++) if (names[i] === name) return i;
      return -1;
    }
    if (this.index !== undefined) return this.index.get(name) ?? -1;
    if (++this.searches > names.length >> 3) {
      this.index = new Map();
      for (let i = 0; i < names.length; i++) this.index.set(names[i] as string, i);
      return this.index.get(name) ?? -1;
    }
    const i = firstNotBelow(names, name, 0);
    return names[i] === name ? i : -1;
  }
}

/**
 * The result of a merge, to be used again: `plan[i]` is an index in the left set, or the complement (`~`) of one in the
 * right.
 */
export interface Merged {
  readonly right: Shape;
  readonly shape: Shape;
  readonly plan: readonly number[];
}

/** From here on a shape is taken for one that a program makes at run time, perhaps a million different ones. */
export const dynamicShape = 8;

/** The first index from `start` on of a name that is not less than `name`, found by doubling steps, then halving. */
export function firstNotBelow(names: readonly string[], name: string, start: number): number {
  let step = 1;
  let low = start;
  while (low + step < names.length && (names[low + step] as string) < name) {
    low += step;
    step *= 2;
  }
  return firstNameFrom(names, name, low, Math.min(low + step, names.length));
}

/** An attribute set: `slots[i]` belongs to `shape.names[i]`. */
export class AttributeSetValue {
  // Declared only: a set in layers makes them when somebody asks.
  declare readonly shape: Shape;
  declare readonly slots: readonly Slot[];

  constructor(shape: Shape, slots: readonly Slot[]) {
    this.shape = shape;
    this.slots = slots;
  }

  /** Whether `shape` and `slots` are not there yet, but would have to be made: then `get` is cheaper. */
  get isLayered(): boolean {
    return false;
  }

  static readonly empty = new AttributeSetValue(new Shape([]), []);

  /** A set from entries in any order; of equal names the first one stays (as `listToAttrs` has it). O(n log n). */
  static from(entries: Iterable<readonly [string, Slot]>): AttributeSetValue {
    const map = new Map<string, Slot>();
    for (const [name, slot] of entries) if (!map.has(name)) map.set(name, slot);
    const names = [...map.keys()].sort((a, b) => (a < b ? -1 : 1));
    return new AttributeSetValue(
      new Shape(names),
      names.map(name => map.get(name) as Slot),
    );
  }

  get size(): number {
    return this.slots.length;
  }

  /** The slot of a name, or undefined when the set lacks it (a Nix `null` is the value null). */
  get(name: string): Slot | undefined {
    const i = this.shape.indexOf(name);
    return i < 0 ? undefined : this.slots[i];
  }

  has(name: string): boolean {
    return this.shape.indexOf(name) >= 0;
  }

  /** Where the attribute was written, when that is known. */
  positionOf(name: string): Position | undefined {
    const i = this.shape.indexOf(name);
    return i < 0 ? undefined : this.shape.positions?.[i];
  }

  /** The entries in byte order of the names. */
  *entries(): IterableIterator<readonly [string, Slot]> {
    const { names } = this.shape;
    for (let i = 0; i < names.length; i++) yield [names[i] as string, this.slots[i] as Slot];
  }
}

/** A set that can say what to do about an attribute that it lacks. */
export class HintedSet extends AttributeSetValue {
  readonly missingHint: string;

  constructor(set: AttributeSetValue, missingHint: string) {
    super(set.shape, set.slots);
    this.missingHint = missingHint;
  }
}

/**
 * A function: a compiled lambda or a builtin (perhaps partly applied). Function sets (`__functor`) are attribute sets;
 * `call` in `call.ts` takes both.
 */
export abstract class NixFunction {
  abstract call(argument: Slot): Value;
  /** The names of a set pattern with "has a default", or undefined for other functions. Behind `functionArgs`. */
  abstract readonly formals: ReadonlyMap<string, boolean> | undefined;

  /** Where a name of the set pattern is written, when that is known. */
  positionOfFormal(_name: string): Position | undefined {
    return undefined;
  }
}

/** What a thunk runs, given the environment that it was made with. */
export type Code<E> = (environment: E) => Value;

/**
 * A suspended computation: one class for all, so that forcing stays monomorphic. While `code` is set, `payload` is the
 * environment that it will run in; afterwards `payload` is the value, and the environment is free to go. The two fields
 * are public for the compiler, which looks at them without a call; nothing else should.
 */
export class Thunk {
  // Declared only: a field definition would store `undefined` first, in the busiest constructor of the program.
  declare code: Code<never> | undefined;
  declare payload: unknown;

  constructor(code: Code<never>, environment: unknown) {
    this.code = code;
    this.payload = environment;
  }

  /** The value, if it has been computed already. */
  peek(): Value | undefined {
    return this.code === undefined ? (this.payload as Value) : undefined;
  }

  /** The value; computed on the first call. After a failure the thunk is as before and can be forced again. */
  force(): Value {
    const { code } = this;
    if (code === undefined) return this.payload as Value;
    const environment = this.payload;
    this.code = blackhole;
    try {
      const value = (code as Code<unknown>)(environment);
      this.payload = value;
      this.code = undefined;
      return value;
    } catch (error) {
      this.code = code;
      throw error;
    }
  }
}

/** The code of a thunk that is being forced: to run it means that the value needs itself. */
export const blackhole: Code<never> = () => {
  throw new EvaluationError(
    'infinite-recursion',
    'infinite recursion encountered: this value needs itself to be computed',
  );
};

/** The value of a slot, computed at most once. */
export function force(slot: Slot): Value {
  return slot instanceof Thunk ? slot.force() : slot;
}

/** A thunk for a computation written in TypeScript. */
export function lazy(run: () => Value): Thunk {
  return new Thunk(run as Code<never>, undefined);
}
