import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { type Distribution, targetsOf } from '../../src/model/distribution.ts';
import { policyOfDivision } from '../../src/plan/as-place.ts';
import type { Outcome, Plan, Request } from '../../src/plan/planner.ts';
import { planners } from '../../src/plan/planners.ts';
import type { Reason } from '../../src/plan/reason.ts';
import { rounds } from '../rounds.ts';
import { choicesOf, type Names, plainNames, plansOf, requestOf, type System, system } from './random-request.ts';

/** What the laws need to know of a planner. */
interface Case {
  readonly plan: (request: Request, findings: Findings) => Outcome<Plan<unknown, unknown>>;
  /** What the planner makes small, of a plan in numbers; undefined for what is no plan. */
  readonly measure: (system: System, plan: readonly number[]) => number | undefined;
  /** Whether services that depend on each other must not share a target. */
  readonly keepsApart: boolean;
}

const resources = [{ serviceProperty: 'memory', targetProperty: 'memory' }];

// A planner that comes to the table comes here, too: the type asks for it. What gives numbers has laws of its own.
const cases: Readonly<Record<Exclude<keyof typeof planners, 'id-assign'>, Case>> = {
  multiwaycut: {
    plan: (request, findings) => planners.multiwaycut(request, { algorithm: 'auto', timeLimit: 60 }, findings),
    measure: ({ links }, plan) => distinct(links).filter(([a, b]) => plan[a] !== plan[b]).length,
    keepsApart: false,
  },
  graphcol: {
    plan: (request, findings) => planners.graphcol(request, { algorithm: 'auto', timeLimit: 60 }, findings),
    measure: ({ links }, plan) => (links.some(([a, b]) => plan[a] === plan[b]) ? undefined : new Set(plan).size),
    keepsApart: true,
  },
  divide: {
    plan: (request, findings) => planners.divide(request, { strategy: 'exact', resources, timeLimit: 60 }, findings),
    measure: ({ needs, capacities }, plan) => {
      const left = [...capacities];
      for (const [v, target] of plan.entries()) left[target] = (left[target] ?? 0) - (needs[v] ?? 0);
      return left.some(rest => rest < 0) ? undefined : 0;
    },
    keepsApart: false,
  },
  minsetcover: {
    plan: (request, findings) =>
      planners.minsetcover(request, { targetProperty: 'cost', algorithm: 'exact', timeLimit: 60 }, findings),
    measure: ({ costs }, plan) => [...new Set(plan)].reduce((sum, target) => sum + (costs[target] ?? 0), 0),
    keepsApart: false,
  },
  place: {
    plan: (request, findings) =>
      planners.place(request, { policy: policyOfDivision(resources), timeLimit: 60 }, findings),
    measure: ({ needs, capacities }, plan) => {
      const left = [...capacities];
      for (const [v, target] of plan.entries()) left[target] = (left[target] ?? 0) - (needs[v] ?? 0);
      return left.some(rest => rest < 0) ? undefined : 0;
    },
    keepsApart: false,
  },
};

function distinct(links: System['links']): readonly (readonly [number, number])[] {
  const pairs = links.map(([a, b]): [string, readonly [number, number]] => [
    `${Math.min(a, b)} ${Math.max(a, b)}`,
    [a, b],
  ]);
  return [...new Map(pairs).values()];
}

/** A plan in numbers. */
function numbersOf(distribution: Distribution, { services, targets }: System, names: Names): readonly number[] {
  const numbers = new Map(Array.from({ length: targets }, (_, t) => [names.target(t), t]));
  return Array.from({ length: services }, (_, v) => {
    const places = targetsOf(distribution, names.service(v));
    expect(places).toHaveLength(1);
    return numbers.get(places[0] ?? '') ?? -1;
  });
}

/** The pins that a reason names. */
function pinsIn(reason: Reason): readonly { readonly service: string; readonly target: string | undefined }[] {
  if (reason.kind !== 'demand-conflict') return 'pins' in reason ? (reason.pins ?? []) : [];
  return reason.demands
    .filter(({ kind }) => kind === 'pin')
    .map(({ name, targets }) => ({ service: name, target: targets?.[0] }));
}

const namesOf = (numbers: readonly number[]) => numbers.map(plainNames.service);
const runs = { seed: 2011, numRuns: rounds({ short: 200, long: 5000 }) };

