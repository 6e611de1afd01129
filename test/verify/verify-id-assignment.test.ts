import { expect, test } from 'vitest';
import { assignNumbers } from '../../src/solve/id-assignment/assign-numbers.ts';
import type { Pool } from '../../src/solve/id-assignment/pool.ts';
import type { IdClaim, IdRequests } from '../../src/verify/id-claim.ts';
import { verifyIdAssignment } from '../../src/verify/verify-id-assignment.ts';

const usual: Omit<Pool, 'name'> = {
  min: 10,
  max: 19,
  scope: 'global',
  step: 1,
  block: 1,
  reserved: [],
  space: undefined,
};

test('who keeps an id that a pool adopted may pin it in vain: the pin is told, the id stays', () => {
  const pool: Pool = { ...usual, name: 'p', min: 0, max: 2, step: 3, block: 3, keepForeign: true };
  const problem = {
    pools: new Map([['p', pool]]),
    requests: [{ service: 'a', pools: ['p'], pins: new Map([['p', 1]]), targets: [] }],
    previous: {
      ids: new Map([['p', new Map([['a', 1]])]]),
      lastAssignments: new Map(),
      lastAssignmentsPerTarget: new Map(),
      released: new Map(),
      inUse: new Map(),
    },
  };
  const solution = assignNumbers(problem);
  expect(solution.pinConflicts).toMatchObject([{ service: 'a', id: 1 }]);
  expect(solution.assignments.ids.get('p')?.get('a')).toBe(1);
  expect(verifyIdAssignment(problem, solution)).toEqual([]);
  expect(verifyIdAssignment(problem, { ...solution, pinConflicts: [] })).not.toEqual([]);
});

const pools = new Map<string, Pool>(
  [
    { ...usual, name: 'ports', reserved: [{ from: 12, to: 13 }] },
    { ...usual, name: 'blocks', space: 'tcp', step: 3, block: 3, min: 30, max: 50 },
    { ...usual, name: 'single', space: 'tcp', min: 30, max: 50 },
    { ...usual, name: 'uids', scope: 'machine' as const, max: 11 },
  ].map(pool => [pool.name, pool]),
);

const wish = (service: string, targets: readonly string[], pins: Readonly<Record<string, number>> = {}) => ({
  service,
  pools: [...pools.keys()],
  pins: new Map(Object.entries(pins)),
  targets,
});

const asked: IdRequests = {
  pools,
  requests: [wish('a', ['t1']), wish('b', ['t1', 't2']), wish('c', ['t2'], { ports: 12 }), wish('d', ['t3'])],
  previous: {
    ids: new Map([['ports', new Map(Object.entries({ a: 15, b: 16, gone: 17 }))]]),
    lastAssignments: new Map([['ports', 17]]),
    lastAssignmentsPerTarget: new Map(),
    released: new Map(),
  },
};

const claim: IdClaim = assignNumbers({ ...asked, pools });

/** The claim with one service's id of a pool changed; undefined takes it away. */
function give(pool: string, service: string, id: number | undefined): IdClaim {
  const { assignments } = claim;
  const its = new Map(assignments.ids.get(pool));
  if (id === undefined) its.delete(service);
  else its.set(service, id);
  const ids = new Map(assignments.ids).set(pool, new Map([...its].sort(([a], [b]) => (a < b ? -1 : 1))));
  return { ...claim, assignments: { ...assignments, ids } };
}

test('nothing is wrong with what the assigner claims', () => {
  expect(verifyIdAssignment(asked, claim)).toEqual([]);
  const shown = [...claim.assignments.ids].map(([pool, ids]) => [pool, Object.fromEntries(ids)]);
  expect(Object.fromEntries(shown)).toEqual({
    ports: { a: 15, b: 16, c: 12, d: 18 },
    blocks: { a: 30, b: 33, c: 36, d: 39 },
    single: { a: 42, b: 43, c: 44, d: 45 },
    uids: { a: 10, b: 11, c: 10, d: 10 },
  });
});

