/**
 * Ranges of numbers in places (targets, or the system as a whole), each with the run that it is of.
 *
 * Problem    Of ranges that may overlap keep, for each number and place, the greatest run; leave out what is covered;
 *            and write the rest down in one way only, so that equal contents are equal texts.
 * Method     By place, from the greatest run down: what is not covered yet is kept, and covers what comes after it.
 * Time       O(n log n) for n ranges and the intervals that cover them. Space O(n).
 * Ties       Ranges of one run that touch become one.
 */
import type { ReleasedNumbers } from './id-assignments.ts';
import { IntervalSet } from './interval-set.ts';

/** The system as a whole; no target has this name. */
export const wholeSystem = '';

/** Numbers of one run, in one place. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly run: number;
}

/** Place → what there is of it. */
export type PlaceRanges = ReadonlyMap<string, readonly Segment[]>;

/** Sorts ranges by their places. */
export function byPlace(ranges: Iterable<Omit<ReleasedNumbers, 'run'> & { readonly run?: number }>): PlaceRanges {
  const places = new Map<string, Segment[]>();
  for (const { from, to, run = 0, targets } of ranges) {
    for (const place of targets.length === 0 ? [wholeSystem] : targets) addTo(places, place, { from, to, run });
  }
  return places;
}

/** Adds what `others` have to `ranges`. */
export function mergePlaces(ranges: PlaceRanges, others: PlaceRanges): PlaceRanges {
  const merged = new Map<string, Segment[]>([...ranges].map(([place, segments]) => [place, [...segments]]));
  for (const [place, segments] of others) for (const segment of segments) addTo(merged, place, segment);
  return merged;
}

function addTo(places: Map<string, Segment[]>, place: string, segment: Segment): void {
  const known = places.get(place);
  if (known === undefined) places.set(place, [segment]);
  else known.push(segment);
}

/** The parts of segments that no set covers, ascending, without overlaps: of two runs the greater one counts. */
export function flatten(segments: readonly Segment[], covering: readonly IntervalSet[]): readonly Segment[] {
  const known = new IntervalSet();
  const parts: Segment[] = [];
  for (const { from, to, run } of [...segments].sort((a, b) => b.run - a.run || a.from - b.from)) {
    for (const [start, end] of partsOutside([...covering, known], from, to)) parts.push({ from: start, to: end, run });
    known.add(from, to);
  }
  parts.sort((a, b) => a.from - b.from);
  const joined: Segment[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.run === part.run && last.to + 1 === part.from) joined[joined.length - 1] = { ...last, to: part.to };
    else joined.push(part);
  }
  return joined;
}

/** The parts of `from … to` that are in none of the sets, ascending. */
function* partsOutside(sets: readonly IntervalSet[], from: number, to: number): Generator<readonly [number, number]> {
  let start = from;
  while (start <= to) {
    let covered: number | undefined;
    for (const set of sets) covered ??= set.endOfOverlap(start, start);
    if (covered !== undefined) {
      start = covered + 1;
      continue;
    }
    let end = to;
    for (const set of sets) end = Math.min(end, set.startFrom(start) - 1);
    yield [start, end];
    start = end + 1;
  }
}

/** As they are written: ranges that are the same in several places are one, by run, number, and then targets. */
export function writeRanges(places: PlaceRanges): readonly ReleasedNumbers[] {
  const ranges = new Map<string, { readonly segment: Segment; readonly targets: string[] }>();
  for (const [place, segments] of places) {
    for (const segment of segments) {
      // What is said of the whole system is said of no target.
      const isWhole = place === wholeSystem ? 'whole' : 'targets';
      const key = `${segment.run} ${segment.from} ${segment.to} ${isWhole}`;
      let range = ranges.get(key);
      if (range === undefined) {
        range = { segment, targets: [] };
        ranges.set(key, range);
      }
      if (place !== wholeSystem) range.targets.push(place);
    }
  }
  const written = [...ranges.values()].map(({ segment, targets }) => ({ ...segment, targets: targets.sort() }));
  return written.sort(
    (a, b) =>
      a.run - b.run ||
      a.from - b.from ||
      a.to - b.to ||
      a.targets.length - b.targets.length ||
      (a.targets.join('\0') < b.targets.join('\0') ? -1 : 1),
  );
}
