import { describe, expect, it } from 'vitest';
import { SortedNumbers } from '../../../src/base/sorted-numbers.ts';
import { type IdAssignments, noIdAssignments, type ReleasedNumbers } from '../../../src/model/ids.ts';
import { assignNumbers } from '../../../src/solve/id-assignment/assign-numbers.ts';
import type { Pool } from '../../../src/solve/id-assignment/pool.ts';
import type { IdSolution } from '../../../src/solve/id-assignment/problem.ts';
import { lane } from '../../rounds.ts';

const web = ['ports', 'uids', 'gids'];

describe('the examples of the post of 2020-09-24', () => {
  const uids = { min: 2000, max: 3000 };
  const pools = [pool('ports', { min: 5000, max: 6000 }), pool('uids', uids), pool('gids', uids)];

  it('assigns, then keeps, releases and goes on', () => {
    const first = assign(pools, { webapp1: web, webapp2: web });
    expect(plain(first.assignments)).toEqual({
      ids: {
        gids: { webapp1: 2000, webapp2: 2001 },
        uids: { webapp1: 2000, webapp2: 2001 },
        ports: { webapp1: 5000, webapp2: 5001 },
      },
      lastAssignments: { gids: 2001, uids: 2001, ports: 5001 },
    });
    const second = assign(pools, { webapp2: web, webapp3: web }, first.assignments);
    expect(plain(second.assignments)).toEqual({
      ids: {
        gids: { webapp2: 2001, webapp3: 2002 },
        uids: { webapp2: 2001, webapp3: 2002 },
        ports: { webapp2: 5001, webapp3: 5002 },
      },
      lastAssignments: { gids: 2002, uids: 2002, ports: 5002 },
      former: { gids: { webapp1: 2000 }, ports: { webapp1: 5000 }, uids: { webapp1: 2000 } },
      released: { gids: [rest(2000, 1)], ports: [rest(5000, 1)], uids: [rest(2000, 1)] },
    });
  });

  it('keeps a distance of three between the ports of influxdb', () => {
    const influxdb = pool('influxdbPorts', { min: 8086, max: 8096, step: 3 });
    const services = { a: ['influxdbPorts'], b: ['influxdbPorts'], c: ['influxdbPorts'], d: ['influxdbPorts'] };
    expect(idsOf(assign([influxdb], services), 'influxdbPorts')).toEqual({ a: 8086, b: 8089, c: 8092, d: 8095 });
    // As blocks, the fourth would end at 8097.
    const { assignments, dry } = assign([{ ...influxdb, block: 3 }], services);
    expect(Object.fromEntries(assignments.ids.get('influxdbPorts') ?? [])).toEqual({ a: 8086, b: 8089, c: 8092 });
    expect(dry).toEqual([{ pool: 'influxdbPorts', services: ['d'] }]);
  });
});

describe('global scope', () => {
  const ports = pool('ports', { min: 3000, max: 4000 });
  const three = { s1: ['ports'], s2: ['ports'], s3: ['ports'] };
  const first = assign([ports], three);

  it('is as the reference implementation measured', () => {
    expect(idsOf(first, 'ports')).toEqual({ s1: 3000, s2: 3001, s3: 3002 });
    expect(plain(assign([ports], three, first.assignments).assignments)).toEqual(plain(first.assignments));
    const second = assign([ports], { s2: ['ports'], s3: ['ports'] }, first.assignments);
    expect(idsOf(second, 'ports')).toEqual({ s2: 3001, s3: 3002 });
    expect(idsOf(assign([ports], three, second.assignments), 'ports')).toEqual({ s1: 3000, s2: 3001, s3: 3002 });
  });

  it('forgets the ids of a pool that is gone', () => {
    const other = pool('uids', { min: 3000, max: 4000 });
    const { ids, lastAssignments } = assign([other], three, first.assignments).assignments;
    expect([...ids.keys(), ...lastAssignments.keys()]).toEqual(['uids']);
    expect(ids.get('uids')?.size).toBe(0);
  });

  it('reassigns what lies outside a changed pool, from its start', () => {
    const lower = pool('ports', { min: 2000, max: 3000 });
    expect(idsOf(assign([lower], three, first.assignments), 'ports')).toEqual({ s1: 3000, s2: 2000, s3: 2001 });
    const higher = pool('ports', { min: 3001, max: 4000, step: 2 });
    expect(idsOf(assign([higher], three, first.assignments), 'ports')).toEqual({ s1: 3003, s2: 3001, s3: 3005 });
  });

  it('reports a dry pool with everyone who got nothing', () => {
    const { dry, assignments } = assign([pool('ports', { min: 1, max: 2 })], { ...three, s4: ['ports'] });
    expect(dry).toEqual([{ pool: 'ports', services: ['s3', 's4'] }]);
    expect(Object.fromEntries(assignments.ids.get('ports') ?? [])).toEqual({ s1: 1, s2: 2 });
  });
});

