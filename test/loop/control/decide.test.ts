import { expect, test } from 'vitest';
import { InputError } from '../../../src/base/diagnostic.ts';
import { delayAfter } from '../../../src/loop/control/back-off.ts';
import type { Action, Applied, LoopSetup, Round } from '../../../src/loop/control/decision.ts';
import type { DeployedReading, Placed } from '../../../src/loop/control/deployed.ts';
import type { GateOptions } from '../../../src/loop/control/gates/gate.ts';
import { decide, defaultOptions, firstState, readLoopState, writeLoopState } from '../../../src/loop/control/index.ts';
import type { LoopState } from '../../../src/loop/control/loop-state.ts';
import type { PlanFacts } from '../../../src/loop/control/plan-facts.ts';

const second = 1000;
const circumstances = { freeze: null, approval: null, localOffset: 0 };

/** Places in short: `web: 't1 t2'`. */
function placed(places: Readonly<Record<string, string>>): readonly Placed[] {
  return Object.entries(places).map(([service, targets]) => ({
    service,
    places: targets.split(' ').map(target => ({ target, container: null })),
  }));
}

function reading(
  places: Readonly<Record<string, string>>,
  source: 'machines' | 'record' = 'machines',
): DeployedReading {
  return { kind: 'read', source, covers: null, services: placed(places) };
}

/** A loop that is told what to see; it counts time by the second. */
class Loop {
  state: LoopState = firstState(1);
  now = 0;
  last: readonly Action[] = [];
  readonly #setup: LoopSetup;

  constructor(gates: Partial<GateOptions> = {}) {
    this.#setup = {
      digest: text => text,
      options: {
        ...defaultOptions,
        interval: 30 * second,
        presence: { misses: 2, missingFor: 0, answers: 2, forgetAfter: 1e9 },
        backOff: { first: 60 * second, most: 600 * second, jitter: 0 },
        gates: { ...defaultOptions.gates, ...gates },
      },
    };
    this.#tell({ kind: 'started' });
  }

  restart(): string {
    // As a file keeps it.
    this.state = readLoopState('state.json', writeLoopState(this.state));
    return this.#tell({ kind: 'started' });
  }

  round(machines: string, deployed: DeployedReading | null, change: Partial<Round> = {}): string {
    return this.#tell({
      kind: 'round',
      discovery: {
        kind: 'answered',
        isPartial: false,
        machines: machines === '' ? [] : machines.split(' ').map(name => ({ name, description: {} })),
      },
      models: { kind: 'read', digest: 'm1' },
      deployed,
      circumstances,
      isReleased: false,
      ...change,
    });
  }

  planned(wanted: Readonly<Record<string, string>>, change: Partial<PlanFacts> = {}): string {
    const steps = Object.keys(wanted).map(service => {
      return { service, kind: 'start' as const, stateful: false, leaves: [], comes: [], stays: [] };
    });
    const plan: PlanFacts = {
      digest: JSON.stringify(wanted),
      services: Object.keys(wanted),
      wanted: placed(wanted),
      steps,
      findings: [],
      waiting: [],
      leftOut: [],
      ...change,
    };
    return this.#tell({ kind: 'planned', plan, circumstances });
  }

  notPlanned(): string {
    return this.#tell({ kind: 'not planned', because: 'failed', reason: 'no memory' });
  }

  applied(outcome: Applied['outcome'], deployed: DeployedReading | null = null): string {
    return this.#tell({ kind: 'applied', outcome, reason: '', deployed });
  }

  /** What is done, without what is told; the time goes on to the next round. */
  #tell(observation: Parameters<typeof decide>[1]): string {
    const { state, actions } = decide(this.state, observation, this.now, this.#setup);
    expect(actions.filter(({ kind }) => kind === 'plan' || kind === 'apply' || kind === 'wait')).toHaveLength(1);
    this.state = state;
    this.last = actions;
    const end = actions.at(-1);
    if (end?.kind === 'wait') this.now = end.until;
    return actions
      .flatMap(action => (action.kind === 'notify' ? [] : action.kind === 'nothing' ? [action.because] : [action.kind]))
      .join(', ');
  }

  get told(): readonly string[] {
    return this.last.flatMap(action => (action.kind === 'notify' ? [action.event.kind] : []));
  }
}

