import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { SortedNumbers } from '../../src/base/sorted-numbers.ts';
import { decodeIds } from '../../src/model/decode-ids.ts';
import type { IdAssignments } from '../../src/model/ids.ts';
import { readPlainIds } from '../../src/model/read-plain-ids.ts';
import { AttributeSetValue, type Slot } from '../../src/nix/value.ts';
import { writeIds } from '../../src/write/ids.ts';
import { rounds } from '../rounds.ts';

const name = fc.oneof(
  { weight: 30, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', '_', '-', '0', ' ', '\xc3', '=', ';', '}') }) },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'a"', '$a', '\\', '\n', '\x00') },
);
const number = fc.oneof({ weight: 30, arbitrary: fc.nat() }, { weight: 1, arbitrary: fc.maxSafeNat() });

function mapOf<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Map<string, T>> {
  return fc
    .array(fc.tuple(name, value), { maxLength: 4 })
    .map(entries => new Map(new Map(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))));
}

const ranges = fc
  .tuple(number, number, fc.array(name, { maxLength: 2 }))
  .map(([a, b, targets]) => ({ from: Math.min(a, b), to: Math.max(a, b), targets }));

const assignments: fc.Arbitrary<IdAssignments> = fc
  .record({
    ids: mapOf(mapOf(number)),
    lastAssignments: mapOf(number),
    lastAssignmentsPerTarget: mapOf(mapOf(number)),
    released: mapOf(
      fc.array(
        ranges.chain(range => number.map(run => ({ ...range, run }))),
        { maxLength: 3 },
      ),
    ),
    inUse: mapOf(fc.array(ranges, { maxLength: 3 })),
    former: mapOf(mapOf(number)),
  })
  .map(({ former, inUse, ...rest }) => ({
    ...rest,
    ...(inUse.size === 0 ? {} : { inUse }),
    ...(former.size === 0 ? {} : { former }),
  }));

/** Maps of any kind as `Map`, at every depth. */
function asMaps(value: unknown): unknown {
  if (value instanceof Map || value instanceof SortedNumbers) {
    return new Map([...value].map(([name, inner]) => [name, asMaps(inner)]));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, asMaps(inner)]));
}

it('reads what is written, or leaves it to the evaluator', () => {
  const numRuns = rounds({ fast: 300, short: 2000, long: 20_000 });
  let plain = 0;
  fc.assert(
    fc.property(assignments, original => {
      const read = readPlainIds(writeIds(original));
      if (read === undefined) return;
      plain++;
      expect(asMaps(read)).toEqual(original);
    }),
    { seed: 1, numRuns },
  );
  expect(plain).toBeGreaterThan(numRuns / 60);
});

it('agrees with the decoder of evaluated files', () => {
  const findings = new Findings();
  const set = (entries: Record<string, Slot>) => AttributeSetValue.from(Object.entries(entries));
  const value = set({ ids: set({ p: set({ a: 1 }), q: set({}) }), released: set({ p: [3, 2] }) });
  const decoded = decodeIds(value, 'ids.nix', findings);
  expect(asMaps(readPlainIds(writeIds(decoded)))).toEqual(decoded);
});

it.each([
  '',
  '{ }',
  '{\n  "ids" = {\n    "p" = 5;\n  };\n}\n',
  '{\n  "ids" = {\n    "p" = {\n      "a" = -1;\n    };\n  };\n}\n',
  '{\n  "ids" = {\n    "p" = {\n      "a" = 1;\n      "a" = 2;\n    };\n  };\n}\n',
  '{\n  "ids" = {\n    "p" = {\n      "b" = 1;\n      "a" = 2;\n    };\n  };\n}\n',
  '{\n  "ids" = {\n    "p" = {\n      "a" = 9007199254740993;\n    };\n  };\n}\n',
  '{\n  "ids" = {\n    "p" = {\n      "a" = 1;\n    };\n  };\n}\n # a comment',
  '{\n  "idss" = { };\n}\n',
  '{\n  "ids" = {\n    "p" = {\n      "a',
])('leaves %j to the evaluator', text => {
  expect(readPlainIds(text)).toBeUndefined();
});

it('reads an empty file of ours', () => {
  expect(readPlainIds('{ }\n')?.ids.size).toBe(0);
});
