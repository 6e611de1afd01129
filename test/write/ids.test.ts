import { expect, test } from 'vitest';
import { readPlainIds } from '../../src/model/read-plain-ids.ts';
import { idsToJson, writeIds } from '../../src/write/ids.ts';
import { writeJson } from '../../src/write/json.ts';
import { show } from '../nix/evaluate-text.ts';

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
