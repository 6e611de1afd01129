import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from '../../src/base/bytes.ts';
import { type Json, writeJson, writeJsonParts } from '../../src/write/json.ts';
import { rounds } from '../rounds.ts';

test('is indented by two, keeps the order of keys, and leaves out what is undefined', () => {
  const data: Json = { b: [1, 'x'], a: { c: null, gone: undefined }, empty: [], none: {} };
  expect(writeJson(data)).toBe(
    '{\n  "b": [\n    1,\n    "x"\n  ],\n  "a": {\n    "c": null\n  },\n  "empty": [],\n  "none": {}\n}\n',
  );
});

test('an element of a list that is undefined, and numbers that JSON has not, are null', () => {
  expect(writeJson([undefined, Number.NaN, Number.POSITIVE_INFINITY])).toBe('[\n  null,\n  null,\n  null\n]\n');
});

test('integers of 64 bits are written in full', () => {
  expect(writeJson(2n ** 63n - 1n)).toBe('9223372036854775807\n');
});

test('a map has keys of any name, in its order', () => {
  const data = new Map<string, Json>([
    ['__proto__', 1],
    ['10', 2],
    ['9', 3],
  ]);
  expect(writeJson(data)).toBe('{\n  "__proto__": 1,\n  "10": 2,\n  "9": 3\n}\n');
});

test('bytes that are not UTF-8 become U+FFFD', () => {
  expect(fromBytes(writeJson('a\xffb'))).toBe('"a\ufffdb"\n');
  const named = (...names: string[]) => writeJson(new Map(names.map(name => [name, 1])));
  expect(() => named('a\xff', 'a\xfe')).toThrow(toBytes('two names are "a\ufffd" in JSON'));
  expect(fromBytes(named('a\xff', 'b\xfe'))).toBe('{\n  "a\ufffd": 1,\n  "b\ufffd": 1\n}\n');
});

test('items that are made while they are written make the same text, and none is made before it is asked for', () => {
  const made: number[] = [];
  function* make(): Iterable<Json> {
    for (const i of [0, 1, 2]) {
      made.push(i);
      yield { i, list: [i] };
    }
  }
  const rest = { gone: undefined, none: () => [], end: { a: 'x' } };
  const whole = writeJson({ first: 1, items: [...make()], ...rest, none: [] });
  made.length = 0;
  const seen: string[] = [];
  for (const part of writeJsonParts({ first: 1, items: make, ...rest })) {
    seen.push(part);
    expect(made.length).toBeLessThanOrEqual(seen.filter(one => one.includes('"i"')).length);
  }
  expect(made).toEqual([0, 1, 2]);
  expect(seen.join('')).toBe(whole);
  expect(writeJson({ first: 1, items: make, ...rest })).toBe(whole);
  expect([...writeJsonParts({ gone: undefined })].join('')).toBe(writeJson({}));
});

test('JSON.parse reads back what was written', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), value => {
      const asBytes = (part: unknown): Json => {
        if (typeof part === 'string') return toBytes(part);
        if (Array.isArray(part)) return part.map(asBytes);
        if (typeof part !== 'object' || part === null) return part as number | boolean | null;
        return new Map(Object.entries(part).map(([key, inner]) => [toBytes(key), asBytes(inner)]));
      };
      expect(JSON.parse(fromBytes(writeJson(asBytes(value))))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { seed: 20201008, numRuns: rounds({ short: 500, long: 20_000 }) },
  );
});
