import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { lane, rounds } from '../../../rounds.ts';
import { runYear, type YearReport } from './run-year.ts';

// Not in the fast lane: a hundred rounds take seconds.

// Plans end by the work that they counted: the same on each run, however busy the machine is.
beforeEach(() => void vi.spyOn(performance, 'now').mockReturnValue(0));
afterEach(() => vi.restoreAllMocks());

const count = rounds({ short: 300, long: 10_000 });

function tell(name: string, { counts, moves, fewestMoves }: YearReport): void {
  if (lane === 'long') console.info(`${name}: ${moves} moves, at least ${fewestMoves}; ${JSON.stringify(counts)}`);
}

test('with a deployer that works, every service on a dead machine runs again in time', () => {
  const report = runYear({ seed: 1, rounds: count, isStormy: false });
  tell('calm', report);
  expect(report.moves).toBeGreaterThanOrEqual(report.fewestMoves);
  expect(report.counts['machines gone']).toBeGreaterThan(0);
  expect(report.counts['data waits']).toBeGreaterThan(0);
});

test('with a deployer that fails, hangs, lies, breaks and is killed, nothing is lost, and what is late is said', () => {
  const report = runYear({ seed: 2, rounds: count, isStormy: true });
  tell('stormy', report);
  expect(report.counts['machines gone']).toBeGreaterThan(0);
});

test('the same year twice is the same', () => {
  const options = { seed: 3, rounds: 130, isStormy: true };
  expect(runYear(options)).toEqual(runYear(options));
});
