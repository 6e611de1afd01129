import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortNames } from '../../src/base/order.ts';
import { SortedNumbers } from '../../src/base/sorted-numbers.ts';
import { compareIds } from '../../src/plan/compare-ids.ts';
import { verifyIdChanges } from '../../src/verify/verify-id-changes.ts';
import { rounds } from '../rounds.ts';

type Ids = ReadonlyMap<string, ReadonlyMap<string, number>>;

const before: Ids = new Map([
  ['p', new Map(Object.entries({ a: 1, b: 2, d: 4, e: 5 }))],
  ['q', new Map(Object.entries({ a: 9 }))],
]);
const after: Ids = new Map([['p', new Map(Object.entries({ a: 1, b: 3, c: 2, e: 6 }))]]);
const truth = {
  kept: 1,
  assigned: 1,
  changed: [
    { service: 'b', pool: 'p', from: 2, to: 3 },
    { service: 'e', pool: 'p', from: 5, to: 6 },
  ],
  released: [
    { service: 'a', pool: 'q', id: 9 },
    { service: 'd', pool: 'p', id: 4 },
  ],
};

test('what is true passes', () => {
  expect(verifyIdChanges(before, after, truth)).toEqual([]);
});

test.each([
  ['one more is said to be kept', { kept: 2 }, '2 ids are said to be kept, but 1 are'],
  ['none is said to be assigned', { assigned: 0 }, '0 ids are said to be assigned, but 1 are'],
  ['a change is left out', { changed: truth.changed.slice(1) }, '1 ids are said to be changed, but 2 are'],
  ['a release is left out', { released: truth.released.slice(1) }, '1 ids are said to be released, but 2 are'],
  [
    'a change from another number',
    { changed: [{ service: 'b', pool: 'p', from: 1, to: 3 }, ...truth.changed.slice(1)] },
    'b is said to have 3 of p instead of 1',
  ],
  [
    'a release of what is kept',
    { released: [{ service: 'a', pool: 'p', id: 1 }, ...truth.released.slice(1)] },
    'a is said to have 1 of p no more',
  ],
  [
    'one change twice in the place of another',
    { changed: [...truth.changed.slice(1), ...truth.changed.slice(1)] },
    'e p is out of order',
  ],
  ['releases the other way round', { released: [...truth.released].reverse() }, 'a q is out of order'],
])('%s: it is refused', (_, lie, fault) => {
  expect(verifyIdChanges(before, after, { ...truth, ...lie })).toEqual([fault]);
});

test('the ids of before forgotten: it is refused', () => {
  const forgotten = { ids: new Map(), lastAssignments: new Map(), lastAssignmentsPerTarget: new Map() };
  const empty = { ...forgotten, released: new Map() };
  expect(verifyIdChanges(before, after, compareIds(empty, { ...empty, ids: after }))).not.toEqual([]);
});

test('whatever changes, the comparison passes, and none of its numbers may be another one', () => {
  const pool = fc.dictionary(fc.constantFrom('a', 'b', 'B', '10', 'ab', '\xc3\xa9'), fc.nat(3));
  const book = fc.dictionary(fc.constantFrom('p', 'q'), pool).map(
    (pools): Ids =>
      new Map(
        sortNames(Object.keys(pools)).map(name => {
          const its = pools[name] ?? {};
          return [name, SortedNumbers.of(new Map(sortNames(Object.keys(its)).map(one => [one, its[one] ?? 0])))];
        }),
      ),
  );
  const rest = { lastAssignments: new Map(), lastAssignmentsPerTarget: new Map(), released: new Map() };
  fc.assert(
    fc.property(book, book, (old, next) => {
      const changes = compareIds({ ids: old, ...rest }, { ids: next, ...rest });
      expect(verifyIdChanges(old, next, changes)).toEqual([]);
      expect(verifyIdChanges(old, next, { ...changes, kept: changes.kept + 1 })).not.toEqual([]);
      for (let i = 0; i < changes.changed.length; i++) {
        const changed = changes.changed.toSpliced(i, 1);
        expect(verifyIdChanges(old, next, { ...changes, changed })).not.toEqual([]);
      }
      for (let i = 0; i < changes.released.length; i++) {
        const released = changes.released.toSpliced(i, 1);
        expect(verifyIdChanges(old, next, { ...changes, released })).not.toEqual([]);
      }
    }),
    { seed: 20_261_130, numRuns: rounds({ short: 300, long: 3000 }) },
  );
});
