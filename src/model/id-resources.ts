import type { Position } from '../base/source.ts';

/** An ID resources model: the pools from which ids are handed out. Keys in byte order. */
export interface IdResources {
  readonly pools: ReadonlyMap<string, Pool>;
}

export interface Pool {
  readonly name: string;
  /** First and last id of the pool, both inclusive, whole numbers in the safe range. */
  readonly min: number;
  readonly max: number;
  /** `global`: an id is given once in the whole system; `machine`: once on each target. */
  readonly scope: 'global' | 'machine';
  /** The distance between the ids that the pool hands out: min, min + step, … At least 1. */
  readonly step: number;
  readonly position: Position | undefined;
}