describe('the order of handing out', () => {
  const small = pool('p', { min: 1, max: 4 });
  /** Runs one assignment after the other; each string lists the services, one letter each. */
  const run = (...steps: readonly string[]): IdSolution =>
    steps.reduce<IdSolution>(
      (solution, step) =>
        assign([small], Object.fromEntries([...step].map(service => [service, ['p']])), solution.assignments),
      { assignments: noIdAssignments, dry: [], pinConflicts: [] },
    );

  it('goes around to the first free id', () => {
    expect(idsOf(run('abcd', 'acd', 'acde'), 'p')).toEqual({ a: 1, c: 3, d: 4, e: 2 });
  });

  it('gives what was released last when nothing else is left', () => {
    // 3 is released before 1, so it comes back before 1, although 1 is the first free one.
    const released = run('abcd', 'abd', 'bd');
    expect(plain(released.assignments)).toMatchObject({ released: { p: [rest(3, 1), rest(1, 2)] } });
    expect(idsOf(run('abcd', 'abd', 'bd', 'bde'), 'p')).toEqual({ b: 2, d: 4, e: 3 });
    expect(idsOf(run('abcd', 'abd', 'bd', 'bdef'), 'p')).toEqual({ b: 2, d: 4, e: 3, f: 1 });
    // Released and wanted in the same run, with another one free.
    expect(idsOf(run('abcd', 'abd', 'bde'), 'p')).toEqual({ b: 2, d: 4, e: 3 });
  });

  it('lists what rests with the run that released it, until it is handed out again', () => {
    expect(plain(run('abc', 'bc', 'c').assignments)).toEqual({
      former: { p: { a: 1, b: 2 } },
      ids: { p: { c: 3 } },
      lastAssignments: { p: 3 },
      released: { p: [rest(1, 1), rest(2, 2)] },
    });
    expect(plain(run('abc', 'c').assignments)).toMatchObject({ released: { p: [{ ...rest(1, 1), to: 2 }] } });
    expect(plain(run('abcd', 'cd', 'cdef').assignments)).not.toHaveProperty('released');
  });
});

