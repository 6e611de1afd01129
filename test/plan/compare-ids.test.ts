import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortNames } from '../../src/base/order.ts';
import type { IdAssignments } from '../../src/model/ids.ts';
import { compareIds, listAssigned } from '../../src/plan/compare-ids.ts';
import { rounds } from '../rounds.ts';

type Pools = Readonly<Record<string, Readonly<Record<string, number>>>>;

function assignments(pools: Pools): IdAssignments {
  const ids = Object.entries(pools).map(([pool, services]) => {
    const inOrder = sortNames(Object.keys(services)).map(name => [name, services[name] ?? 0] as const);
    return [pool, new Map(inOrder)] as const;
  });
  return {
    ids: new Map(ids),
    lastAssignments: new Map(),
    lastAssignmentsPerTarget: new Map(),
    released: new Map(),
  };
}

test('an id that is another one now is changed: neither released nor assigned', () => {
  const before = assignments({ p: { a: 1, b: 2, d: 4 }, q: { a: 9 } });
  const after = assignments({ p: { a: 1, b: 3, c: 2 } });
  expect(compareIds(before, after)).toEqual({
    kept: 1,
    changed: [{ service: 'b', pool: 'p', from: 2, to: 3 }],
    assigned: 1,
    released: [
      { service: 'a', pool: 'q', id: 9 },
      { service: 'd', pool: 'p', id: 4 },
    ],
  });
  expect(listAssigned(before, after)).toEqual([{ service: 'c', pool: 'p', id: 2 }]);
});

test('agrees with a comparison of all holdings, whatever the services are called', () => {
  const name = fc.constantFrom('a', 'b', 'B', '10', '9', 'ab', '\xc3\xa9');
  const pools = fc.dictionary(fc.constantFrom('p', 'q'), fc.dictionary(name, fc.nat(3)));
  const holdings = (part: Pools) =>
    Object.entries(part).flatMap(([pool, services]) =>
      Object.entries(services).map(([service, id]) => `${pool} ${service} ${id}`),
    );
  fc.assert(
    fc.property(pools, pools, (before, after) => {
      const [old, fresh] = [new Set(holdings(before)), new Set(holdings(after))];
      const changes = compareIds(assignments(before), assignments(after));
      const gone = [...old].filter(holding => !fresh.has(holding));
      const released = changes.released.map(({ pool, service, id }) => `${pool} ${service} ${id}`);
      const changedFrom = changes.changed.map(({ pool, service, from }) => `${pool} ${service} ${from}`);
      const changedTo = changes.changed.map(({ pool, service, to }) => `${pool} ${service} ${to}`);
      expect([...released, ...changedFrom].sort()).toEqual(gone.sort());
      expect(changes.kept).toBe(old.size - gone.length);
      const assigned = listAssigned(assignments(before), assignments(after));
      expect(changes.assigned).toBe(assigned.length);
      const given = assigned.map(({ pool, service, id }) => `${pool} ${service} ${id}`);
      expect([...given, ...changedTo].sort()).toEqual([...fresh].filter(holding => !old.has(holding)).sort());
      // Whoever changed had one before and has one now; whoever was released has none.
      const has = (part: Pools, pool: string, service: string) => part[pool]?.[service] !== undefined;
      for (const { pool, service } of changes.released) expect(has(after, pool, service)).toBe(false);
      for (const { pool, service } of assigned) expect(has(before, pool, service)).toBe(false);
    }),
    { seed: 20200924, numRuns: rounds({ short: 500, long: 20_000 }) },
  );
});
