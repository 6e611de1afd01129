import type { Position } from '../base/source.ts';
import type { Pool as NumberPool } from '../solve/index.ts';
import type { PoolKind, SystemRange } from './pool-kind.ts';

export type { HeldNumbers } from '../solve/index.ts';

/** The property of a service that lists the pools it wants an id of. */
export const usualServiceProperty = 'requiresUniqueIdsFor';

/** The properties of a service that pin ids; the second is for services in which `ids` means the ids file. */
export const pinProperties: readonly string[] = ['ids', 'pinnedIds'];

/** An ID resources model: the pools from which ids are handed out. Keys in byte order. */
export interface IdResources {
  readonly pools: ReadonlyMap<string, Pool>;
}

/** A pool, and where the model has it. */
export interface Pool extends NumberPool {
  /** What its numbers are; where nothing is said, by its name. */
  readonly kind: PoolKind;
  /** Which transport protocols its ports are of, as in `tcp`, `udp` and `sctp`, as bits. */
  readonly protocols: number;
  /** Numbers that it may give, though a machine's system hands them out by itself. */
  readonly usedBySystem: readonly SystemRange[];
  readonly position: Position | undefined;
}