describe('machine scope', () => {
  const ports = pool('ports', { min: 3000, max: 4000, scope: 'machine' });

  it('is as the reference implementation measured', () => {
    const oneTarget = assign([ports], { a: ['ports'], b: ['ports'] }, undefined, { a: ['t1'], b: ['t1'] });
    expect(idsOf(oneTarget, 'ports')).toEqual({ a: 3000, b: 3001 });
    const twoTargets = assign([ports], { a: ['ports'], b: ['ports'] }, undefined, { a: ['t1'], b: ['t2'] });
    expect(plain(twoTargets.assignments)).toEqual({
      ids: { ports: { a: 3000, b: 3000 } },
      lastAssignments: {},
      lastAssignmentsPerTarget: { t1: { ports: 3000 }, t2: { ports: 3000 } },
      inUse: { ports: [{ from: 3000, to: 3000, targets: ['t1', 't2'] }] },
    });
  });

  it('gives what a target never had before what rests there', () => {
    const ten = pool('ports', { min: 1, max: 10, scope: 'machine' });
    const all: Readonly<Record<string, readonly string[]>> = {
      ...{ a: ['t1'], b1: ['t2'], b2: ['t2'], b3: ['t2'], b4: ['t2'], b5: ['t2'], m: ['t1', 't2'] },
      ...{ c: ['t1'], d: ['t1'], e: ['t1'], f: ['t1'], g: ['t1'] },
    };
    const step = (previous: IdAssignments | undefined, names: readonly string[]) =>
      assign([ten], Object.fromEntries(names.map(name => [name, ['ports']])), previous, all);
    const first = step(undefined, ['a', 'b1', 'b2', 'b3', 'b4', 'b5', 'm']);
    expect(idsOf(first, 'ports')).toMatchObject({ a: 1, b5: 5, m: 6 });
    const second = step(first.assignments, ['b1', 'b2', 'b3', 'b4', 'b5', 'c', 'd', 'e', 'f', 'm']);
    expect(idsOf(second, 'ports')).toMatchObject({ c: 7, d: 8, e: 9, f: 10 });
    const third = step(second.assignments, ['b1', 'b2', 'b3', 'b4', 'b5', 'c', 'd', 'e', 'f', 'g', 'm']);
    expect(idsOf(third, 'ports')['g']).toBe(2);
  });

  it('gives a service on several targets one id that is free on all', () => {
    const targets = { a: ['t1'], b: ['t1'], c: ['t2'], d: ['t1', 't2'], e: ['t2'] };
    const services = Object.fromEntries(Object.keys(targets).map(service => [service, ['ports']]));
    const solution = assign([ports], services, undefined, targets);
    expect(idsOf(solution, 'ports')).toEqual({ a: 3000, b: 3001, c: 3000, d: 3002, e: 3003 });
    expect(plain(assign([ports], services, solution.assignments, targets).assignments)).toEqual(
      plain(solution.assignments),
    );
  });

  it('reassigns a service that moves to where its id is taken', () => {
    const services = { a: ['ports'], b: ['ports'] };
    const first = assign([ports], services, undefined, { a: ['t1'], b: ['t2'] });
    const second = assign([ports], services, first.assignments, { a: ['t1'], b: ['t1'] });
    expect(idsOf(second, 'ports')).toEqual({ a: 3000, b: 3001 });
    expect(plain(second.assignments)).toMatchObject({
      lastAssignmentsPerTarget: { t1: { ports: 3001 }, t2: { ports: 3000 } },
    });
  });

  it('does not give a released id at once after the pool has gone round', () => {
    const tiny = pool('ports', { min: 1, max: 4, scope: 'machine' });
    let previous = noIdAssignments;
    for (const step of ['abcd', 'bcd', 'bcde', 'bce', 'ce']) {
      const names = [...step];
      const services = Object.fromEntries(names.map(name => [name, ['ports']]));
      previous = assign([tiny], services, previous, Object.fromEntries(names.map(name => [name, ['t']]))).assignments;
    }
    // e has 1, c has 3; d's 4 comes next, then b's 2, which was released after it.
    expect(previous.released.get('ports')).toEqual([
      { ...rest(4, 1), targets: ['t'] },
      { ...rest(2, 2), targets: ['t'] },
    ]);
  });

  it('gives many services on two targets the ids that wait there, in the order of their release', () => {
    const count = lane === 'fast' ? 2000 : 20_000;
    const full = [pool('ports', { min: 1, max: count, scope: 'machine' })];
    const names = (letter: string) => Array.from({ length: count }, (_, i) => letter + String(i).padStart(5, '0'));
    const run = (letter: string, previous?: IdAssignments) => {
      const services = Object.fromEntries(names(letter).map(name => [name, ['ports']]));
      const targets = Object.fromEntries(names(letter).map(name => [name, ['test1', 'test2']]));
      return assign(full, services, previous, targets);
    };
    const third = run('c', run('b', run('a').assignments).assignments);
    expect(Object.values(idsOf(third, 'ports'))).toEqual(names('c').map((_, i) => i + 1));
  });
});

