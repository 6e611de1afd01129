import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findOpening, readWindow, type Window } from '../../../../src/loop/control/gates/window.ts';
import { rounds } from '../../../rounds.ts';

const hour = 3_600_000;

function read(text: string): Window {
  const window = readWindow(text);
  if (window === undefined) throw new Error(text);
  return window;
}

test('days, times and zones are read', () => {
  expect(read('mon-fri 22:00-06:00 +01:00')).toEqual({ days: [0, 1, 2, 3, 4], from: 1320, to: 360, zone: 60 });
  expect(read('sat-mon,wed 00:00-24:00 utc')).toEqual({ days: [0, 2, 5, 6], from: 0, to: 1440, zone: 0 });
  expect(read('daily 08:30-00:00')).toEqual({ days: [0, 1, 2, 3, 4, 5, 6], from: 510, to: 1440, zone: 'local' });
  expect(read('Sun 01:00-02:00 -03:30').zone).toBe(-210);
  const wrong = [
    '',
    'mon',
    'mon 1:00-2:00',
    'mon 25:00-26:00',
    'mon 24:00-02:00',
    'mun 01:00-02:00',
    'mon 01:60-02:00',
  ];
  expect([...wrong, 'mon 01:00-02:00 cet', 'mon-tue-wed 01:00-02:00'].map(readWindow).filter(Boolean)).toEqual([]);
});

test('a window over midnight is open on the morning after, also after Sunday', () => {
  const window = read('sun 22:00-06:00 utc');
  const monday = Date.UTC(2026, 0, 5);
  expect(findOpening(window, monday + 5 * hour, 0)).toBe(monday + 5 * hour);
  expect(findOpening(window, monday + 6 * hour, 0)).toBe(monday + (6 * 24 + 22) * hour);
  expect(findOpening(window, monday - 3 * hour, 0)).toBe(monday - 2 * hour);
});

test('local times are those of the offset of the moment', () => {
  const window = read('mon 08:00-09:00');
  const monday = Date.UTC(2026, 0, 5);
  expect(findOpening(window, monday + 7 * hour, 60)).toBe(monday + 7 * hour);
  expect(findOpening(window, monday + 7 * hour, 0)).toBe(monday + 8 * hour);
});

test('it opens at the first minute from now on in which it is open, minute by minute', () => {
  const windows = fc.record({
    days: fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 3 }),
    from: fc.nat(1439),
    to: fc.integer({ min: 1, max: 1440 }),
    zone: fc.oneof(fc.constant('local' as const), fc.integer({ min: -720, max: 840 })),
  });
  const start = Date.UTC(2026, 5, 1);
  const law = fc.property(windows, fc.nat(20_000), fc.integer({ min: -720, max: 840 }), (window, minutes, offset) => {
    const now = start + minutes * 60_000;
    const isOpenAt = (time: number): boolean => {
      const local = new Date(time + (window.zone === 'local' ? offset : window.zone) * 60_000);
      const day = (local.getUTCDay() + 6) % 7;
      const minute = local.getUTCHours() * 60 + local.getUTCMinutes();
      const isLate = window.to <= window.from;
      if (window.days.includes(day) && minute >= window.from && (isLate || minute < window.to)) return true;
      return isLate && window.days.includes((day + 6) % 7) && minute < window.to;
    };
    let time = now;
    while (!isOpenAt(time)) time += 60_000;
    expect(findOpening(window, now, offset)).toBe(time);
  });
  fc.assert(law, { seed: 15, numRuns: rounds({ fast: 20, short: 60, long: 2000 }) });
});
