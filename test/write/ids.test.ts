import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedNumbers } from '../../src/base/sorted-numbers.ts';
import { readPlainIds } from '../../src/model/read-plain-ids.ts';
import { identifyText, idsToJson, sayTheSame, writeIds } from '../../src/write/ids.ts';
import { writeJson } from '../../src/write/json.ts';
import { show } from '../nix/evaluate-text.ts';
import { rounds } from '../rounds.ts';

const empty = {
  ids: new Map(),
  lastAssignments: new Map(),
  lastAssignmentsPerTarget: new Map(),
  released: new Map(),
};

test('what only some systems need is left out where it is empty', () => {
  expect(writeIds(empty)).toBe('{\n  "ids" = { };\n  "lastAssignments" = { };\n}\n');
  expect(Object.keys(idsToJson(empty))).toEqual(['ids', 'lastAssignments']);
});

test('an ids file has every part in its order, with names in quotes', () => {
  const assignments = {
    ids: new Map([['ports', new Map([['a"b\\${c}\n', 5000]])]]),
    lastAssignments: new Map([['ports', 5000]]),
    lastAssignmentsPerTarget: new Map([['t1', new Map([['local', 7]])]]),
    released: new Map([['ports', [{ run: 2, from: 3, to: 5, targets: [] }]]]),
    inUse: new Map([['local', [{ from: 7, to: 7, targets: ['t1', 'a"'] }]]]),
  };
  expect(writeIds(assignments)).toBe(`{
  "ids" = {
    "ports" = {
      "a\\"b\\\\\\\${c}\\n" = 5000;
    };
  };
  "lastAssignments" = {
    "ports" = 5000;
  };
  "lastAssignmentsPerTarget" = {
    "t1" = {
      "local" = 7;
    };
  };
  "released" = {
    "ports" = [
      { from = 3; to = 5; run = 2; }
    ];
  };
  "inUse" = {
    "local" = [
      { from = 7; to = 7; targets = [ "t1" "a\\"" ]; }
    ];
  };
}
`);
  expect(show(`(${writeIds(assignments)}).ids.ports`)).toBe('{ "a\\"b\\\\\\${c}\\n" = 5000; }');
  expect(JSON.parse(writeJson(idsToJson(assignments)))).toMatchObject({
    released: { ports: [{ from: 3, to: 5, run: 2 }] },
    inUse: { local: [{ from: 7, to: 7, targets: ['t1', 'a"'] }] },
  });
});

test('a file of many chunks is whole', () => {
  const services = new Map(
    Array.from({ length: 20_000 }, (_, i) => [`service${String(i).padStart(6, '0')}`, i] as const),
  );
  const text = writeIds({ ...empty, ids: new Map([['p', services]]), lastAssignments: new Map([['p', 19_999]]) });
  expect(text.length).toBeGreaterThan(2 ** 19);
  expect(text.split('\n')).toHaveLength(20_000 + 10);
  const read = readPlainIds(text);
  expect([...(read?.ids.get('p') ?? [])]).toEqual([...services]);
});

/** Few names and numbers, so that two are often the same. */
const names = fc.constantFrom('a', 'b');
const number = fc.constantFrom(1, 2);
const numbers = fc
  .tuple(fc.uniqueArray(names), number, fc.boolean())
  .map(([its, first, isSorted]): ReadonlyMap<string, number> => {
    const entries = its.map((name, i) => [name, first + i] as const);
    const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
    return isSorted ? SortedNumbers.of(new Map(sorted)) : new Map(entries);
  });
const ranges = fc.array(
  fc.record({ from: number, to: number, run: number, targets: fc.array(names, { maxLength: 1 }) }),
  {
    maxLength: 2,
  },
);
const mapOf = <T>(value: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(names, value), { maxLength: 1 }).map(entries => new Map(entries));
const file = fc.record(
  {
    ids: mapOf(numbers),
    lastAssignments: numbers,
    lastAssignmentsPerTarget: mapOf(numbers),
    released: mapOf(ranges),
    inUse: mapOf(ranges),
    former: mapOf(numbers),
    identity: fc.record({ lineage: fc.constantFrom('x', 'y'), serial: number }),
  },
  { requiredKeys: ['ids', 'lastAssignments', 'lastAssignmentsPerTarget', 'released'] },
);

test('two say the same where their texts are the same, but for what they say they are', () => {
  const seen = { same: 0, other: 0 };
  // Two of their own, and two that are made alike.
  const pairs = fc.oneof(fc.tuple(file, file), fc.clone(file, 2));
  const compare = fc.property(pairs, ([one, other]) => {
    const areSame = writeIds({ ...one, identity: undefined }) === writeIds({ ...other, identity: undefined });
    expect(sayTheSame(one, other)).toBe(areSame);
    expect(sayTheSame(one, one)).toBe(true);
    expect(identifyText(writeIds({ ...one, identity: undefined }), one.identity)).toBe(writeIds(one));
    seen[areSame ? 'same' : 'other']++;
  });
  const numRuns = rounds({ short: 3000, long: 30_000 });
  fc.assert(compare, { seed: 20_200_924, numRuns });
  expect(seen.same).toBeGreaterThan(numRuns / 3);
  expect(seen.other).toBeGreaterThan(numRuns / 3);
});
