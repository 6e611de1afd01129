/**
 * What an ids file remembers beside the ids, against these and against itself.
 *
 * Problem    Files are merged and edited by hand; what rests, is in use, was given last and was whose before then no
 *            longer fits what services have.
 * Method     The form in which the assigner writes it down is looked through: in each place ranges come by their runs,
 *            and no two overlap; what rests there nobody has there. A file that a run wrote for these models has none
 *            of the findings.
 * Time       O(n log n) for n ids and ranges, times the targets of each.
 */
import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { nameSome } from '../../base/name-some.ts';
import { lowerBound } from '../../base/search.ts';
import { kindNames } from '../../model/describe-range.ts';
import type { Pool } from '../../model/id-resources.ts';
import type { IdAssignments, NumbersInUse } from '../../model/ids.ts';
import { groupBySpace, type IdRequest, isPossibleId } from '../../solve/index.ts';
import type { CheckInput } from './check-input.ts';

const assignAgain = { kind: 'assign-ids' } as const;

/** The system as a whole, among targets. */
const wholeSystem = '';

/** Tells what the memory of an ids file has against the rest of it; all of it is warnings, as no id depends on it. */
export function checkIdsMemory(input: CheckInput, requests: readonly IdRequest[], findings: Findings): void {
  const { resources, ids } = input;
  if (resources === undefined || ids === undefined) return;
  const check = new MemoryCheck(input, ids, findings);
  check.checkGonePools();
  check.checkRanges('released', ids.released);
  check.checkRanges('inUse', ids.inUse ?? new Map());
  for (const { pools } of groupBySpace(resources.pools.values())) {
    const space = pools.flatMap(({ name }) => resources.pools.get(name) ?? []);
    check.checkRests(space, requests);
  }
  for (const pool of resources.pools.values()) check.checkNumbers(pool);
}

/** Numbers of an id that a service has in a place. */
interface Held {
  readonly service: string;
  readonly from: number;
  readonly to: number;
}

type Range = NumbersInUse & { readonly run?: number };
type Path = readonly (string | number)[];

class MemoryCheck {
  readonly #input: CheckInput;
  readonly #ids: IdAssignments;
  readonly #findings: Findings;

  constructor(input: CheckInput, ids: IdAssignments, findings: Findings) {
    this.#input = input;
    this.#ids = ids;
    this.#findings = findings;
  }

  /** What is remembered of pools that the model does not have; where they have ids, these are told already. */
  checkGonePools(): void {
    const { released, inUse, former, lastAssignments, lastAssignmentsPerTarget } = this.#ids;
    const known = new Set([...this.#ids.ids.keys(), ...(this.#input.resources?.pools.keys() ?? [])]);
    const tell = (name: string, path: readonly string[]): void => {
      if (known.has(name)) return;
      known.add(name);
      const message = `the ids file remembers the pool "${name}" (${path[0]}), which is not in the ID resources model`;
      this.#warn('id-stale', message, path, name);
    };
    for (const [part, pools] of Object.entries({ released, inUse, former, lastAssignments })) {
      for (const name of pools?.keys() ?? []) tell(name, [part, name]);
    }
    for (const [target, pools] of lastAssignmentsPerTarget) {
      for (const name of pools.keys()) tell(name, ['lastAssignmentsPerTarget', target, name]);
    }
  }

  /** In each place ranges come by their runs, and have no number in common. */
  checkRanges(part: 'released' | 'inUse', pools: ReadonlyMap<string, readonly Range[]>): void {
    for (const [pool, ranges] of pools) {
      for (const [place, its] of byPlace(ranges)) {
        this.#checkOrder([part, pool], place, its);
        this.#checkOverlaps([part, pool], place, its);
      }
    }
  }

  #checkOrder([part, pool]: readonly ['released' | 'inUse', string], place: string, ranges: readonly Placed[]): void {
    let last: Placed | undefined;
    for (const range of ranges) {
      const { run, from, at } = range;
      if (last !== undefined && (run < last.run || (run === last.run && from < last.from))) {
        const what = run === last.run ? `${from} after ${last.from}` : `run ${run} after run ${last.run}`;
        const list = `what is ${partNames[part]} of the pool "${pool}"${onPlace(place)}`;
        const message = `the ids file has ${list} out of order: ${what}`;
        this.#warn('ids-memory', message, [part, pool, at, 'from'], pool);
      }
      last = range;
    }
  }

  #checkOverlaps(
    [part, pool]: readonly ['released' | 'inUse', string],
    place: string,
    ranges: readonly Placed[],
  ): void {
    let before: Placed | undefined;
    for (const range of [...ranges].sort((a, b) => a.from - b.from || a.at - b.at)) {
      if (before !== undefined && range.from <= before.to) {
        const both = `${showNumbers(before)} and ${showNumbers(range)}`;
        const numbers = `numbers ${partNames[part]} twice of the pool "${pool}"${onPlace(place)}`;
        const message = `the ids file has ${numbers}: ${both}`;
        this.#warn('ids-memory', message, [part, pool, Math.max(range.at, before.at), 'from'], pool);
      }
      if (before === undefined || range.to > before.to) before = range;
    }
  }

