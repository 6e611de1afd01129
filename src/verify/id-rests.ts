import type { IdBook, PlacedRange } from './id-claim.ts';
import { type Holdings, none } from './id-holdings.ts';

/** The system as a whole, among targets. */
const whole = '';

/** Place → number → a run. */
type Runs = Map<string, Map<number, number>>;
/** Place → numbers. */
type Places = Map<string, Set<number>>;

/**
 * What numbers of a pool rest, number by number: those that were in use in a place before this run and are not any
 * more, and those of earlier runs. O(numbers).
 */
export class Rests {
  /** Those known before new ids are given: whose turn it is depends on them. */
  readonly runs: Runs = new Map();

  /** @param holdings with the ids after this run; those that are new do not count yet */
  constructor(holdings: Holdings, previous: IdBook) {
    const { pool } = holdings;
    for (const { run, ...range } of previous.released.get(pool.name) ?? []) note(this.runs, range, run);
    const before = listBefore(holdings, previous);
    if (before.size === 0) return;
    const run = nextRun(previous);
    const used = listInUse(holdings.space, true);
    for (const [place, numbers] of before) {
      for (const number of numbers) {
        if (isInUse(used, place, number) || isHeld(holdings, place, number)) continue;
        note(this.runs, { from: number, to: number, targets: place === whole ? [] : [place] }, run);
      }
    }
  }

  /** Whether the next run is told what rests and what is in use, as sentences. */
  check(holdings: Holdings, now: IdBook, faults: string[]): void {
    const { pool, space } = holdings;
    const told: Runs = new Map();
    for (const { run, ...range } of now.released.get(pool.name) ?? []) note(told, range, run);
    const used = this.runs.size === 0 ? new Map<string, Set<number>>() : listInUse(space, false);
    const expected: Runs = new Map();
    for (const [place, runs] of this.runs) {
      for (const [number, run] of runs) {
        const isTaken = used.get(whole)?.has(number) === true || used.get(place)?.has(number) === true;
        if (!isTaken) note(expected, { from: number, to: number, targets: place === whole ? [] : [place] }, run);
      }
    }
    if (!areSame(expected, told)) faults.push(`what rests of ${pool.name} is not what was released`);
    const uses = pool.scope === 'machine' ? listInUse([holdings], false) : new Map<string, Set<number>>();
    for (const { from, to, targets } of holdings.held?.used ?? []) {
      addRange(uses, { from: Math.max(from, pool.min), to: Math.min(to, pool.max), targets });
    }
    const claimed: Places = new Map();
    for (const range of now.inUse?.get(pool.name) ?? []) addRange(claimed, range);
    if (!areSamePlaces(uses, claimed)) faults.push(`what is in use of ${pool.name} is not what is said`);
  }
}

/** What was in use, as far as it may not be any more: what the book tells, and ids of others that were lost. */
function listBefore(holdings: Holdings, previous: IdBook): Places {
  const { pool, wishes, ids } = holdings;
  const places: Places = new Map();
  const told = previous.inUse?.get(pool.name) ?? [];
  for (const range of told) addRange(places, range);
  const had = previous.ids.get(pool.name);
  if (had === undefined || holdings.before === ids) return places;
  const known = told.length === 0 ? undefined : new Set([...places.values()].flatMap(numbers => [...numbers]));
  let i = 0;
  had.forEach((id, service) => {
    let wish = wishes[i];
    while (wish !== undefined && wish.service < service) wish = wishes[++i];
    const isLost = wish?.service !== service || ids[i] !== id;
    if (isLost && known?.has(id) !== true) addRange(places, { from: id, to: id + pool.block - 1, targets: [] });
  });
  return places;
}

/** Place → the numbers of ids that services have there; without the new ones where those do not count. */
function listInUse(space: readonly Holdings[], withoutNew: boolean): Places {
  const places: Places = new Map();
  for (const holdings of space) {
    const { pool, ids, wishes } = holdings;
    const isNew = withoutNew ? new Set(holdings.given) : new Set<number>();
    for (const [i, id] of ids.entries()) {
      if (id === none || isNew.has(i)) continue;
      const targets = pool.scope === 'global' ? [] : (wishes[i]?.targets ?? []);
      addRange(places, { from: id, to: id + pool.block - 1, targets });
    }
  }
  return places;
}

function isInUse(used: Places, place: string, number: number): boolean {
  if (place !== whole) return used.get(whole)?.has(number) === true || used.get(place)?.has(number) === true;
  return [...used.values()].some(numbers => numbers.has(number));
}

function isHeld({ held }: Holdings, place: string, number: number): boolean {
  if (held === undefined) return false;
  return held.used.some(
    ({ from, to, targets }) =>
      from <= number && number <= to && (place === whole || targets.length === 0 || targets.includes(place)),
  );
}

function addRange(places: Places, { from, to, targets }: PlacedRange): void {
  for (const place of targets.length === 0 ? [whole] : targets) {
    let numbers = places.get(place);
    if (from > to) continue;
    if (numbers === undefined) {
      numbers = new Set();
      places.set(place, numbers);
    }
    for (let number = from; number <= to; number++) numbers.add(number);
  }
}

function note(runs: Runs, { from, to, targets }: PlacedRange, run: number): void {
  for (const place of targets.length === 0 ? [whole] : targets) {
    let there = runs.get(place);
    if (there === undefined) {
      there = new Map();
      runs.set(place, there);
    }
    for (let number = from; number <= to; number++) there.set(number, Math.max(run, there.get(number) ?? 0));
  }
}

function nextRun({ released }: IdBook): number {
  let run = 0;
  for (const ranges of released.values()) for (const range of ranges) run = Math.max(run, range.run);
  return run + 1;
}

function areSame(one: Runs, other: Runs): boolean {
  if (one.size !== other.size) return false;
  for (const [place, runs] of one) {
    const others = other.get(place);
    if (others?.size !== runs.size) return false;
    for (const [number, run] of runs) if (others.get(number) !== run) return false;
  }
  return true;
}

function areSamePlaces(one: Places, other: Places): boolean {
  if (one.size !== other.size) return false;
  for (const [place, numbers] of one) {
    const others = other.get(place);
    if (others?.size !== numbers.size) return false;
    for (const number of numbers) if (!others.has(number)) return false;
  }
  return true;
}
