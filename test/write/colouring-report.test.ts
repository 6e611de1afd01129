import { expect, test } from 'vitest';
import { solveColouring } from '../../src/solve/colouring/solve-colouring.ts';
import { colouringToJson, explainColouringBound, writeColouringReport } from '../../src/write/colouring-report.ts';
import { complete, cycle } from '../solve/colouring/families.ts';

const triangle = { ...solveColouring(complete(3), { algorithm: 'auto', timeLimit: 10 }), certified: true };
const lineOf = (changes: Partial<typeof triangle>, clique: readonly string[] = ['a', 'b', 'c']): string[] =>
  writeColouringReport({ ...triangle, seconds: 0.5, ...changes }, clique).split('\n');

test('the fewest colours, with what proves it', () => {
  expect(lineOf({})).toEqual([
    'colours: 3, optimal: a, b, c all depend on each other',
    'method:  dsatur',
    'time:    0.50 s',
    '',
  ]);
  expect(lineOf({ count: 0 })[0]).toBe('nothing is placed, since there is no service to place');
  expect(lineOf({ count: 1, lowerBound: 1 }, ['a'])[0]).toBe('colours: 1, optimal: nothing depends on anything');
});

test('a bound that nothing but a search stands for is called by its weaker name', () => {
  expect(lineOf({ certified: false, boundBy: 'search' })[0]).toBe(
    'colours: 3, optimal, by search, not certified: a complete search rules out fewer than 3',
  );
  const [open] = lineOf({ certified: false, boundBy: 'search', count: 5, optimal: false });
  expect(open).toContain('no plan has fewer than 3, by search, not certified:');
});

test('a bound that is not met is told, and that the clock ended the search', () => {
  expect(lineOf({ count: 5, optimal: false, endedBy: 'clock', method: 'tabu search' }).slice(0, 3)).toEqual([
    'colours: 5, not proved to be the fewest; no plan has fewer than 3: a, b, c all depend on each other',
    'gap:     40.0 %: whether 4 would do is not known',
    'method:  tabu search; ended by the clock: another run may find fewer',
  ]);
});

test('every kind of bound has a clause of its own', () => {
  const bounds = [
    'clique',
    'odd cycle',
    'mycielskian',
    'stable sets',
    'search',
    'apart',
    'prices',
    'hitting sets',
    'candidates',
  ] as const;
  const clauses = bounds.map(boundBy => explainColouringBound({ boundBy, lowerBound: 2 }, ['a', 'b']));
  expect(new Set(clauses).size).toBe(bounds.length);
  for (const clause of clauses) expect(clause).toMatch(/^[a-zA-Z][^.]*[a-z\d]$/);
  const ring = solveColouring(cycle(5), { algorithm: 'auto', timeLimit: 10 });
  expect(explainColouringBound(ring, [])).toBe('there is a ring of dependencies of odd length');
});

test('JSON says the same in numbers', () => {
  expect(colouringToJson({ ...triangle, seconds: 0.12345, endedBy: 'clock' }, 'exact')).toMatchObject({
    colours: 3,
    lowerBound: 3,
    optimal: true,
    boundBy: 'clique',
    algorithm: 'exact',
    endedBy: 'clock',
    seconds: 0.123,
  });
});
