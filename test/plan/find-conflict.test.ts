import { expect, test } from 'vitest';
import type { Distribution } from '../../src/model/distribution.ts';
import { type Feasibility, findConflict } from '../../src/plan/find-conflict.ts';
import { writeConflicts } from '../../src/write/reasons/conflict.ts';

const candidates: Distribution = {
  mappings: new Map(['a', 'b', 'c', 'd'].map(name => [name, [{ target: 't' }]])),
};

/** Two of `a`, `b`, `c` have no plan; `answer` says of what parts that is so, and how sure it is. */
const decide =
  (answer: (names: readonly string[]) => Feasibility) =>
  ({ mappings }: Distribution): Feasibility => {
    const names = [...mappings.keys()].filter(name => name !== 'd');
    return names.length < 2 ? { kind: 'possible' } : answer(names);
  };

test('a conflict is as sure as what is known of the very services that are in it', () => {
  const wholeOnly = decide(names => ({ kind: 'impossible', certified: names.length > 2 }));
  expect(findConflict(candidates, wholeOnly)).toMatchObject({ kind: 'impossible', minimal: true, certified: false });
  const partsOnly = decide(names => ({ kind: 'impossible', certified: names.length === 2 }));
  expect(findConflict(candidates, partsOnly)).toMatchObject({ kind: 'impossible', minimal: true, certified: true });
});

test('services that are in conflict by one answer, and have a plan by a later one, are a fault of the program', () => {
  const asked = new Set<string>();
  const fickle = decide(names => {
    const isNew = !asked.has(names.join());
    asked.add(names.join());
    return isNew ? { kind: 'impossible', certified: true } : { kind: 'possible' };
  });
  expect(() => findConflict(candidates, fickle)).toThrow('services in conflict have a plan');
});

test('what a search alone stands for is called so', () => {
  const answer = findConflict(
    candidates,
    decide(() => ({ kind: 'impossible', certified: false })),
  );
  if (answer.kind !== 'impossible') throw new Error('there is no plan');
  const details = { planner: 'divide', candidates, capacities: [], linksOf: new Map() };
  expect(writeConflicts(answer, details)).toContain(
    'divide has no plan, by search, not certified: these 2 services have none even on their own.',
  );
  expect(writeConflicts({ ...answer, certified: true }, details)).toContain('divide has no plan: these 2 services');
});