test('whoever comes back has its own id again, and who had which is remembered', () => {
  const previous = { ...asked.previous, former: new Map([['ports', new Map([['d', 11]])]]) };
  const back = assignNumbers({ ...asked, pools, previous });
  expect(back.assignments.ids.get('ports')?.get('d')).toBe(11);
  expect(verifyIdAssignment({ ...asked, previous }, back)).toEqual([]);
  expect(verifyIdAssignment({ ...asked, previous }, claim)).toContain(
    'd had 11 of ports, which is free, and did not get it back',
  );
  const forgotten = { ...claim, assignments: { ...claim.assignments, former: undefined } };
  expect(verifyIdAssignment(asked, forgotten)).toEqual(['it is forgotten that gone had 17 of ports']);
  const invented = new Map([['ports', new Map(Object.entries({ gone: 17, other: 19 }))]]);
  expect(verifyIdAssignment(asked, { ...claim, assignments: { ...claim.assignments, former: invented } })).toEqual([
    'other is said to have had 19 of ports',
  ]);
});

test.each([
  ['an id that two services have', give('ports', 'd', 15), /d has 15 of ports, whose numbers a has as well/],
  ['an id inside the block of another pool', give('single', 'd', 41), /d has 41 of single, whose numbers d has/],
  ['an id that two services have on one target', give('uids', 'b', 10), /b has 10 of uids, whose numbers a has/],
  ['a number off the steps', give('blocks', 'd', 40), /40, which d has, is no id of blocks/],
  ['a block that leaves the range', give('blocks', 'd', 51), /51, which d has, is no id of blocks/],
  ['a number below the range', give('ports', 'd', 9), /9, which d has, is no id of ports/],
  ['a reserved number', give('ports', 'd', 13), /13 of ports is reserved, but d has it/],
  ['a pin that is not given', give('ports', 'c', 19), /c pins 12 of ports, but has 19/],
  ['an id that was taken away', give('ports', 'a', 19), /a lost the id 15 of ports/],
  ['a service without an id', give('ports', 'd', undefined), /d has no id of ports, which is not said to be dry/],
  ['an id for nobody', give('ports', 'e', 19), /e has an id of ports without asking/],
  ['a pool that does not exist', give('none', 'a', 1), /the pool none, which does not exist/],
] as const)('finds %s', (_, spoilt, fault) => {
  expect(verifyIdAssignment(asked, spoilt).join('\n')).toMatch(fault);
});

test('a service on other targets may have the same id of a pool of machine scope', () => {
  // It is not the turn of 11, but nobody is in the way.
  expect(verifyIdAssignment(asked, give('uids', 'd', 11)).join()).not.toMatch(/as well/);
});

test('finds a pool that is not dry, and believes one that is', () => {
  const dryOf = (spoilt: IdClaim, pool: string, service: string): IdClaim => ({
    ...spoilt,
    dry: [{ pool, services: [service] }],
  });
  const spare = dryOf(give('ports', 'd', undefined), 'ports', 'd');
  // Ten ids: two of them reserved, two held by others.
  expect(verifyIdAssignment(asked, spare)).toContain('d gets nothing from ports, though 6 of its ids are free there');
  const onOneTarget = dryOf(give('uids', 'd', undefined), 'uids', 'd');
  expect(verifyIdAssignment(asked, onOneTarget).join()).toMatch(/though 2 of its ids are free/);
  expect(verifyIdAssignment(asked, { ...claim, dry: [{ pool: 'ports', services: ['d'] }] }).join()).toMatch(
    /d has an id of ports and is said to have none/,
  );
  const crowded = { ...asked, requests: [...asked.requests, wish('e', ['t1'])] };
  const dry = assignNumbers({ ...crowded, pools, previous: claim.assignments });
  expect(dry.dry).toEqual([{ pool: 'uids', services: ['e'] }]);
  expect(verifyIdAssignment({ ...crowded, previous: claim.assignments }, dry)).toEqual([]);
});

