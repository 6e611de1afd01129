import { expect, it } from 'vitest';
import { Budget } from '../../../src/solve/budget.ts';
import { improveTies } from '../../../src/solve/placement/break-ties.ts';
import { completePlan } from '../../../src/solve/placement/core.ts';
import { LinkSearch } from '../../../src/solve/placement/link-search.ts';
import { sweepAndDecode } from '../../../src/solve/placement/minimise-links.ts';
import { buildPlacementInstance } from '../../../src/solve/placement/placement-instance.ts';
import { reduce } from '../../../src/solve/placement/reduce.ts';

it('counts what flows read at a label that thousands of nodes share, and ends by it', () => {
  const count = 9000;
  const lists = [
    [0, 1],
    [1, 2],
    [0, 2],
  ];
  const numbers = Array.from({ length: count }, (_, v) => v);
  const instance = buildPlacementInstance({
    labelCount: 3,
    candidates: numbers.map(v => lists[v % 3] ?? []),
    edgeU: numbers,
    edgeV: numbers.map(v => (v % 3 === 2 ? v - 2 : v + 1)),
    edgeWeight: numbers.map(() => 1),
  });
  const frozenClock = () => 0;
  const search = new LinkSearch(reduce(instance));
  sweepAndDecode(search, 128, new Budget(60, { now: frozenClock }));
  const budget = new Budget(0.02, { now: frozenClock });
  improveTies(instance, completePlan(search.core, search.choice), budget);
  expect(budget.endedBy).toBe('work');
});
