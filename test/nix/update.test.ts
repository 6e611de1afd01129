import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Position, Source } from '../../src/base/source.ts';
import { update } from '../../src/nix/update.ts';
import { AttributeSetValue, Shape } from '../../src/nix/value.ts';
import { rounds } from '../rounds.ts';

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