describe('reserved ids, blocks and spaces', () => {
  it('hands out no reserved id, and takes one away that became reserved', () => {
    const ports = pool('p', {
      min: 1,
      max: 9,
      reserved: [
        { from: 2, to: 2 },
        { from: 4, to: 6 },
      ],
    });
    expect(idsOf(assign([ports], { a: ['p'], b: ['p'], c: ['p'] }), 'p')).toEqual({ a: 1, b: 3, c: 7 });
    const before = assign([pool('p', { min: 1, max: 9 })], { a: ['p'], b: ['p'] }).assignments;
    expect(idsOf(assign([ports], { a: ['p'], b: ['p'] }, before), 'p')).toEqual({ a: 1, b: 3 });
  });

  it('keeps ids apart across pools of a space, blocks included', () => {
    const http = pool('http', { min: 8080, max: 8090, space: 'tcp' });
    const influx = pool('influx', { min: 8081, max: 8096, step: 3, block: 3, space: 'tcp' });
    const solution = assign([http, influx], { a: ['http', 'influx'], b: ['http'], c: ['http', 'influx'], d: ['http'] });
    // influx has fewer ids, so it goes first.
    expect(idsOf(solution, 'influx')).toEqual({ a: 8081, c: 8084 });
    expect(idsOf(solution, 'http')).toEqual({ a: 8080, b: 8087, c: 8088, d: 8089 });
  });

  it('keeps machine ids apart from global ones of the same space', () => {
    const system = pool('system', { min: 1, max: 9, space: 's' });
    const machine = pool('machine', { min: 1, max: 10, scope: 'machine', space: 's' });
    const solution = assign([machine, system], { a: ['machine', 'system'], b: ['machine'], c: ['system'] }, undefined, {
      a: ['t1'],
      b: ['t2'],
      c: ['t3'],
    });
    expect(idsOf(solution, 'system')).toEqual({ a: 1, c: 2 });
    expect(idsOf(solution, 'machine')).toEqual({ a: 3, b: 3 });
  });
});

describe('coupled pools', () => {
  const uids = pool('uids', { min: 400, max: 409 });
  const gids = pool('gids', { min: 400, max: 409, sameAs: 'uids' });
  const both = ['gids', 'uids'];

  it('give one number for both wherever both are asked for', () => {
    const solution = assign([gids, uids], { a: both, b: ['uids'], c: both });
    expect(idsOf(solution, 'uids')).toEqual({ a: 400, b: 401, c: 402 });
    expect(idsOf(solution, 'gids')).toEqual({ a: 400, c: 402 });
    // The number of b is left free in the other pool, so that b may ask for it later.
    const later = assign([gids, uids], { a: both, b: both, c: both, d: ['gids'] }, solution.assignments);
    expect(idsOf(later, 'gids')).toEqual({ a: 400, b: 401, c: 402, d: 403 });
    expect(idsOf(later, 'uids')).toEqual({ a: 400, b: 401, c: 402 });
  });

  it('pin, keep, join and give back one number', () => {
    const { assignments } = assign(
      [gids, uids],
      { a: both, b: both, c: ['uids'] },
      undefined,
      {},
      { a: { gids: 405 } },
    );
    expect(plain(assignments)).toMatchObject({ ids: { gids: { a: 405, b: 400 }, uids: { a: 405, b: 400, c: 401 } } });
    const without = assign([gids, uids], { a: both, c: ['uids'] }, assignments).assignments;
    expect(idsOf(assign([gids, uids], { a: both, b: both, c: both }, without), 'gids')).toEqual({
      a: 405,
      b: 400,
      c: 401,
    });
    // From before they were coupled: the number of the pool that the other one names.
    const apart = {
      ...noIdAssignments,
      ids: new Map([
        ['gids', new Map([['a', 401]])],
        ['uids', new Map([['a', 402]])],
      ]),
    };
    expect(idsOf(assign([gids, uids], { a: both }, apart), 'gids')).toEqual({ a: 402 });
  });

  it('are conflicts where one service pins two numbers', () => {
    const pins = { a: { gids: 400, uids: 401 } };
    expect(assign([gids, uids], { a: both }, undefined, {}, pins).pinConflicts).toEqual([
      { service: 'a', pool: 'gids', id: 400, other: { service: 'a', pool: 'uids', id: 401 } },
    ]);
  });
});

