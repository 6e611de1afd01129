import type { HeldRange, IdBook } from '../id-claim.ts';

/** What an answer with ids says. */
export interface IdAnswerClaim {
  /** Undefined where pools are said to have too few. */
  readonly ids: IdBook | undefined;
  /** Which file it says to be, where it says so. */
  readonly identity?: ClaimedIdentity | undefined;
  /** Pools that are said to have too few numbers, and who gets none. */
  readonly dry: readonly { readonly pool: string; readonly services: readonly string[] }[];
  /** What is said to be different from before. */
  readonly changes?: ClaimedChanges | undefined;
  /** Ids that are said to be none of their pools, which adopt them. */
  readonly foreign?: readonly ClaimedHolding[] | undefined;
  /** Numbers of pools that somebody is said to have by himself. */
  readonly held?: readonly ClaimedHeld[] | undefined;
}

/** The lineage of an ids file, and how often it was changed. */
export interface ClaimedIdentity {
  readonly lineage: string;
  readonly serial: number;
}

/** A service has an id of a pool. */
export interface ClaimedHolding {
  readonly service: string;
  readonly pool: string;
  readonly id: number;
}

/** In byte order of the services, then of the pools. */
export interface ClaimedChanges {
  readonly kept: number;
  readonly changed: readonly {
    readonly service: string;
    readonly pool: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly assigned: readonly ClaimedHolding[];
  readonly released: readonly ClaimedHolding[];
}

/** Numbers that are held without asking, and by which container where it is no service. */
export interface ClaimedHeld extends Omit<HeldRange, 'spares'> {
  readonly pool: string;
  readonly container?: string | undefined;
}
