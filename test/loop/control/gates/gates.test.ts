import { expect, test } from 'vitest';
import type { GateInput, GateOptions, Held } from '../../../../src/loop/control/gates/gate.ts';
import { allowedBy } from '../../../../src/loop/control/gates/gate.ts';
import { defaultGates, judgeGates } from '../../../../src/loop/control/gates/gates.ts';
import type { PlanFacts, PlannedStep } from '../../../../src/loop/control/plan-facts.ts';

const now = Date.UTC(2026, 0, 5, 12);

function step(kind: PlannedStep['kind'], service: string, change: Partial<PlannedStep> = {}): PlannedStep {
  return { service, kind, stateful: false, leaves: [], comes: [], stays: [], ...change };
}

const plan: PlanFacts = {
  digest: 'p',
  services: ['a', 'b', 'c'],
  wanted: [{ service: 'a', places: [{ target: 't1', container: null }] }],
  steps: [],
  findings: [],
  waiting: [],
  leftOut: [],
};

const input: GateInput = {
  plan,
  deployed: 10,
  there: new Set(['t1', 't2', 't3', 't4']),
  missing: new Set(),
  machinesBefore: ['t1', 't2', 't3', 't4'],
  lastApply: null,
  now,
  circumstances: { freeze: null, approval: null, localOffset: 0 },
};

/** What holds a plan. */
function held(change: Partial<GateInput>, options: Partial<GateOptions> = {}): readonly Held[] {
  return judgeGates({ ...input, ...change }, { ...defaultGates, ...options }).flatMap(verdict => verdict.held ?? []);
}

const withSteps = (...steps: PlannedStep[]): Partial<GateInput> => ({ plan: { ...plan, steps } });
const at = (target: string) => [{ target, container: null }];

test('every gate is told, in one order, and lets an innocent plan pass', () => {
  const verdicts = judgeGates(input, defaultGates);
  expect(verdicts.map(({ gate }) => gate).join(' ')).toBe(
    'check empty services moves machines answers data freeze window pause approval',
  );
  expect(held({})).toEqual([]);
});

test('check: errors hold, warnings do not', () => {
  const finding = { code: 'x', message: 'no', severity: 'error' } as const;
  const findings = [{ ...finding, severity: 'warning' as const }, finding, finding];
  expect(held({ plan: { ...plan, findings } })).toEqual([{ gate: 'check', errors: 2, first: 'no' }]);
  expect(held({ plan: { ...plan, findings } }, { check: false })).toEqual([]);
  expect(held({ plan: { ...plan, findings: findings.slice(0, 1) } })).toEqual([]);
});

test('empty: a plan of nothing is held where something is deployed, and nothing waits', () => {
  expect(held({ plan: { ...plan, wanted: [] } })).toEqual([{ gate: 'empty', deployed: 10 }]);
  expect(held({ plan: { ...plan, wanted: [] }, deployed: 0 })).toEqual([]);
  expect(held({ plan: { ...plan, wanted: [], waiting: [{ service: 'db', targets: ['t9'] }] } })).toEqual([]);
});

test('services: what the models have is not stopped for good; what left them is', () => {
  const stops = withSteps(step('stop', 'b', { leaves: at('t1') }), step('stop', 'gone', { leaves: at('t1') }));
  expect(held(stops)).toEqual([{ gate: 'services', names: ['b'], allowed: 0 }]);
  expect(held(stops, { services: { count: 1, percent: null } })).toEqual([]);
  expect(held(withSteps(step('stop', 'b', { leaves: at('t9') })))).toEqual([]);
});

test('moves: so many of all that is deployed leave machines that are there', () => {
  const moves = ['a', 'b', 'c', 'd'].map(name => step('move', name, { leaves: at('t1'), comes: at('t2') }));
  expect(held(withSteps(...moves))).toEqual([{ gate: 'moves', names: ['a', 'b', 'c', 'd'], allowed: 3 }]);
  expect(held(withSteps(...moves.slice(1)))).toEqual([]);
  const forced = ['a', 'b', 'c', 'd'].map(name => step('move', name, { leaves: at('t9'), comes: at('t2') }));
  expect(held(withSteps(...forced))).toEqual([]);
});

test('machines: so many are gone since there was nothing to do', () => {
  expect(held({ there: new Set(['t1', 't2', 't3', 't5']) })).toEqual([]);
  expect(held({ there: new Set(['t1', 't2']) })).toEqual([{ gate: 'machines', names: ['t3', 't4'], allowed: 1 }]);
});

test('answers: nothing is done on a machine that does not answer', () => {
  const missing = new Set(['t2']);
  expect(held({ ...withSteps(step('start', 'b', { comes: at('t2') })), missing })).toEqual([
    { gate: 'answers', names: ['t2'] },
  ]);
  expect(held({ ...withSteps(step('scale', 'b', { comes: at('t1'), stays: at('t2') })), missing })).toEqual([]);
  expect(held({ ...withSteps(step('restart', 'b', { stays: at('t2') })), missing })).toHaveLength(1);
});

test('data: stateful services leave no machine that is there, unless that is allowed, or they left the models', () => {
  const moves = withSteps(step('move', 'a', { stateful: true, leaves: at('t1'), comes: at('t2') }));
  expect(held(moves)).toEqual([{ gate: 'data', names: ['a'] }]);
  expect(held(moves, { moveStateful: true })).toEqual([]);
  expect(held(withSteps(step('stop', 'old', { stateful: true, leaves: at('t1') })))).toEqual([]);
  expect(held(withSteps(step('scale', 'a', { stateful: true, comes: at('t2') })))).toEqual([]);
});

test('freeze, window, pause', () => {
  const circumstances = { ...input.circumstances, freeze: 'Christmas' };
  expect(held({ circumstances })).toEqual([{ gate: 'freeze', reason: 'Christmas' }]);
  const window = { days: [0], from: 780, to: 840, zone: 0 };
  expect(held({}, { windows: [window] })).toEqual([{ gate: 'window', until: now + 3_600_000 }]);
  expect(held({}, { windows: [window, { ...window, from: 720 }] })).toEqual([]);
  expect(held({ lastApply: now - 1000 }, { pause: 5000 })).toEqual([{ gate: 'pause', until: now + 4000 }]);
  expect(held({ lastApply: now - 5000 }, { pause: 5000 })).toEqual([]);
  // The clock was set back since.
  expect(held({ lastApply: now + 900_000 }, { pause: 5000 })).toEqual([{ gate: 'pause', until: now + 5000 }]);
});

test('approval is of this very plan', () => {
  const say = (digest: string, isGiven: boolean) => ({
    circumstances: { ...input.circumstances, approval: { plan: digest, isGiven } },
  });
  const options = { approval: 'file' } as const;
  expect(held({}, options)).toEqual([{ gate: 'approval', by: 'file', isRefused: false }]);
  expect(held(say('other', true), options)).toEqual([{ gate: 'approval', by: 'file', isRefused: false }]);
  expect(held(say('p', false), options)).toEqual([{ gate: 'approval', by: 'file', isRefused: true }]);
  expect(held(say('p', true), options)).toEqual([]);
});

test('limits: of numbers and of percents the smaller one, percents rounded up', () => {
  expect(allowedBy({ count: null, percent: 30 }, 1)).toBe(1);
  expect(allowedBy({ count: null, percent: 30 }, 10)).toBe(3);
  expect(allowedBy({ count: 2, percent: 30 }, 10)).toBe(2);
  expect(allowedBy({ count: null, percent: null }, 10)).toBe(Number.POSITIVE_INFINITY);
  expect(allowedBy({ count: null, percent: 0 }, 10)).toBe(0);
});
