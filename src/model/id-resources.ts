import type { Position } from '../base/source.ts';
import type { Pool as NumberPool } from '../solve/index.ts';

/** An ID resources model: the pools from which ids are handed out. Keys in byte order. */
export interface IdResources {
  readonly pools: ReadonlyMap<string, Pool>;
}

/** A pool, and where the model has it. */
export interface Pool extends NumberPool {
  readonly position: Position | undefined;
}
