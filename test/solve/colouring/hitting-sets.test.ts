import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CoverRows, readRows } from '../../../src/solve/colouring/cover-rows.ts';
import { gatherGroups } from '../../../src/solve/colouring/gather-groups.ts';
import { boundOf, priceGroups } from '../../../src/solve/colouring/price-groups.ts';
import { FreeColourSearch } from '../../../src/solve/colouring/search-free-colours.ts';
import { HittingSetSearch } from '../../../src/solve/colouring/search-hitting-set.ts';
import { rounds } from '../../rounds.ts';
import { graphOf, toLists } from './families.ts';

const colourCount = 9;
const allColours = Int32Array.from({ length: colourCount }, (_, c) => c);
const lists = fc.array(fc.subarray([...allColours], { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 30 });

/** The sizes of the sets of colours that hold one of each list and that `accept` takes; the least of them. */
function fewest(rows: readonly (readonly number[])[], accept: (set: number) => boolean = () => true): number {
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 1 << colourCount; set++) {
    if (!rows.every(row => row.some(c => (set & (1 << c)) !== 0)) || !accept(set)) continue;
    least = Math.min(least, set.toString(2).replaceAll('0', '').length);
  }
  return least;
}

test('the exhaustive search counts as brute force does, with the steps in one piece or in many', () => {
  fc.assert(
    fc.property(lists, rows => {
      const best = fewest(rows);
      const search = new FreeColourSearch(readRows(toLists(rows), colourCount), allColours);
      expect(search.count(1_000_000)).toBe(true);
      expect(search.bound).toBe(best);
      const halting = new FreeColourSearch(readRows(toLists(rows), colourCount), allColours);
      for (let steps = 1; !halting.count(steps); steps *= 2) expect(halting.bound).toBeLessThanOrEqual(best);
      expect(halting.bound).toBe(best);
    }),
    { seed: 7, numRuns: rounds({ short: 1000, long: 10_000 }) },
  );
});

test('a judge who refuses is asked until a set suffices, and what is said to be impossible is', () => {
  fc.assert(
    fc.property(lists, fc.nat((1 << colourCount) - 1), (rows, taboo) => {
      // Suffices: what holds a list, and all or nothing of a certain set.
      const suffices = (set: number): boolean => (set & taboo) === taboo || taboo.toString(2).length < 4;
      const best = fewest(rows, suffices);
      const search = new FreeColourSearch(readRows(toLists(rows), colourCount), allColours);
      const judge = (free: readonly number[]): 'accepted' | Int32Array => {
        const used = [...allColours].reduce((set, c) => (free.includes(c) ? set : set | (1 << c)), 0);
        if (suffices(used)) return 'accepted';
        return Int32Array.from(free.filter(c => (taboo & (1 << c)) !== 0)).sort();
      };
      for (let limit = 0; limit <= colourCount; limit++) {
        expect(search.decide(limit, judge, 10_000_000)).toBe(limit < best ? 'impossible' : 'found');
      }
    }),
    { seed: 8, numRuns: rounds({ short: 500, long: 5_000 }) },
  );
});

test('prices never prove more than is needed, and with equal lists on an edge two', () => {
  fc.assert(
    fc.property(lists, rows => {
      const graph = graphOf(rows.length, []);
      const groups = gatherGroups(graph, toLists(rows), []);
      expect(boundOf(priceGroups(groups, colourCount))).toBeLessThanOrEqual(fewest(rows));
    }),
    { seed: 9, numRuns: rounds({ short: 500, long: 5_000 }) },
  );
  const pair = gatherGroups(
    graphOf(2, [[0, 1]]),
    toLists([
      [0, 1],
      [0, 1],
    ]),
    [],
  );
  expect(boundOf(priceGroups(pair, 2))).toBe(2);
});

test('the local search hits all rows, with as few colours as there can be after a while, and rows may be added', () => {
  fc.assert(
    fc.property(lists, lists, (rows, more) => {
      const cover = readRows(toLists(rows), colourCount);
      const search = new HittingSetSearch(cover, new Uint8Array(colourCount).fill(1), 1);
      for (const row of more) cover.add(Int32Array.from(row));
      search.learn();
      const best = fewest([...rows, ...more]);
      while (search.size > best) {
        search.shrink();
        expect(search.advance(1_000_000)).toBe(true);
        const { used } = search;
        expect([...rows, ...more].every(row => row.some(c => used[c] === 1))).toBe(true);
      }
      expect(search.size).toBe(best);
    }),
    { seed: 10, numRuns: rounds({ short: 500, long: 5_000 }) },
  );
});

test('rows are told apart, and lists that hold another one go', () => {
  const rows = readRows(toLists([[1, 2, 3], [0, 1], [1, 2, 3], [0, 1, 2], [4]]), 5);
  expect(rows.rows.map(row => [...row])).toEqual([[1, 2, 3], [0, 1], [4]]);
  expect(new CoverRows(5, rows.rows).rowsOf(1)).toEqual([0, 1]);
});
