import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnswerClaim } from '../../../src/verify/answer/answer-claim.ts';
import type { AskedSystem } from '../../../src/verify/answer/asked-system.ts';
import { numberSystem } from '../../../src/verify/answer/number-system.ts';
import { verifyAnswer } from '../../../src/verify/answer/verify-answer.ts';
import { evaluateStage, findBestPlan } from '../../../src/verify/find-best-plan.ts';
import { findBroken, measurePlaced } from '../../../src/verify/measure-placed.ts';
import { rounds } from '../../rounds.ts';

const units = { links: 1, labels: 1, cost: 1, moves: 1, load: 1, balance: 1, wishes: 1 };

const plain: AskedSystem = {
  targets: ['t1', 't2', 't3'].map(name => ({ name, cost: 1, has: [2] })),
  services: ['a', 'b', 'c'].map(name => ({
    name,
    candidates: [0, 1, 2],
    replicas: 1,
    homes: [],
    stays: false,
    moveWeight: 1,
    needs: [1],
  })),
  links: [
    { a: 0, b: 1, weight: 1 },
    { a: 0, b: 2, weight: 1 },
    { a: 1, b: 2, weight: 1 },
  ],
  nearest: [],
  transient: [false],
  zones: [],
  levels: [0],
  costs: [1],
  rules: [],
  atMost: undefined,
  stages: [{ links: 1 }, { labels: 1 }],
  units,
  beyond: [],
  uncounted: new Set(),
};

const claim = (more: Partial<AnswerClaim> = {}): AnswerClaim => ({
  plan: new Map([
    ['a', ['t1']],
    ['b', ['t1']],
    ['c', ['t2']],
  ]),
  measures: new Map([
    ['links', 2],
    ['labels', 2],
  ]),
  stages: [
    { value: 2, bound: 2, isProved: true },
    { value: 2, isProved: true },
  ],
  ...more,
});

describe('an answer', () => {
  test('holds, and all of it is certified', () => {
    const { faults, certified } = verifyAnswer(plain, claim(), 10_000);
    expect(faults).toEqual([]);
    expect(certified.map(({ by }) => by)).not.toContain('not certified');
  });

  test('is called by its weaker name where not all plans can be tried', () => {
    const { faults, certified } = verifyAnswer(plain, claim(), 3);
    expect(faults).toEqual([]);
    expect(certified).toContainEqual({ what: 'no plan has links below 2', by: 'not certified' });
    expect(certified.at(-1)).toEqual({ what: 'no plan has targets below 2 and is as good before', by: 'counted' });
  });

  test.each<[string, Partial<AnswerClaim>, string]>([
    [
      'a service lost',
      {
        plan: new Map([
          ['a', ['t1']],
          ['b', ['t1']],
        ]),
      },
      '"c" is on 0 targets',
    ],
    [
      'an unknown target',
      {
        plan: new Map([
          ['a', ['t1']],
          ['b', ['t1']],
          ['c', ['t9']],
        ]),
      },
      'no target that it may be on',
    ],
    [
      'a target that is too full',
      {
        plan: new Map([
          ['a', ['t1']],
          ['b', ['t1']],
          ['c', ['t1']],
        ]),
      },
      'target "t1" holds 3',
    ],
    ['a measure', { measures: new Map([['links', 1]]) }, 'said to have links 1, but has 2'],
    ['a bound too high', { stages: [{ value: 2, bound: 3, isProved: false }] }, 'at least 3'],
    ['a bound that is not met', { stages: [{ value: 2, bound: 1, isProved: true }] }, 'called the least'],
    ['no plan', { plan: undefined }, 'there is a plan'],
    ['a clique', { clique: ['a', 'a'] }, 'do not'],
  ])('is refused for %s', (_, wrong, fault) => {
    expect(verifyAnswer(plain, claim(wrong), 10_000).faults.join()).toContain(fault);
  });
});

/** Every assignment of labels to nodes. */
function* allPlans(nodes: number, labels: number): Generator<Int32Array> {
  for (let code = 0; code < labels ** nodes; code++) {
    yield Int32Array.from({ length: nodes }, (_, node) => Math.floor(code / labels ** node) % labels);
  }
}

test('the best plan is that of all assignments, measured one by one', () => {
  const systems = fc.record({
    weights: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }),
    lists: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { minLength: 1 }), { minLength: 4, maxLength: 4 }),
    homes: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }),
    room: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }),
  });
  const property = fc.property(systems, ({ weights, lists, homes, room }) => {
    const pairs = [0, 1, 2, 3].flatMap(b => Array.from({ length: b }, (_, a) => ({ a, b })));
    const system: AskedSystem = {
      ...plain,
      targets: room.map((has, i) => ({ name: `t${i}`, cost: i, has: [has] })),
      services: lists.map((list, i) => ({
        name: `s${i}`,
        candidates: [...list].sort(),
        replicas: 1,
        homes: [homes[i] ?? 0],
        stays: false,
        moveWeight: 1,
        needs: [1],
      })),
      links: pairs.map((pair, i) => ({ ...pair, weight: weights[i] ?? 0 })),
      stages: [{ links: 1 }, { cost: 1 }, { labels: 1 }, { moves: 1 }],
    };
    const { problem } = numberSystem(system);
    const none = problem.stages.map(() => Number.POSITIVE_INFINITY);
    let best: readonly number[] = none;
    for (const plan of allPlans(4, 3)) {
      if (findBroken(problem, plan).length > 0) continue;
      const measures = measurePlaced(problem, plan);
      const values = problem.stages.map(stage => evaluateStage(stage, measures));
      const at = values.findIndex((value, i) => value !== best[i]);
      if (at >= 0 && (values[at] ?? 0) < (best[at] ?? 0)) best = values;
    }
    expect(findBestPlan(problem, none, 100_000)).toEqual({ values: best, isOpen: false });
  });
  fc.assert(property, { seed: 17, numRuns: rounds({ short: 100, long: 3000 }) });
});
