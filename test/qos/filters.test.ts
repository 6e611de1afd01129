import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call } from '../../src/nix/call.ts';
import { printValue } from '../../src/nix/print/print-value.ts';
import { AttributeSetValue } from '../../src/nix/value.ts';
import { createNodeHost } from '../../src/ports/nix/create-node-host.ts';
import { makeFilters } from '../../src/qos/filters.ts';
import { describeReason } from '../../src/write/reasons/reason.ts';
import { rounds } from '../rounds.ts';

const seed = 20261124;

type Distribution = Record<string, string[]>;
interface Models {
  readonly services: Record<string, { readonly type: string }>;
  readonly infrastructure: Record<string, { readonly properties: { readonly types: string[]; readonly cost: number } }>;
  readonly distribution: Distribution;
  readonly previousDistribution: Distribution;
}

const types = ['x', 'y', 'z'];
const names = ['s1', 's2', 's3', 's4', 's5'];
const targets = ['t1', 't2', 't3', 't4'];
const setOf = <T>(keys: readonly string[], value: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> =>
  fc.record(Object.fromEntries(keys.map(key => [key, value])));

const candidates = setOf(names, fc.shuffledSubarray(targets, { minLength: 1 }));
const models: fc.Arbitrary<Models> = fc.record({
  services: setOf(
    names,
    fc.record({
      type: fc.constantFrom(...types),
      types: fc.subarray(types),
      zone: fc.constantFrom('u', 'v'),
      stateful: fc.boolean(),
      mem: fc.integer({ min: 0, max: 4 }),
      connectsTo: fc.subarray(names, { maxLength: 2 }),
    }),
  ),
  infrastructure: setOf(
    targets,
    fc.record({
      properties: fc.record({
        type: fc.constantFrom(...types),
        types: fc.subarray(types),
        zone: fc.constantFrom('u', 'v'),
        mem: fc.integer({ min: 4, max: 12 }),
        cost: fc.integer({ min: 0, max: 9 }),
      }),
    }),
  ),
  distribution: candidates,
  previousDistribution: candidates,
});

/** The value of a Nix expression over the models; undefined where a planner finds no plan. */
function evaluate(given: Models, expression: string): Distribution | undefined {
  const host = createNodeHost();
  const model = host.evaluateText('models', `builtins.fromJSON ${printValue(JSON.stringify(given), {})}`, '/');
  const filters = makeFilters(host, null, null, { describe: ({ reason }) => describeReason(reason), warn: () => {} });
  const text = `{ filters, m }: let all = { inherit (m) services infrastructure distribution; }; r = builtins.tryEval (${expression}); in builtins.toJSON (if r.success then r.value else null)`;
  const argument = AttributeSetValue.from([
    ['filters', filters],
    ['m', model],
  ]);
  const json = call(host.evaluateText('law', text, '/'), argument);
  return JSON.parse(String(json)) ?? undefined;
}

const steps = {
  mapAttrOnList: 'filters.mapAttrOnList (all // { serviceProperty = "type"; targetPropertyList = "types"; })',
  mapListOnAttr: 'filters.mapListOnAttr (all // { servicePropertyList = "types"; targetProperty = "type"; })',
  mapAttrOnAttr: 'filters.mapAttrOnAttr (all // { serviceProperty = "zone"; targetProperty = "zone"; })',
  mapStatefulToPrevious: 'filters.mapStatefulToPrevious { inherit (m) services distribution previousDistribution; }',
};
const planners = {
  divideRoundRobin: 'filters.divideRoundRobin { inherit (m) distribution; }',
  greedy: 'filters.divide (all // { strategy = "greedy"; serviceProperty = "mem"; targetProperty = "mem"; })',
  exact: 'filters.divide (all // { strategy = "exact"; serviceProperty = "mem"; targetProperty = "mem"; })',
  minsetcover: 'filters.minsetcover (all // { targetProperty = "cost"; })',
  multiwaycut: 'filters.multiwaycut all',
};

function isWithin(part: Distribution, whole: Distribution): boolean {
  return Object.entries(part).every(([service, list]) => list.every(target => whole[service]?.includes(target)));
}

describe('a filter never adds a candidate, and keeps the order', () => {
  test.each(Object.entries(steps))('%s', (_, step) => {
    const numRuns = rounds({ short: 100, long: 1000 });
    let narrowed = 0;
    fc.assert(
      fc.property(models, given => {
        const result = evaluate(given, step) ?? {};
        expect(Object.keys(result).sort()).toEqual(names);
        for (const name of names) {
          const kept = (given.distribution[name] ?? []).filter(target => result[name]?.includes(target));
          expect(result[name]).toEqual(kept);
        }
        if (Object.values(result).flat().length < Object.values(given.distribution).flat().length) narrowed++;
      }),
      { seed, numRuns },
    );
    expect(narrowed).toBeGreaterThan(numRuns / 5);
  });
});

test('a filter keeps exactly those candidates that its rule allows', () => {
  fc.assert(
    fc.property(models, given => {
      const rule = (name: string, target: string): boolean =>
        given.infrastructure[target]?.properties.types.includes(given.services[name]?.type ?? '') === true;
      const expected = names.map(name => [name, given.distribution[name]?.filter(target => rule(name, target))]);
      expect(evaluate(given, steps.mapAttrOnList)).toEqual(Object.fromEntries(expected));
    }),
    { seed, numRuns: rounds({ short: 100, long: 1000 }) },
  );
});

test.each([
  ['mapAttrOnList', 'mapListOnAttr'],
  ['mapAttrOnList', 'mapAttrOnAttr'],
  ['mapAttrOnAttr', 'mapStatefulToPrevious'],
] as const)('%s and %s commute', (first, second) => {
  fc.assert(
    fc.property(models, given => {
      const after = (distribution: Distribution | undefined, step: string) =>
        evaluate({ ...given, distribution: distribution ?? {} }, step);
      const oneWay = after(evaluate(given, steps[first]), steps[second]);
      expect(oneWay).toEqual(after(evaluate(given, steps[second]), steps[first]));
      // And once is enough.
      expect(after(oneWay, steps[first])).toEqual(oneWay);
    }),
    { seed, numRuns: rounds({ short: 60, long: 600 }) },
  );
});

describe('a planner gives each service one of its candidates', () => {
  test.each(Object.entries(planners))('%s', (_, step) => {
    const numRuns = rounds({ fast: 15, short: 30, long: 300 });
    let planned = 0;
    fc.assert(
      fc.property(models, given => {
        const result = evaluate(given, step);
        if (result === undefined) return;
        planned++;
        expect(Object.keys(result).sort()).toEqual(names);
        expect(Object.values(result).every(list => list.length === 1)).toBe(true);
        expect(isWithin(result, given.distribution)).toBe(true);
      }),
      { seed, numRuns },
    );
    expect(planned).toBeGreaterThan(numRuns / 3);
  });
});

test('order changes nothing but the order', () => {
  fc.assert(
    fc.property(models, given => {
      const result =
        evaluate(given, 'filters.order { inherit (m) infrastructure distribution; targetProperty = "cost"; }') ?? {};
      const costOf = (target: string) => given.infrastructure[target]?.properties.cost ?? Number.NaN;
      for (const name of names) {
        expect([...(result[name] ?? [])].sort()).toEqual([...(given.distribution[name] ?? [])].sort());
        const costs = (result[name] ?? []).map(costOf);
        expect(costs).toEqual([...costs].sort((a, b) => a - b));
      }
    }),
    { seed, numRuns: rounds({ short: 100, long: 1000 }) },
  );
});