test('finds a memory that does not fit what was given', () => {
  const { assignments } = claim;
  const last = (id: number): IdClaim => ({
    ...claim,
    assignments: { ...assignments, lastAssignments: new Map(assignments.lastAssignments).set('ports', id) },
  });
  expect(verifyIdAssignment(asked, last(19)).join()).toMatch(/is said to be 19, but 18 was given last/);
  const rest = (run: number, ...ids: number[]): IdClaim => ({
    ...claim,
    assignments: {
      ...assignments,
      released: new Map([['ports', ids.map(id => ({ run, from: id, to: id, targets: [] }))]]),
    },
  });
  expect(verifyIdAssignment(asked, rest(1, 17))).toEqual([]);
  for (const wrong of [rest(1), rest(1, 15, 17), rest(2, 17), rest(1, 19)]) {
    expect(verifyIdAssignment(asked, wrong)).toEqual(['what rests of ports is not what was released']);
  }
});

test('finds a memory of a target that does not fit what was given there', () => {
  const { assignments } = claim;
  const last = new Map(assignments.lastAssignmentsPerTarget).set('t2', new Map([['uids', 11]]));
  expect(
    verifyIdAssignment(asked, { ...claim, assignments: { ...assignments, lastAssignmentsPerTarget: last } }),
  ).toEqual(['the last assignment of uids on t2 is said to be 11, but 10 was given last']);
  const everywhere = new Map([['uids', [{ from: 10, to: 11, targets: [] }]]]);
  for (const inUse of [undefined, everywhere]) {
    expect(verifyIdAssignment(asked, { ...claim, assignments: { ...assignments, inUse } })).toEqual([
      'what is in use of uids is not what is said',
    ]);
  }
});

test.each([
  ['a fresh id that is passed over', 19, 18],
  ['a released id while there are fresh ones', 17, 18],
  ['an id from below while there are some above', 10, 18],
])('finds %s', (_, id, turn) => {
  expect(verifyIdAssignment(asked, give('ports', 'd', id))).toContain(
    `d got ${id} of ports, though it was the turn of ${turn}`,
  );
});

test('finds a released id that comes before one that waits longer', () => {
  // All ids of the pool: 10 was released long ago, 11 in this run.
  const pool = { ...usual, name: 'few', max: 12 };
  const requests = ['a', 'b', 'c'].map(service => ({ service, pools: ['few'], pins: new Map(), targets: [] }));
  const few: IdRequests & { pools: Map<string, Pool> } = {
    pools: new Map([['few', pool]]),
    requests: requests.slice(1),
    previous: {
      ids: new Map([['few', new Map(Object.entries({ a: 11, b: 12 }))]]),
      lastAssignments: new Map([['few', 12]]),
      lastAssignmentsPerTarget: new Map(),
      released: new Map([['few', [{ run: 1, from: 10, to: 10, targets: [] }]]]),
    },
  };
  const right = assignNumbers(few);
  expect(Object.fromEntries(right.assignments.ids.get('few') ?? [])).toEqual({ b: 12, c: 10 });
  expect(verifyIdAssignment(few, right)).toEqual([]);
  const ids = new Map([['few', new Map(Object.entries({ b: 12, c: 11 }))]]);
  expect(verifyIdAssignment(few, { ...right, assignments: { ...right.assignments, ids } })).toContain(
    'c got 11 of few, though it was the turn of 10',
  );
});

