/** A pool, as far as it can be checked. */
export interface NumberPool {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly scope: 'global' | 'machine';
  readonly step: number;
  readonly block: number;
  readonly reserved: readonly { readonly from: number; readonly to: number }[];
  readonly space: string | undefined;
  /** The pool with which it is coupled: who wants an id of both has one for both. */
  readonly sameAs?: string | undefined;
  /** Whether services keep ids that are none of the pool. */
  readonly keepForeign?: boolean | undefined;
  /** What its numbers are to a system: where that is said, the limits of the kind hold. */
  readonly kind?: 'port' | 'uid' | 'gid' | 'number' | undefined;
}

/** Numbers that are held without asking for them; everywhere where there are no targets. */
export interface HeldRange {
  /** Undefined where it is no service that holds them. */
  readonly service: string | undefined;
  readonly from: number;
  readonly to: number;
  readonly targets: readonly string[];
  /** How that is known. */
  readonly by: string;
  /** Services that may keep or pin such a number all the same. */
  readonly spares?: ReadonlySet<string> | undefined;
  /** It is in the way of new ids alone: of none that is pinned or was had before; and it is not in use. */
  readonly barsNewOnly?: boolean | undefined;
}

/** What was asked. */
export interface IdRequests {
  readonly pools: ReadonlyMap<string, NumberPool>;
  /** In byte order of the services. */
  readonly requests: readonly IdWish[];
  readonly previous: IdBook;
  /** By pool. */
  readonly held?: ReadonlyMap<string, readonly HeldRange[]> | undefined;
}

/** What one service asks for. */
export interface IdWish {
  readonly service: string;
  readonly pools: readonly string[];
  readonly pins: ReadonlyMap<string, number>;
  readonly targets: readonly string[];
}

/** Stands for a place at which there is no wish. */
export const nobody: IdWish = { service: '', pools: [], pins: new Map(), targets: [] };

/** Who has which id, and what was given last. */
export interface IdBook {
  readonly ids: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly lastAssignments: ReadonlyMap<string, number>;
  /** Target → pool of machine scope → the same there. */
  readonly lastAssignmentsPerTarget: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Pool → numbers that are in use no more where they were, and since which run. */
  readonly released: ReadonlyMap<string, readonly (PlacedRange & { readonly run: number })[]>;
  /** Pool → numbers in use on targets only, or unasked. */
  readonly inUse?: ReadonlyMap<string, readonly PlacedRange[]> | undefined;
  /** Pool → who had an id of it, and which. */
  readonly former?: ReadonlyMap<string, ReadonlyMap<string, number>> | undefined;
}

/** Numbers `from … to`, in some places; everywhere where there are no targets. */
export interface PlacedRange {
  readonly from: number;
  readonly to: number;
  readonly targets: readonly string[];
}

/** What the assigner claims. */
export interface IdClaim {
  readonly assignments: IdBook;
  readonly dry: readonly { readonly pool: string; readonly services: readonly string[] }[];
  readonly pinConflicts: readonly {
    readonly service: string;
    readonly pool: string;
    readonly id: number;
    readonly other: { readonly service: string; readonly pool: string; readonly id: number } | undefined;
    readonly held?: HeldRange | undefined;
  }[];
}