describe.each(Object.entries(cases))('%s', (_, { plan, measure, keepsApart }) => {
  const solve = (given: System, names: Names = plainNames) => {
    const findings = new Findings();
    const outcome = plan(requestOf(given, names), findings);
    expect(findings.all).toEqual([]);
    return outcome;
  };

  test('has a plan where brute force has one, on candidates and pins alone, and as good a one', () => {
    fc.assert(
      fc.property(system, given => {
        const measures = [...plansOf(given)].flatMap(one => measure(given, one) ?? []);
        const outcome = solve(given);
        expect(outcome.kind).toBe(measures.length > 0 ? 'planned' : 'impossible');
        if (outcome.kind !== 'planned') return;
        const found = numbersOf(outcome.distribution, given, plainNames);
        for (const [v, target] of found.entries()) expect(choicesOf(given, v)).toContain(target);
        expect(measure(given, found)).toBe(Math.min(...measures));
      }),
      runs,
    );
  });

  test('names a pin where pins are what leaves no plan', () => {
    fc.assert(
      fc.property(system, given => {
        const outcome = solve(given);
        if (outcome.kind !== 'impossible' || solve({ ...given, pins: new Map() }).kind !== 'planned') return;
        const { reason } = outcome;
        const pins = pinsIn(reason);
        expect(pins.length).toBeGreaterThan(0);
        for (const { service, target } of pins) {
          expect(target).toBe(plainNames.target(given.pins.get(Number(service.slice(1))) ?? -1));
        }
      }),
      runs,
    );
  });

  test('names every service without candidates', () => {
    fc.assert(
      fc.property(system, given => {
        const nowhere = Array.from({ length: given.services }, (_, v) => v).filter(
          v => choicesOf(given, v).length === 0,
        );
        const outcome = solve({ ...given, links: given.links.filter(([a, b]) => a !== b) });
        if (nowhere.length === 0) return;
        expect(outcome).toMatchObject({
          kind: 'impossible',
          reason: { kind: 'no-candidates', services: namesOf(nowhere) },
        });
      }),
      runs,
    );
  });

  test('a service that depends on itself is in no plan that keeps services apart', () => {
    fc.assert(
      fc.property(system, fc.nat(5), (given, choice) => {
        const v = choice % given.services;
        const others = given.links.filter(([a, b]) => a !== b);
        const outcome = solve({ ...given, links: [...others, [v, v]] });
        if (keepsApart) {
          expect(outcome).toMatchObject({
            kind: 'impossible',
            reason: { kind: 'self-dependency', services: namesOf([v]) },
          });
        } else expect(outcome.kind).toBe(solve({ ...given, links: others }).kind);
      }),
      runs,
    );
  });

  test('other names in the same order: the same plan; in any order: a plan as good', () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
    fc.assert(
      fc.property(system, order, (given, shuffled) => {
        const renamed: Names = { service: v => `x${v}y`, target: t => `a${t}.example` };
        const mixed: Names = { service: v => `s${shuffled[v]}`, target: t => `t${shuffled[t]}` };
        const outcome = solve(given);
        const same = solve(given, renamed);
        const other = solve(given, mixed);
        expect([same.kind, other.kind]).toEqual([outcome.kind, outcome.kind]);
        if (outcome.kind !== 'planned' || same.kind !== 'planned' || other.kind !== 'planned') return;
        const found = numbersOf(outcome.distribution, given, plainNames);
        expect(numbersOf(same.distribution, given, renamed)).toEqual(found);
        expect(measure(given, numbersOf(other.distribution, given, mixed))).toBe(measure(given, found));
      }),
      runs,
    );
  });

  test('refuses a pin to what is no candidate, at its place, whoever asks', () => {
    const given: System = {
      services: 2,
      targets: 2,
      links: [],
      candidates: [[0], [0, 1]],
      pins: new Map([[0, 1]]),
      needs: [1, 1],
      capacities: [2, 2],
      costs: [1, 1],
    };
    const findings = new Findings();
    expect(() => plan(requestOf(given), findings)).toThrow(
      'service "s0" is pinned to "t1", which is not among its candidates',
    );
    expect(findings.all).toMatchObject([{ code: 'pin', hint: expect.stringContaining('t0') }]);
  });
});