test('a first round plans, and does nothing where nothing differs; the next rounds do not even plan', () => {
  const loop = new Loop();
  expect(loop.round('t1 t2', reading({ web: 't1' }))).toBe('plan');
  expect(loop.planned({ web: 't1' }, { steps: [] })).toBe('nothing differs, wait');
  expect(loop.round('t1 t2', reading({ web: 't1' }))).toBe('nothing differs, wait');
  expect(loop.now).toBe(60 * second);
  loop.restart();
  expect(loop.round('t1 t2', reading({ web: 't1' }))).toBe('nothing differs, wait');
});

test('nothing is planned before it is known which machines there are, what runs, and what is wanted', () => {
  const loop = new Loop();
  expect(loop.round('', reading({}))).toBe('no machines, wait');
  expect(new Loop().round('t1', null)).toBe('deployed is not known, wait');
  expect(loop.round('t1', reading({}), { models: { kind: 'failed', reason: 'syntax' } })).toBe(
    'models cannot be read, wait',
  );
  expect(loop.round('t1', { kind: 'failed', reason: '' })).toBe('plan');
});

test('what runs on a machine that no answer has named stays there until that is gone as any other', () => {
  const loop = new Loop();
  const read = reading({ db: 't9', web: 't1' });
  expect(loop.round('t1', read)).toBe('machines not named yet, wait');
  expect(loop.round('t1', read)).toBe('plan');
  expect(loop.told).toEqual(['machines gone']);
  const other = new Loop();
  other.round('t1', read);
  expect(other.round('t1 t9', read)).toBe('plan');
});

test('a machine that flaps moves nothing; one that is gone is planned around', () => {
  const loop = new Loop();
  loop.round('t1 t2', reading({ web: 't1' }));
  loop.planned({ web: 't1' }, { steps: [] });
  expect(loop.round('t2', null)).toBe('nothing differs, wait');
  expect(loop.round('t1 t2', null)).toBe('nothing differs, wait');
  expect(loop.round('t2', null)).toBe('nothing differs, wait');
  expect(loop.round('t2', null)).toBe('plan');
  expect(loop.told).toEqual(['machines gone']);
  expect(loop.planned({ web: 't2' })).toBe('apply');
  expect(loop.applied('done')).toBe('applied, wait');
  expect(loop.round('t2', reading({ web: 't2' }))).toBe('nothing differs, wait');
});

test('a discovery that fails keeps everything, and is told once', () => {
  const loop = new Loop();
  loop.round('t1', reading({ web: 't1' }));
  loop.planned({ web: 't1' }, { steps: [] });
  const failed = { discovery: { kind: 'failed', reason: 'time-out' } } as const;
  for (const told of [['discovery failed'], [], []]) {
    expect(loop.round('', null, failed)).toBe('nothing differs, wait');
    expect(loop.told).toEqual(told);
  }
  loop.round('t1', null);
  expect(loop.told).toEqual(['discovery works again']);
});

test('a plan that fails is tried again later, and twice is enough, until there is a change, or somebody says so', () => {
  const loop = new Loop();
  const look = (change: Partial<Round> = {}) => loop.round('t1', reading({}), change);
  look();
  loop.planned({ web: 't1' });
  expect(loop.applied('failed')).toBe('apply ended badly, wait');
  expect(look()).toBe('backing off, wait');
  expect(look()).toBe('plan');
  loop.planned({ web: 't1' });
  loop.applied('failed');
  expect(loop.told).toEqual(['apply ended badly', 'given up']);
  for (let i = 0; i < 20; i++) expect(look()).toBe('failed too often, wait');
  expect(look({ models: { kind: 'read', digest: 'm2' } })).toBe('plan');
  loop.notPlanned();
  expect(loop.told).toEqual(['not planned']);
  expect(look({ isReleased: true, models: { kind: 'read', digest: 'm2' } })).toBe('plan');
});

