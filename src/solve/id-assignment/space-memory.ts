/**
 * What the numbers of a space were in use for before, and since when they rest.
 *
 * Rule       A number that was in use somewhere and is not any more is released there, by this run; it rests until an
 *            id has it there again. In use are the numbers of ids (everywhere for pools of global scope, else on the
 *            targets of their services) and those that services hold without asking.
 * Time       O(n log n) for n ids, ranges in use and ranges that rest, where there are any of the latter two or where
 *            somebody lost an id; else O(pools).
 * Space      O(n).
 */
import type { IdAssignments, NumbersInUse, ReleasedNumbers } from './id-assignments.ts';
import { IntervalSet } from './interval-set.ts';
import {
  byPlace,
  flatten,
  mergePlaces,
  type PlaceRanges,
  type Segment,
  wholeSystem,
  writeRanges,
} from './place-ranges.ts';
import type { Pool } from './pool.ts';
import { none, type PoolLedger } from './pool-ledger.ts';

/** The memory of the pools of one space. */
export class SpaceMemory {
  readonly #ledgers: readonly PoolLedger[];
  readonly #previous: IdAssignments;
  readonly #run: number;
  /** Pool → what rests: from before, and released by this run. */
  #released: ReadonlyMap<PoolLedger, PlaceRanges> = new Map();
  readonly #resting = new Map<string, readonly Segment[]>();

  /** @param run the number of this run: greater than those in `previous` */
  constructor(ledgers: readonly PoolLedger[], previous: IdAssignments, run: number) {
    this.#ledgers = ledgers;
    this.#previous = previous;
    this.#run = run;
  }

  /** Finds what is not in use any more; the ids that stay or come back must be given by now. */
  noteReleases(): void {
    const before = this.#ledgers.map(ledger => this.#listBefore(ledger));
    const now = before.some(({ size }) => size > 0) ? this.#listInUse(this.#ledgers) : new Map<string, IntervalSet>();
    this.#released = new Map(
      this.#ledgers.map((ledger, i) => {
        const rested = byPlace(this.#previous.released.get(ledger.pool.name) ?? []);
        return [ledger, mergePlaces(rested, this.#findReleased(ledger, before[i] ?? new Map(), now))];
      }),
    );
  }

  /** The numbers that rest in these places, for a pool of this scope; of one number there may be several. */
  restingIn(scope: Pool['scope'], places: readonly string[]): readonly Segment[] {
    const key = scope === 'global' ? scope : JSON.stringify(places);
    let segments = this.#resting.get(key);
    if (segments === undefined) {
      const ranges = [...this.#released.values()];
      segments = ranges.flatMap(its =>
        [...its].flatMap(([place, there]) =>
          scope === 'global' || place === wholeSystem || places.includes(place) ? there : [],
        ),
      );
      this.#resting.set(key, segments);
    }
    return segments;
  }

  /** Pool → what rests after this run. */
  *released(): Generator<readonly [pool: string, ranges: readonly ReleasedNumbers[]]> {
    const hasAny = [...this.#released.values()].some(({ size }) => size > 0);
    const now = hasAny ? this.#listInUse(this.#ledgers) : new Map<string, IntervalSet>();
    for (const [{ pool }, places] of this.#released) {
      const left = [...places].map(([place, segments]) => {
        const covering = [now.get(wholeSystem), place === wholeSystem ? undefined : now.get(place)];
        return [
          place,
          flatten(
            segments,
            covering.flatMap(set => set ?? []),
          ),
        ] as const;
      });
      const ranges = writeRanges(new Map(left));
      if (ranges.length > 0)
        yield [pool.name, ranges.map(({ run, from, to, targets }) => ({ run, from, to, targets }))];
    }
  }

  /** Pool → what is in use on targets only, or unasked. */
  *inUse(): Generator<readonly [pool: string, ranges: readonly NumbersInUse[]]> {
    for (const ledger of this.#ledgers) {
      const places = this.#listInUse(ledger.pool.scope === 'machine' ? [ledger] : []);
      addHeld(ledger, places);
      const segments = [...places].map(([place, set]) => [place, [...set.intervals()].map(toSegment)] as const);
      const ranges = writeRanges(new Map(segments));
      if (ranges.length > 0) yield [ledger.pool.name, ranges.map(({ from, to, targets }) => ({ from, to, targets }))];
    }
  }

  /** What was in use before, as far as it may not be any more. */
  #listBefore(ledger: PoolLedger): PlaceRanges {
    const { block, name } = ledger.pool;
    const known = this.#previous.inUse?.get(name) ?? [];
    const lost = ledger.listLost();
    if (lost.length === 0) return byPlace(known);
    const told = new IntervalSet();
    for (const { from, to } of known) told.add(from, to);
    const everywhere = lost
      .filter(id => told.endOfOverlap(id, id) === undefined)
      .map(id => ({ from: id, to: id + block - 1, targets: [] }));
    return byPlace([...known, ...everywhere]);
  }

  #findReleased(ledger: PoolLedger, before: PlaceRanges, now: ReadonlyMap<string, IntervalSet>): PlaceRanges {
    const released = new Map<string, readonly Segment[]>();
    for (const [place, segments] of before) {
      const used = place === wholeSystem ? [...now.values()] : [wholeSystem, place].flatMap(one => now.get(one) ?? []);
      const held = ledger.held?.setsOn(place === wholeSystem ? [] : [place]) ?? [];
      const mine = segments.map(({ from, to }) => ({ from, to, run: this.#run }));
      const left = flatten(mine, [...used, ...held]);
      if (left.length > 0) released.set(place, left);
    }
    return released;
  }

  /** Place → the numbers of ids that services have there. */
  #listInUse(ledgers: readonly PoolLedger[]): Map<string, IntervalSet> {
    const places = new Map<string, IntervalSet>();
    for (const { pool, requests, ids } of ledgers) {
      requests.forEach(({ targets }, i) => {
        const id = ids[i] ?? none;
        if (id === none) return;
        if (pool.scope === 'global') setIn(places, wholeSystem).add(id, id + pool.block - 1);
        else for (const target of targets) setIn(places, target).add(id, id + pool.block - 1);
      });
    }
    return places;
  }
}

/** Adds what is held of a pool's numbers without asking. */
function addHeld({ held, pool }: PoolLedger, places: Map<string, IntervalSet>): void {
  for (const { from, to, targets } of held?.all ?? []) {
    const [start, end] = [Math.max(from, pool.min), Math.min(to, pool.max)];
    if (start > end) continue;
    for (const place of targets.length === 0 ? [wholeSystem] : targets) setIn(places, place).add(start, end);
  }
}

function setIn(places: Map<string, IntervalSet>, place: string): IntervalSet {
  let set = places.get(place);
  if (set === undefined) {
    set = new IntervalSet();
    places.set(place, set);
  }
  return set;
}

function toSegment([from, to]: readonly [from: number, to: number]): Segment {
  return { from, to, run: 0 };
}

/** The number of the next run: greater than all that rest since an earlier one. */
export function nextRun({ released }: IdAssignments): number {
  let run = 0;
  for (const ranges of released.values()) for (const range of ranges) if (range.run > run) run = range.run;
  return run + 1;
}