test.each([
  ['another id in each of two coupled pools', 'gids', 'b', 401, 'b has 401 of gids, but 400 of uids, which is coupled'],
  ['an id that rests in a coupled pool', 'both', 'b', 402, 'b got 402 of gids, though it was the turn of 400'],
] as const)('finds %s', (_, where, service, id, fault) => {
  const range = { ...usual, min: 400, max: 402 };
  const coupled = new Map<string, Pool>([
    ['gids', { ...range, name: 'gids', sameAs: 'uids' }],
    ['uids', { ...range, name: 'uids' }],
  ]);
  const requests = [
    { service: 'b', pools: ['uids', 'gids'], pins: new Map(), targets: [] },
    { service: 'c', pools: ['uids'], pins: new Map(), targets: [] },
  ];
  const released = new Map([['uids', [{ run: 1, from: 402, to: 402, targets: [] }]]]);
  const problem = {
    pools: coupled,
    requests,
    previous: { ...asked.previous, ids: new Map(), released, lastAssignments: new Map() },
  };
  const right = assignNumbers(problem);
  expect(verifyIdAssignment(problem, right)).toEqual([]);
  const ids = new Map(
    ['gids', 'uids'].map(pool => {
      const its = new Map(right.assignments.ids.get(pool));
      return [pool, where === 'both' || where === pool ? its.set(service, id) : its] as const;
    }),
  );
  expect(verifyIdAssignment(problem, { ...right, assignments: { ...right.assignments, ids } })).toContain(fault);
});

test('finds a new id of a target that rests there while another one never was in use', () => {
  const machine = new Map<string, Pool>([['ports', { ...usual, name: 'ports', scope: 'machine', max: 12 }]]);
  const requests = [{ service: 'b', pools: ['ports'], pins: new Map(), targets: ['t1'] }];
  const inUse = new Map([['ports', [{ from: 10, to: 10, targets: ['t1'] }]]]);
  const ids = new Map([['ports', new Map([['a', 10]])]]);
  const problem = { pools: machine, requests, previous: { ...asked.previous, ids, inUse, lastAssignments: new Map() } };
  const right = assignNumbers(problem);
  expect(verifyIdAssignment(problem, right)).toEqual([]);
  expect(right.assignments.released.get('ports')).toEqual([{ run: 1, from: 10, to: 10, targets: ['t1'] }]);
  const spoilt = new Map([['ports', new Map([['b', 10]])]]);
  expect(verifyIdAssignment(problem, { ...right, assignments: { ...right.assignments, ids: spoilt } })).toContain(
    'b got 10 of ports, though it was the turn of 11',
  );
});

test('knows that an adopted id may stand for numbers of the ids beside it', () => {
  const pool: Pool = { ...usual, name: 'blocks', min: 3, max: 10, step: 2, block: 2, keepForeign: true };
  const requests = ['a', 'c'].map(service => ({ service, pools: ['blocks'], pins: new Map(), targets: [] }));
  const previous = {
    ...asked.previous,
    ids: new Map([['blocks', new Map([['a', 8]])]]),
    lastAssignments: new Map([['blocks', 8]]),
  };
  const problem = { pools: new Map([['blocks', pool]]), requests, previous };
  const right = assignNumbers(problem);
  expect(Object.fromEntries(right.assignments.ids.get('blocks') ?? [])).toEqual({ a: 8, c: 3 });
  expect(verifyIdAssignment(problem, right)).toEqual([]);
});

test('finds pins that are said to collide and do not', () => {
  const conflict = (id: number, other: { service: string; pool: string; id: number } | undefined): IdClaim => ({
    ...claim,
    pinConflicts: [{ service: 'c', pool: 'ports', id, other }],
  });
  expect(verifyIdAssignment(asked, conflict(12, undefined)).join()).toMatch(/12, which c pins, is an id of ports/);
  expect(verifyIdAssignment(asked, conflict(13, undefined)).join()).toMatch(/c does not pin 13/);
  expect(verifyIdAssignment(asked, conflict(12, { service: 'a', pool: 'ports', id: 12 })).join()).toMatch(
    /a does not pin 12/,
  );
});