test('an inconsistent end stops all applies until machines were asked, or somebody says so', () => {
  for (const heal of ['ask', 'release'] as const) {
    const loop = new Loop();
    loop.round('t1', reading({}));
    loop.planned({ web: 't1' });
    loop.applied('inconsistent');
    for (let i = 0; i < 5; i++) expect(loop.round('t1', reading({}, 'record'))).toBe('inconsistent, wait');
    expect(
      heal === 'ask' ? loop.round('t1', reading({})) : loop.round('t1', reading({}, 'record'), { isReleased: true }),
    ).toBe('plan');
    // What was left half done is put right even where a record says that nothing differs.
    expect(loop.planned({ web: 't1' }, { steps: [] })).toBe(heal === 'ask' ? 'nothing differs, wait' : 'apply');
  }
});

test('a loop that was ended during an apply reads what runs, and applies again', () => {
  const loop = new Loop();
  loop.round('t1', reading({}));
  expect(loop.planned({ web: 't1' })).toBe('apply');
  expect(loop.restart()).toBe('apply ended badly, wait');
  expect(loop.round('t1', null)).toBe('deployed is not known, wait');
  loop.now += 60 * second;
  expect(loop.round('t1', reading({}, 'record'))).toBe('plan');
  expect(loop.planned({ web: 't1' }, { steps: [] })).toBe('apply');
});

test('a deployer that lies is found out by the next reading, and counts as one that fails', () => {
  const loop = new Loop();
  loop.round('t1', reading({}));
  loop.planned({ web: 't1' });
  expect(loop.applied('done')).toBe('applied, wait');
  expect(loop.round('t1', reading({}))).toBe('backing off, wait');
  expect(loop.told).toEqual(['apply ended badly']);
  loop.now += 60 * second;
  expect(loop.round('t1', reading({}))).toBe('plan');
  loop.planned({ web: 't1' });
  expect(loop.applied('done', reading({}))).toBe('apply ended badly, wait');
  loop.now += 600 * second;
  expect(loop.round('t1', reading({}))).toBe('failed too often, wait');
});

test('a service that still runs where it was to leave is a lie as well', () => {
  const loop = new Loop();
  loop.round('t1 t2', reading({ web: 't1' }));
  const step = { service: 'web', kind: 'move' as const, stateful: false, stays: [] };
  const [leaves, comes] = [[{ target: 't1' }], [{ target: 't2' }]];
  loop.planned({ web: 't2' }, { steps: [{ ...step, leaves, comes }] });
  expect(loop.applied('done', reading({ web: 't1 t2' }))).toBe('apply ended badly, wait');
});

test('a plan that is held is judged again in each round, and told when the reason is another one', () => {
  const loop = new Loop({ approval: 'file' });
  loop.round('t1', reading({}));
  expect(loop.planned({ web: 't1' })).toBe('held, wait');
  expect(loop.told).toEqual(['held']);
  expect(loop.round('t1', reading({}))).toBe('held, wait');
  expect(loop.told).toEqual([]);
  const freeze = { circumstances: { ...circumstances, freeze: 'inventory' } };
  expect(loop.round('t1', reading({}), freeze)).toBe('held, wait');
  expect(loop.told).toEqual(['held']);
  loop.restart();
  const approval = { plan: '{"web":"t1"}', isGiven: true };
  expect(loop.round('t1', reading({}), { circumstances: { ...circumstances, approval } })).toBe('apply');
});

