import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Position, Source } from '../../src/base/source.ts';
import { LayeredSet } from '../../src/nix/layered-set.ts';
import { update } from '../../src/nix/update.ts';
import { AttributeSetValue, Shape } from '../../src/nix/value.ts';
import { lane, rounds } from '../rounds.ts';

const source = new Source('x', '');

/** Where the positions of a set come from: a literal in the text, a merge at run time, or nowhere. */
type Origin = 'literal' | 'computed' | 'none';

/** A set whose i-th attribute has the value and the position `offset + i`, or no position. */
function makeSet(names: readonly string[], offset: number, origin: Origin): AttributeSetValue {
  const sorted = [...new Set(names)].sort();
  const offsets = sorted.map((_, i) => offset + i);
  const shape =
    origin === 'literal'
      ? new Shape(sorted, offsets, source)
      : new Shape(sorted, origin === 'none' ? undefined : offsets.map(place => new Position(source, place)));
  return new AttributeSetValue(shape, offsets);
}

const origins = fc.constantFrom<Origin>('literal', 'computed', 'none');
const names = (maxLength: number) => fc.array(fc.stringMatching(/^[a-d]{1,3}$/), { maxLength });

test('a set over another has the attributes of both, those of the right one first, with their positions', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.oneof(names(4), names(60)), fc.oneof(names(4), names(60)), origins, origins),
      ([a, b, aPlaces, bPlaces]) => {
        const left = makeSet(a, 0, aPlaces);
        const right = makeSet(b, 1000, bPlaces);
        const result = update(left, right);
        const expected = new Map([...left.entries(), ...right.entries()]);
        expect([...result.entries()]).toEqual([...expected].sort(([x], [y]) => (x < y ? -1 : 1)));
        for (const name of expected.keys()) {
          const from = right.has(name) ? right : left;
          expect(result.positionOf(name)?.offset).toBe(from.positionOf(name)?.offset);
        }
      },
    ),
    { seed: 4, numRuns: rounds({ short: 1000, long: 10_000 }) },
  );
});

test('nothing is copied where one side is empty', () => {
  const set = makeSet(['a'], 0, 'literal');
  expect(update(set, AttributeSetValue.empty)).toBe(set);
  expect(update(AttributeSetValue.empty, set)).toBe(set);
});

test('a position in a shape is the place in the source', () => {
  expect(makeSet(['a'], 7, 'literal').positionOf('a')).toEqual(new Position(source, 7));
});

test.skipIf(lane === 'fast')('a large set that is updated again and again is as if it were merged each time', () => {
  const change = fc.dictionary(fc.stringMatching(/^k[0-9]{1,3}$/), fc.nat(), { minKeys: 0, maxKeys: 6 });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.array(fc.nat(60), { maxLength: 5 }), (changes, looks) => {
      const start = Array.from({ length: 300 }, (_, i): [string, number] => [`k${i}`, i]);
      let set = AttributeSetValue.from(start);
      const expected = new Map(start);
      const kept: [AttributeSetValue, Map<string, number>][] = [];
      for (const [i, entries] of changes.map(Object.entries).entries()) {
        const shape = new Shape(
          entries.map(([name]) => name).sort(),
          entries.map(([name]) => new Position(source, Number(name.slice(1)))),
        );
        const right = new AttributeSetValue(
          shape,
          shape.names.map(name => new Map<string, number>(entries).get(name) as number),
        );
        set = update(set, right);
        for (const [name, value] of entries) expected.set(name, value);
        if (looks.includes(i)) expect(set.shape.names.length).toBe(expected.size);
        kept.push([set, new Map(expected)]);
      }
      for (const [each, wanted] of kept) {
        expect(each.size).toBe(wanted.size);
        for (const [name, value] of wanted) expect(each.get(name)).toBe(value);
        expect(each.has('k999999')).toBe(false);
        expect([...each.entries()]).toEqual([...wanted].sort(([x], [y]) => (x < y ? -1 : 1)));
        expect(each.size).toBe(each.slots.length);
      }
    }),
    { numRuns: rounds({ fast: 20, short: 60, long: 600 }) },
  );
});

test('the sets of a long fold share most of what they hold', () => {
  let set = AttributeSetValue.from(Array.from({ length: 2000 }, (_, i): [string, number] => [`k${i}`, i]));
  const bases = new Set<unknown>();
  for (let i = 0; i < 500; i++) {
    set = update(set, new AttributeSetValue(new Shape([`m${i}`]), [i]));
    if (set instanceof LayeredSet) bases.add(set.base);
    else bases.add(set);
  }
  expect(bases.size).toBeLessThan(20);
  expect([set.size, set.get('m499'), set.get('k7')]).toEqual([2500, 499, 7]);
});
