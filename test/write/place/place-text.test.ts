import { describe, expect, test } from 'vitest';
import { fromBytes } from '../../../src/base/bytes.ts';
import { plainLook } from '../../../src/base/look.ts';
import { terminalPaint } from '../../../src/base/paint.ts';
import type { TargetLoad } from '../../../src/plan/place/report/measured-plan.ts';
import type { PlaceReport } from '../../../src/plan/place/report/report-place.ts';
import { describeProof } from '../../../src/write/place/describe-objective.ts';
import { placeToJson } from '../../../src/write/place/place-json.ts';
import { writePlaceReport } from '../../../src/write/place/place-text.ts';

const load = (target: string, used: string, have: string, more: Partial<TargetLoad> = {}): TargetLoad => ({
  target,
  used,
  have,
  comfortable: undefined,
  whileMoving: undefined,
  share: Number(used) / Number(have),
  isComfortable: true,
  isOverloaded: false,
  ...more,
});

const report: PlaceReport = {
  measures: { links: '12.5', cost: '30', targets: '2', moves: '2', load: '0', balance: '0', wishes: '5' },
  objectives: [
    {
      measures: [{ name: 'wishes', weight: '1' }],
      value: '5',
      bound: '0',
      gap: 1,
      proved: false,
      boundBy: 'nothing',
      certified: true,
    },
    {
      measures: [
        { name: 'links', weight: '1' },
        { name: 'cost', weight: '0.5' },
      ],
      value: '27.5',
      bound: '25',
      gap: 2.5 / 27.5,
      proved: false,
      boundBy: 'search',
      certified: true,
    },
    {
      measures: [{ name: 'moves', weight: '1' }],
      value: '2',
      bound: '2',
      gap: 0,
      proved: true,
      boundBy: 'search',
      certified: false,
    },
  ],
  links: [
    { within: 'target', count: 3, weight: 3, cost: '0' },
    { within: 'rack', count: 1, weight: 2, cost: '2.5' },
    { within: undefined, count: 1, weight: 1, cost: '10' },
  ],
  loads: [
    {
      capacity: 'memory',
      targets: [
        load('t1', '8', '8'),
        load('t2', '5', '10', { comfortable: '2.5', isComfortable: false, whileMoving: '9' }),
        load('t3', '0', '4', { share: 0 }),
      ],
    },
  ],
  targets: [
    { target: 't1', replicas: 3, cost: '10' },
    { target: 't2', replicas: 2, cost: '20' },
  ],
  moves: [
    { service: 'db', from: 't1', to: 't2', stateful: true, weight: '1' },
    { service: 'web', from: 't2', to: 't1', stateful: false, weight: '1' },
  ],
  wishes: [{ rule: 'all apart', violations: 2, counts: '5', services: ['db', 'web'] }],
  hasPrevious: true,
  seconds: 1.234,
  endedBy: 'clock',
};

test('of what is nothing at all nothing less is looked for, whatever is proved of the objectives before', () => {
  const none = { value: '0', bound: '0', proved: false, boundBy: 'nothing', certified: false } as const;
  expect(describeProof(none, false)).toBe('nothing can be less');
  expect(describeProof({ ...none, value: '5' }, false)).toBe('not proved to be the least');
});

describe('the report for people', () => {
  test('has what is proved of each objective, links, loads, moves and wishes', () => {
    expect(
      fromBytes(writePlaceReport(report, { ...plainLook, width: 60 })),
    ).toBe(`wishes:           5; not proved to be the least
links + 0.5 cost: 27.5; at least 25 in any plan that is as good in the objectives before (by trying all plans): a gap of 9.10 %
moves:            2; optimal: no plan has less that is as good in the objectives before (by a complete search, not certified)
links:            12.5
cost:             30
targets:          2
time:             1.23 s; ended by the clock: another run may find another plan

links: 5 between replicas
  on one target    3  weight 3
  in one rack      1  weight 2  cost 2.5
  beyond one rack  1  weight 1   cost 10

memory
  t1  ████████  100 %  8 of 8
  t2  ██▓▓░░░░   50 %  5 of 10, comfortable: 2.5, 9 while moving
  1 of 3 targets: none used

moves: 2, 1 of stateful services
  db   t1 -> t2  stateful
  web  t2 -> t1

wishes that are not met
  all apart  2 times  counts 5  db, web
`);
  });

  test('has colours where somebody looks at it, and bars as wide as the line', () => {
    const text = fromBytes(writePlaceReport(report, { paint: terminalPaint, width: 200 }));
    expect(text).toContain(`  t1  \u001b[36m${'█'.repeat(40)}\u001b[0m  100 %`);
    expect(text).toContain(`\u001b[1;33m${'█'.repeat(10)}${'▓'.repeat(10)}${'░'.repeat(20)}\u001b[0m`);
    expect(text).toContain('\u001b[1;31m  db\u001b[0m ');
  });

  test('says of many targets and moves which are the fullest, and counts the others', () => {
    const targets = Array.from({ length: 30 }, (_, i) => load(`t${String(i).padStart(2, '0')}`, String(i), '30'));
    const moves = Array.from({ length: 30 }, (_, i) => ({
      service: `s${i}`,
      from: 'a',
      to: 'b',
      stateful: false,
      weight: '1',
    }));
    const text = writePlaceReport({ ...report, loads: [{ capacity: 'slots', targets }], moves }, plainLook);
    expect(text).not.toContain('t09');
    expect(text).toContain('t10');
    expect(text).toContain('  and 9 more with less of it used\n  1 of 30 targets: none used\n');
    expect(text).toContain('  and 10 more\n');
  });

  test('shows control characters instead of sending them', () => {
    const wild = { ...report, loads: [{ capacity: 'm\u001b[2J', targets: [load('t\u001b[2J', '1', '2')] }] };
    expect(writePlaceReport(wild, plainLook)).not.toContain('\u001b');
  });

  test('is there as data, with numbers for amounts', () => {
    const json = placeToJson(report);
    expect(json).toMatchObject({ links: 12.5, moves: 2, lowerBound: 0, optimal: false, seconds: 1.234 });
    expect(json['proved']).toEqual(
      new Map([
        ['wishes', false],
        ['links', false],
        ['cost', false],
        ['moves', true],
      ]),
    );
    expect(json['moved']).toEqual(report.moves.map(move => ({ ...move, weight: 1 })));
  });
});