test('data on a machine that is gone waits there, is told each round, and is remembered until it runs again', () => {
  const loop = new Loop();
  loop.round('t1 t2', reading({ db: 't1', web: 't1' }));
  loop.planned({ db: 't1', web: 't1' }, { steps: [] });
  loop.round('t2', null);
  expect(loop.round('t2', null)).toBe('plan');
  const waiting = [{ service: 'db', targets: ['t1'] }];
  expect(loop.planned({ web: 't2' }, { services: ['db', 'web'], waiting })).toBe('apply');
  loop.applied('done', { kind: 'read', source: 'machines', covers: ['t2'], services: placed({ web: 't2' }) });
  loop.restart();
  const read: DeployedReading = { kind: 'read', source: 'machines', covers: ['t2'], services: placed({ web: 't2' }) };
  for (let i = 0; i < 3; i++) {
    loop.round('t2', read);
    expect(loop.told).toEqual(['data waits']);
  }
  loop.round('t1 t2', read);
  expect(loop.round('t1 t2', reading({ web: 't2' }))).toBe('plan');
  const [scope] = loop.last.flatMap(action => (action.kind === 'plan' ? [action.scope] : []));
  expect(scope?.previous).toEqual(placed({ db: 't1', web: 't2' }));
  expect(scope?.deployed).toEqual(placed({ web: 't2' }));
  expect(loop.planned({ db: 't1', web: 't2' })).toBe('apply');
  expect(loop.state.waiting).toHaveLength(1);
  loop.applied('done', reading({ db: 't1', web: 't2' }));
  expect(loop.state.waiting).toEqual([]);
});

test('what a machine runs that is not there yet does not count', () => {
  const loop = new Loop();
  loop.round('t1 t2', reading({ web: 't1' }));
  loop.planned({ web: 't1' }, { steps: [] });
  for (let i = 0; i < 2; i++) loop.round('t2', null);
  loop.planned({ web: 't2' });
  loop.applied('done', reading({ web: 't2' }));
  expect(loop.round('t1 t2', reading({ web: 't1 t2' }))).toBe('nothing differs, wait');
  expect(loop.round('t1 t2', reading({ web: 't1 t2' }))).toBe('plan');
});

test('back-off doubles up to its most, and jitter draws a part of it anew', () => {
  const options = { first: 30, most: 900, jitter: 0 };
  expect([1, 2, 3, 4, 5, 6, 7, 1000].map(n => delayAfter(n, options, 1).milliseconds)).toEqual([
    30, 60, 120, 240, 480, 900, 900, 900,
  ]);
  let random = 7;
  const drawn = new Set<number>();
  for (let i = 0; i < 100; i++) {
    const delay = delayAfter(9, { ...options, jitter: 0.5 }, random);
    random = delay.random;
    drawn.add(delay.milliseconds);
    expect(delay.milliseconds).toBeGreaterThanOrEqual(450);
    expect(delay.milliseconds).toBeLessThanOrEqual(900);
  }
  expect(drawn.size).toBeGreaterThan(50);
});

test('a state that is not as this program writes it is refused, with all that is wrong', () => {
  const text = writeLoopState(firstState(1));
  expect(readLoopState('s', text)).toEqual(firstState(1));
  const faultsOf = (change: object): string => {
    try {
      readLoopState('s', JSON.stringify({ ...firstState(1), ...change }));
      return '';
    } catch (error) {
      return error instanceof InputError ? error.diagnostics.map(({ message }) => message).join('; ') : 'crash';
    }
  };
  const machine = {
    name: 1,
    isMerged: false,
    isThere: 'yes',
    misses: -1,
    missingSince: null,
    answers: 0,
    lastAnswer: 0,
  };
  expect(faultsOf({ machines: [machine], extra: 1, certainty: 'sure', deployed: {} }).split('; ')).toEqual(
    [
      'extra is unknown',
      'machines[0].name is 1, but must be a string',
      'machines[0].description is missing, but must be data',
      'machines[0].isThere is "yes", but must be true or false',
      'machines[0].misses is -1, but must be a whole number of at least 0',
      'deployed is {}, but must be a list',
      'certainty is "sure", but must be read or applied or uncertain or inconsistent',
    ].map(fault => `the state of the loop: ${fault}`),
  );
  expect(faultsOf({ version: 2 })).toContain('version is 2');
  expect(() => readLoopState('s', text.slice(0, 40))).toThrow(InputError);
});