  /** What rests in a place, and somebody has it there. */
  checkRests(space: readonly Pool[], requests: readonly IdRequest[]): void {
    const released = space.filter(({ name }) => this.#ids.released.has(name));
    if (released.length === 0) return;
    const held = this.#listHeld(space, requests);
    for (const { name } of released) {
      this.#ids.released.get(name)?.forEach((range, at) => {
        const places = range.targets.length === 0 ? [wholeSystem] : [wholeSystem, ...range.targets];
        const those = places.flatMap(place => held.get(place)?.listTouching(range) ?? []);
        if (those.length === 0) return;
        const holders = those.map(({ service, from }) => `"${service}" has ${from}`);
        const rest = `${range.from === range.to ? 'rests' : 'rest'} since run ${range.run}`;
        const message = `${showNumbers(range)} of the pool "${name}" ${rest}, but ${nameSome(holders, 3)}`;
        this.#warn('id-released', message, ['released', name, at, 'from'], name);
      });
    }
  }

  /**
   * Place → who has which numbers there, ascending. Of a pool of machine scope these are the targets where the file
   * itself says so: a service may have moved since.
   */
  #listHeld(space: readonly Pool[], requests: readonly IdRequest[]): ReadonlyMap<string, AscendingRanges> {
    const targetsOf = new Map(requests.map(({ service, targets }) => [service, targets]));
    const held = new Map<string, Held[]>();
    for (const { name, scope, block } of space) {
      const told = [...byPlace(this.#ids.inUse?.get(name) ?? [])];
      const inUse = new Map(told.map(([place, ranges]) => [place, new AscendingRanges(ranges)]));
      for (const [service, id] of this.#ids.ids.get(name) ?? []) {
        const numbers = { service, from: id, to: id + block - 1 };
        const places = scope === 'global' ? [wholeSystem] : (targetsOf.get(service) ?? []);
        for (const place of places) {
          if (scope === 'machine' && inUse.get(place)?.has(id) !== true) continue;
          const there = held.get(place);
          if (there === undefined) held.set(place, [numbers]);
          else there.push(numbers);
        }
      }
    }
    return new Map([...held].map(([place, there]) => [place, new AscendingRanges(there)]));
  }

  /** Numbers of before that nothing can have, or that their holders have still. */
  checkNumbers(pool: Pool): void {
    const { lastAssignments, lastAssignmentsPerTarget, former } = this.#ids;
    const { name } = pool;
    this.#checkLast(pool, lastAssignments.get(name), ['lastAssignments', name], wholeSystem);
    for (const [target, pools] of lastAssignmentsPerTarget) {
      this.#checkLast(pool, pools.get(name), ['lastAssignmentsPerTarget', target, name], target);
    }
    for (const [service, id] of former?.get(name) ?? []) {
      const path = ['former', name, service];
      if (this.#ids.ids.get(name)?.get(service) === id) {
        const whose = `the former id of service "${service}", which has it`;
        const message = `the ids file has ${id} of the pool "${name}" as ${whose}`;
        const [position, file] = this.#placeOf(path);
        const place = { position, file, remedy: assignAgain, subject: aboutService(service) };
        this.#findings.warning('ids-memory', message, place);
      } else if (!isPossibleId(pool, id)) {
        this.#tellImpossible(`${id}, the former id of service "${service}" of the pool "${name}"`, pool, path);
      }
    }
  }

  #checkLast(pool: Pool, last: number | undefined, path: Path, place: string): void {
    if (last === undefined || isPossibleId(pool, last)) return;
    this.#tellImpossible(`${last}, the last one given of the pool "${pool.name}"${onPlace(place)}`, pool, path);
  }

  /** No run takes it out: it is no id, and the pool may have another range one day. */
  #tellImpossible(what: string, pool: Pool, path: Path): void {
    const [position, file] = this.#placeOf(path);
    const message = `the ids file has ${what}, which no ${kindNames[pool.kind]} can have`;
    const hint = 'take it out of the ids file: nobody can have it';
    this.#findings.warning('ids-memory', message, { position, file, hint, subject: { kind: 'pool', name: pool.name } });
  }

  #warn(code: string, message: string, path: Path, pool: string): void {
    const [position, file] = this.#placeOf(path);
    const subject = { kind: 'pool', name: pool } as const;
    this.#findings.warning(code, message, { position, file, remedy: assignAgain, subject });
  }

  #placeOf(path: Path) {
    return [this.#input.locateInIds?.(path), this.#input.idsFile] as const;
  }
}

