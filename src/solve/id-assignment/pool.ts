/** A pool of numbers, from which ids are handed out. The numbers are whole, not negative and in the safe range. */
export interface Pool {
  readonly name: string;
  /** First and last number of the pool, both inclusive. */
  readonly min: number;
  readonly max: number;
  /** `global`: an id is given once in the whole system; `machine`: once on each target. */
  readonly scope: 'global' | 'machine';
  /** The distance between the ids that the pool hands out: min, min + step, … At least `block`. */
  readonly step: number;
  /** How many consecutive numbers an id stands for, itself included: id … id + block - 1. At least 1. */
  readonly block: number;
  /** Numbers that are given to nobody, unless a service pins them. In any order. */
  readonly reserved: readonly NumberRange[];
  /** Numbers that are nobody's, not even by a pin, as nothing can use them. In any order. */
  readonly forbidden?: readonly NumberRange[] | undefined;
  /** Whether services keep ids that the run before knows and that are none of the pool: it adopts them. */
  readonly keepForeign?: boolean | undefined;
  /**
   * The pool that this one is coupled with, which names none itself: a service that wants an id of both has one id for
   * both, and a new id of either is free in both.
   */
  readonly sameAs?: string | undefined;
  /** Pools with the same space share their numbers; a pool without one shares with nobody. */
  readonly space: string | undefined;
}

/** All whole numbers from `from` to `to`, both inclusive. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}