describe('pools of one space', () => {
  it('leave to each other what rests until all else is taken', () => {
    const p = pool('p', { min: 1, max: 4, space: 's' });
    const q = pool('q', { min: 1, max: 5, space: 's' });
    const first = assign([p, q], { a: ['p'], b: ['p'], c: ['q'] }).assignments;
    const second = assign([p, q], { b: ['p'], c: ['q'], d: ['q'], e: ['q'] }, first);
    // 1 was released by p in this run: q gives 4 and 5 before it.
    expect(idsOf(second, 'q')).toEqual({ c: 3, d: 4, e: 5 });
    expect(
      idsOf(assign([p, q], { b: ['p'], c: ['q'], d: ['q'], e: ['q'], f: ['q'] }, second.assignments), 'q'),
    ).toEqual({ c: 3, d: 4, e: 5, f: 1 });
  });
});

describe('pins', () => {
  const ports = pool('p', { min: 10, max: 20, reserved: [{ from: 15, to: 15 }] });

  it('win over the order, over the run before and over reservations', () => {
    const before = assign([ports], { a: ['p'], b: ['p'] }).assignments;
    const solution = assign(
      [ports],
      { a: ['p'], b: ['p'], c: ['p'], d: ['p'] },
      before,
      {},
      { c: { p: 10 }, d: { p: 15 } },
    );
    expect(idsOf(solution, 'p')).toEqual({ a: 12, b: 11, c: 10, d: 15 });
  });

  it('are conflicts when two want the same number or the pool does not have it', () => {
    const solution = assign(
      [ports],
      { a: ['p'], b: ['p'], c: ['p'] },
      undefined,
      {},
      { a: { p: 11 }, b: { p: 11 }, c: { p: 21 } },
    );
    expect(solution.pinConflicts).toEqual([
      { service: 'b', pool: 'p', id: 11, other: { service: 'a', pool: 'p', id: 11 } },
      { service: 'c', pool: 'p', id: 21, other: undefined },
    ]);
  });

  it('collide across the pools of a space', () => {
    const blocks = pool('q', { min: 10, max: 21, step: 4, block: 4, space: 's' });
    const singles = pool('r', { min: 10, max: 30, space: 's' });
    const solution = assign([blocks, singles], { a: ['q'], b: ['r'] }, undefined, {}, { a: { q: 14 }, b: { r: 16 } });
    expect(solution.pinConflicts).toEqual([
      { service: 'b', pool: 'r', id: 16, other: { service: 'a', pool: 'q', id: 14 } },
    ]);
  });
});

/** An id that rests everywhere. */
function rest(id: number, run: number): ReleasedNumbers {
  return { run, from: id, to: id, targets: [] };
}

function pool(name: string, parts: Partial<Pool> & { readonly min: number; readonly max: number }): Pool {
  return { name, scope: 'global', step: 1, block: 1, reserved: [], space: undefined, ...parts };
}

function assign(
  pools: readonly Pool[],
  services: Readonly<Record<string, readonly string[]>>,
  previous: IdAssignments = noIdAssignments,
  targets: Readonly<Record<string, readonly string[]>> = {},
  pins: Readonly<Record<string, Readonly<Record<string, number>>>> = {},
): IdSolution {
  const requests = Object.entries(services).map(([service, wanted]) => ({
    service,
    pools: wanted,
    pins: new Map(Object.entries(pins[service] ?? {})),
    targets: targets[service] ?? [],
  }));
  return assignNumbers({ pools: new Map(pools.map(each => [each.name, each])), requests, previous });
}

function idsOf(solution: IdSolution, name: string): Record<string, number> {
  expect(solution.pinConflicts).toEqual([]);
  expect(solution.dry).toEqual([]);
  return Object.fromEntries(solution.assignments.ids.get(name) ?? []);
}

/** The assignments as plain objects, without the parts that have nothing in them and may be left out of a file. */
function plain(assignments: IdAssignments): unknown {
  const parts = Object.entries(assignments).filter(
    ([key, map]) => map.size > 0 || key === 'ids' || key === 'lastAssignments',
  );
  return Object.fromEntries(parts.map(([key, map]) => [key, plainMap(map)]));
}

function plainMap(value: unknown): unknown {
  if (!(value instanceof Map || value instanceof SortedNumbers)) return value;
  return Object.fromEntries([...value].map(([key, inner]) => [key, plainMap(inner)]));
}