const partNames = { released: 'released', inUse: 'in use' } as const;

/** A range, and which of those of its pool it is. */
interface Placed {
  readonly from: number;
  readonly to: number;
  readonly run: number;
  readonly at: number;
}

/** Place → its ranges, as they come. */
function byPlace(ranges: readonly Range[]): ReadonlyMap<string, readonly Placed[]> {
  const places = new Map<string, Placed[]>();
  ranges.forEach(({ from, to, run = 0, targets }, at) => {
    for (const place of targets.length === 0 ? [wholeSystem] : targets) {
      const there = places.get(place);
      const range = { from, to, run, at };
      if (there === undefined) places.set(place, [range]);
      else there.push(range);
    }
  });
  return places;
}

/** Ranges in which numbers are looked up; the fewer overlap, the sooner. */
class AscendingRanges<T extends { readonly from: number; readonly to: number } = Held> {
  readonly #ranges: readonly T[];
  /** Parallel to `#ranges`: where each starts, and the greatest end up to it. */
  readonly #starts: readonly number[];
  readonly #ends: readonly number[];

  constructor(ranges: readonly T[]) {
    this.#ranges = [...ranges].sort((a, b) => a.from - b.from);
    this.#starts = this.#ranges.map(({ from }) => from);
    let end = 0;
    this.#ends = this.#ranges.map(({ to }) => {
      end = Math.max(end, to);
      return end;
    });
  }

  has(number: number): boolean {
    const last = lowerBound(this.#starts, number + 1) - 1;
    return last >= 0 && (this.#ends[last] ?? 0) >= number;
  }

  /** Those that have one of the numbers `from … to`. O(log n), and those that are passed. */
  listTouching({ from, to }: { readonly from: number; readonly to: number }): readonly T[] {
    const touching: T[] = [];
    for (let i = lowerBound(this.#ends, from); i < this.#ranges.length; i++) {
      const one = this.#ranges[i];
      if (one === undefined || one.from > to) break;
      if (one.to >= from) touching.push(one);
    }
    return touching;
  }
}

function showNumbers({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? String(from) : `${from} to ${to}`;
}

function onPlace(place: string): string {
  return place === wholeSystem ? '' : ` on target "${place}"`;
}