test('finds ids that another service holds unasked, and pins that are not in its way', () => {
  const held = new Map([['ports', [{ service: 'z', from: 18, to: 19, targets: ['t3'], by: 'port' }]]]);
  expect(verifyIdAssignment({ ...asked, held }, claim)).toContain('d has 18 of ports, which z holds');
  // On t1, where a is, z holds nothing: a keeps 15 there. In a pool of global scope nobody gets it anew.
  const elsewhere = new Map([['ports', [{ service: 'z', from: 15, to: 18, targets: ['t9'], by: 'port' }]]]);
  expect(verifyIdAssignment({ ...asked, held: elsewhere }, claim)).toContain('d has 18 of ports, which z holds');
  const right = assignNumbers({ ...asked, pools, held: elsewhere });
  expect(right.assignments.ids.get('ports')?.get('a')).toBe(15);
  expect(verifyIdAssignment({ ...asked, held: elsewhere }, right)).toEqual([]);
  const [range] = held.get('ports') ?? [];
  const conflict = { service: 'c', pool: 'ports', id: 12, other: undefined, held: range };
  expect(verifyIdAssignment({ ...asked, held }, { ...claim, pinConflicts: [conflict] }).join()).toMatch(
    /z does not hold 12, which c pins/,
  );
});

test('finds new ids that are barred, and nothing wrong with others that are', () => {
  const bar = { service: undefined, from: 12, to: 18, targets: ['t9'], by: 'sshPort', barsNewOnly: true };
  const barred = { ...asked, held: new Map([['ports', [bar]]]) };
  expect(verifyIdAssignment(barred, claim)).toContain('d has 18 of ports, which sshPort holds');
  const right = assignNumbers({ ...barred, pools });
  // Kept are 15 and 16, pinned is 12.
  expect(Object.fromEntries(right.assignments.ids.get('ports') ?? [])).toEqual({ a: 15, b: 16, c: 12, d: 19 });
  expect(verifyIdAssignment(barred, right)).toEqual([]);
  const taken = { ...bar, barsNewOnly: false };
  expect(verifyIdAssignment({ ...asked, held: new Map([['ports', [taken]]]) }, right).join()).toContain(
    'what is in use of ports is not what is said',
  );
  const there = { ...bar, targets: ['t1'] };
  const ousted = assignNumbers({ ...asked, pools, held: new Map([['ports', [{ ...there, barsNewOnly: false }]]]) });
  expect(verifyIdAssignment({ ...asked, held: new Map([['ports', [there]]]) }, ousted)).toContain(
    'a lost the id 15 of ports, though nobody with a better claim has it',
  );
  const conflict = { service: 'c', pool: 'ports', id: 12, other: undefined, held: { ...bar, targets: ['t2'] } };
  expect(verifyIdAssignment(barred, { ...right, pinConflicts: [conflict] }).join()).toMatch(/sshPort does not hold 12/);
  // It had 14 once: coming back is to get a new one.
  const previous = { ...asked.previous, former: new Map([['ports', new Map([['d', 14]])]]) };
  const back = assignNumbers({ ...barred, pools, previous });
  expect(back.assignments.ids.get('ports')?.get('d')).toBe(19);
  expect(verifyIdAssignment({ ...barred, previous }, back)).toEqual([]);
  expect(verifyIdAssignment({ ...asked, previous }, back).join()).toMatch(/did not get it back/);
});

test.each([
  ['port', 0, 65_530, 65_540, 65_536],
  ['uid', 0, 65_530, 65_540, 65_534],
  ['gid', 0, 65_530, 65_540, 65_535],
  ['uid', 0, 4_294_967_290, 4_294_967_299, 4_294_967_295],
  ['number', undefined, 65_530, 65_540, undefined],
] as const)('knows what no %s can be, however the assigner does', (kind, least, min, max, wrong) => {
  const verdict = (id: number, from: number, to: number): string => {
    const pool = { ...usual, name: 'p', min: from, max: to, kind };
    const pools = new Map([['p', pool]]);
    const requests = [{ service: 'a', pools: ['p'], pins: new Map([['p', id]]), targets: [] }];
    const problem = { pools, requests, previous: { ...asked.previous, ids: new Map(), lastAssignments: new Map() } };
    return verifyIdAssignment(problem, assignNumbers(problem)).join();
  };
  expect(verdict(min, min, max)).toBe('');
  if (least !== undefined) expect(verdict(least, 0, 9)).toBe('0, which a has, is no id of p');
  if (wrong !== undefined) expect(verdict(wrong, min, max)).toBe(`${wrong}, which a has, is no id of p`);
});
