import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import type { Pool } from '../../src/model/id-resources.ts';
import { type IdAssignments, noIdAssignments } from '../../src/model/ids.ts';
import { AttributeSetValue } from '../../src/nix/value.ts';
import { assignIds } from '../../src/plan/assign-ids.ts';
import { explainIds } from '../../src/plan/explain-ids.ts';
import { distribution, type ServiceSketch, servicesModel } from '../graph/models.ts';
import { rounds } from '../rounds.ts';

const numbers = [10, 11, 12, 13, 14, 15, 16];

const plain = (name: string): Pool => ({
  ...{ name, scope: 'global', min: 11, max: 15, step: 1, block: 1, reserved: [{ from: 13, to: 13 }] },
  ...{ space: undefined, position: undefined, kind: 'port', protocols: 3, usedBySystem: [] },
});
const resources = {
  pools: new Map<string, Pool>(
    [
      { ...plain('a'), keepForeign: true },
      { ...plain('b'), scope: 'machine' as const, space: 's', step: 2, block: 2 },
      { ...plain('c'), scope: 'machine' as const, space: 's' },
      { ...plain('d'), sameAs: 'a', max: 14 },
    ].map(pool => [pool.name, pool]),
  ),
};
const options = { serviceProperty: 'requiresUniqueIdsFor' };

interface Wish {
  readonly pools: readonly string[];
  readonly targets: readonly string[];
  readonly port: number | undefined;
  readonly pins: readonly (readonly [pool: string, number: number])[];
  readonly before: number | undefined;
}

const number = fc.option(fc.constantFrom(...numbers), { nil: undefined });
const wish: fc.Arbitrary<Wish> = fc.record({
  pools: fc.subarray([...resources.pools.keys()], { minLength: 1 }),
  targets: fc.subarray(['t1', 't2'], { minLength: 1 }),
  port: fc.option(fc.constantFrom(...numbers), { nil: undefined, freq: 2 }),
  pins: fc.array(fc.tuple(fc.constantFrom(...resources.pools.keys()), fc.constantFrom(...numbers)), { maxLength: 1 }),
  before: number,
});

function requestOf(wishes: readonly Wish[]) {
  const sketch = ({ pools, port, pins }: Wish): ServiceSketch => ({
    attributes: [
      ['requiresUniqueIdsFor', [...pools]],
      ...(port === undefined ? [] : [['port', port] as const]),
      ['pinnedIds', AttributeSetValue.from([...new Map(pins)])],
    ],
  });
  const ids = [...resources.pools.keys()].map(pool => {
    const its = wishes.flatMap(({ before, pools }, i) =>
      before !== undefined && pools.includes(pool) && (pool !== 'd' || before % 2 > 0)
        ? [[`s${i}`, before] as const]
        : [],
    );
    return [pool, new Map(its)] as const;
  });
  const previous: IdAssignments = { ...noIdAssignments, ids: new Map(ids) };
  return {
    services: servicesModel(wishes.map((one, i) => [`s${i}`, sketch(one)])),
    distribution: distribution(wishes.map(({ targets }, i) => [`s${i}`, targets])),
    resources,
    previous,
  };
}

/** The id that a service gets where it pins that number; undefined where that cannot be. */
function pinned(wishes: readonly Wish[], service: number, pool: string, id: number): number | undefined {
  const request = requestOf(
    wishes.map((one, i) => (i === service ? { ...one, pins: [...one.pins, [pool, id] as const] } : one)),
  );
  const plan = assignIds(request, options, new Findings());
  if (plan.kind === 'planned') return plan.assignments.ids.get(pool)?.get(`s${service}`);
  // Somebody else may be left without a number then, which is not the pin's matter.
  return plan.kind === 'impossible' && plan.reason.kind === 'no-numbers' ? id : undefined;
}

test('what is said of a number holds: a pin gives it where that is promised, and only there', () => {
  const seen = new Map<string, number>();
  const count = (kind: string) => seen.set(kind, (seen.get(kind) ?? 0) + 1);
  fc.assert(
    fc.property(fc.array(wish, { minLength: 1, maxLength: 4 }), wishes => {
      const ask = () => wishes.flatMap(({ pools }, i) => pools.map(pool => ({ service: `s${i}`, pool, not: numbers })));
      const answer = explainIds(requestOf(wishes), options, ask, new Findings());
      if (answer.kind !== 'explained') return;
      for (const { service, pool, id, before, reason, lost, others } of answer.explanations) {
        count(reason.kind);
        expect(reason.kind === 'dry').toBe(id === undefined);
        expect(lost?.number).toBe(before === id ? undefined : before);
        for (const { number: other, obstacles, isPinnable } of others) {
          for (const { kind } of obstacles) count(kind);
          expect(obstacles.length === 0).toBe(other === id);
          if (other === id || reason.kind === 'pinned') continue;
          const asked = { wishes, service, pool: pool.name, other, obstacles };
          const found = pinned(wishes, Number(service.slice(1)), pool.name, other);
          expect({ ...asked, found }).toEqual({ ...asked, found: isPinnable ? other : undefined });
        }
      }
    }),
    { seed: 20_261_130, numRuns: rounds({ fast: 30, short: 100, long: 1500 }) },
  );
  const kinds = ['pinned', 'kept', 'coupled', 'new', 'dry', 'no-id', 'reserved', 'taken', 'held', 'keeps', 'turn'];
  expect(kinds.filter(kind => !seen.has(kind))).toEqual([]);
});
