import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Findings } from '../../src/base/findings.ts';
import { drawPlacementProblem, drawResolvedPlacement } from '../../src/graph/draw-problem.ts';
import { targetsOf } from '../../src/model/distribution.ts';
import { type DivideOptions, planDivision } from '../../src/plan/divide.ts';
import { describeReason } from '../../src/write/reasons/reason.ts';
import { distribution, servicesModel, targetsWith } from '../graph/models.ts';
import { rounds } from '../rounds.ts';

const names = ['test1', 'test2'];
const infrastructure = targetsWith([
  ['test1', [['memory', 250]]],
  ['test2', [['memory', 100]]],
]);
const resources = [{ serviceProperty: 'needs', targetProperty: 'memory' }];
const strategies = ['greedy', 'highest-bidder', 'lowest-bidder', 'exact'] as const;
const optionsFor = (strategy: DivideOptions['strategy']): DivideOptions => ({ strategy, resources, timeLimit: 5 });

function request(needs: Readonly<Record<string, number>>, pins: Readonly<Record<string, string>> = {}) {
  const services = servicesModel(
    Object.entries(needs).map(([key, need]) => {
      const pin: readonly [string, string][] = pins[key] === undefined ? [] : [['pinnedTo', pins[key]]];
      return [key, { attributes: [['needs', need], ...pin] }];
    }),
  );
  return { services, infrastructure, candidates: distribution(Object.keys(needs).map(key => [key, names])) };
}

describe('a division', () => {
  it.each(strategies)('by %s leaves a pinned service on its pin', strategy => {
    const plan = planDivision(request({ a: 50, b: 50 }, { a: 'test2' }), optionsFor(strategy), new Findings());
    if (plan.kind !== 'planned') throw new Error(plan.kind);
    expect(targetsOf(plan.distribution, 'a')).toEqual(['test2']);
  });

  it.each(strategies)('that %s does not find names the pin', strategy => {
    const plan = planDivision(request({ a: 150 }, { a: 'test2' }), optionsFor(strategy), new Findings());
    if (plan.kind === 'planned') throw new Error(plan.kind);
    expect(plan.kind).toBe(strategy === 'exact' ? 'impossible' : 'unknown');
    expect(describeReason(plan.reason).at(-1)).toBe('service "a" is pinned to "test2"');
  });

  it('that there is none of says what is short, where and by how much', () => {
    const plan = planDivision(request({ a: 200, b: 200 }), optionsFor('exact'), new Findings());
    if (plan.kind !== 'impossible') throw new Error(plan.kind);
    expect(plan.reason).toEqual({
      kind: 'shortage',
      isProved: true,
      certified: true,
      shortages: [{ target: 'test2', resource: 'memory', shortBy: '100' }],
      pins: [],
    });
  });

  it('that a strategy finds no place for says what each target lacked', () => {
    const plan = planDivision(request({ a: 200, b: 200 }), optionsFor('greedy'), new Findings());
    if (plan.kind !== 'unknown') throw new Error(plan.kind);
    expect(describeReason(plan.reason)).toEqual([
      'the strategy greedy found no place for service "b"',
      'not on "test1": memory: 200 needed, 50 left',
      'not on "test2": memory: 200 needed, 100 left',
    ]);
  });

  it('names every service without candidates', () => {
    const asked = {
      ...request({ a: 1, b: 1 }),
      candidates: distribution([
        ['a', []],
        ['b', []],
      ]),
    };
    const plan = planDivision(asked, optionsFor('greedy'), new Findings());
    expect(plan).toMatchObject({ kind: 'impossible', reason: { kind: 'no-candidates', services: ['a', 'b'] } });
  });

  it('exceeds nothing, and what is drawn is what was solved', () => {
    const needs = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(needs, fc.constantFrom('greedy', 'highest-bidder', 'lowest-bidder'), (list, strategy) => {
        const asked = request(Object.fromEntries(list.map((need, i) => [`s${i}`, need])));
        const plan = planDivision(asked, optionsFor(strategy), new Findings());
        const problem = drawPlacementProblem(plan.problem, infrastructure);
        expect(problem.graph().title).toBe('division problem');
        expect(problem.edgeCount()).toBe(2 * list.length);
        expect(problem.node('app:s0').lines).toEqual(['app:s0', `memory ${list[0]}`]);
        if (plan.kind !== 'planned') return;
        const load = { test1: 0, test2: 0 };
        for (const [i, need] of list.entries()) {
          const [target] = targetsOf(plan.distribution, `s${i}`);
          load[target as 'test1'] += need;
          expect(
            drawResolvedPlacement(plan.resolved, infrastructure).hasEdge(`app:s${i}`, `host:${target}`, 'candidate'),
          ).toBe(true);
        }
        expect(load.test1).toBeLessThanOrEqual(250);
        expect(load.test2).toBeLessThanOrEqual(100);
      }),
      { seed: 20_261_129, numRuns: rounds({ short: 300, long: 3000 }) },
    );
  });
});
