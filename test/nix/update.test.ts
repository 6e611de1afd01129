import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Position, Source } from '../../src/base/source.ts';
import { update } from '../../src/nix/update.ts';
import { AttributeSetValue, Shape } from '../../src/nix/value.ts';

const source = new Source('x', '');

/** A set whose attribute `name` has the value and the position `offset + i`, or no positions. */
function makeSet(names: readonly string[], offset: number, withPositions: boolean): AttributeSetValue {
  const sorted = [...new Set(names)].sort();
  const offsets = sorted.map((_, i) => offset + i);
  const shape = withPositions ? new Shape(sorted, offsets, source) : new Shape(sorted);
  return new AttributeSetValue(shape, offsets);
}

const names = (maxLength: number) => fc.array(fc.stringMatching(/^[a-d]{1,3}$/), { maxLength });

test('a set over another has the attributes of both, those of the right one first, with their positions', () => {
  fc.assert(
    fc.property(
      fc.tuple(fc.oneof(names(4), names(60)), fc.oneof(names(4), names(60)), fc.boolean(), fc.boolean()),
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
    { seed: 4, numRuns: 1000 },
  );
});

test('nothing is copied where one side is empty', () => {
  const set = makeSet(['a'], 0, true);
  expect(update(set, AttributeSetValue.empty)).toBe(set);
  expect(update(AttributeSetValue.empty, set)).toBe(set);
});

test('a position in a shape is the place in the source', () => {
  expect(makeSet(['a'], 7, true).positionOf('a')).toEqual(new Position(source, 7));
});
