import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepMost, type Possibility } from '../../src/solve/keep-most.ts';
import { rounds } from '../rounds.ts';

/** Items are impossible together when they contain a conflict. */
function oracleOf(conflicts: readonly (readonly number[])[]): (items: readonly number[]) => Possibility {
  return items =>
    conflicts.some(conflict => conflict.every(item => items.includes(item))) ? 'impossible' : 'possible';
}

const conflicts = fc.array(fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 4 }), { maxLength: 6 });
const items = [0, 1, 2, 3, 4, 5, 6, 7];

function mostByTryingAll(decide: (items: readonly number[]) => Possibility): number {
  let most = 0;
  for (let bits = 0; bits < 256; bits++) {
    const some = items.filter(i => (bits >> i) & 1);
    if (decide(some) === 'possible') most = Math.max(most, some.length);
  }
  return most;
}

test('two items that exclude each other: the later one is left out', () => {
  expect(
    keepMost(['a', 'b', 'c'], some => (some.includes('a') && some.includes('b') ? 'impossible' : 'possible'), 50),
  ).toEqual({ kept: ['a', 'c'], undecided: [], isMost: true });
});

test('as many as trying all finds, and what is said of fewer is true', () => {
  const law = fc.property(conflicts, fc.integer({ min: 0, max: 60 }), (drawn, questions) => {
    const decide = oracleOf(drawn);
    const most = mostByTryingAll(decide);
    const found = keepMost(items, decide, 1000);
    expect(decide(found.kept)).toBe('possible');
    expect(found).toMatchObject({ isMost: true, undecided: [] });
    expect(found.kept.length).toBe(most);
    const hurried = keepMost(items, decide, questions);
    expect(decide(hurried.kept)).toBe('possible');
    if (hurried.isMost) expect(hurried.kept.length).toBe(most);
    for (const item of items.filter(one => !hurried.kept.includes(one))) {
      expect(decide([...hurried.kept, item])).toBe('impossible');
    }
  });
  fc.assert(law, { seed: 15, numRuns: rounds({ short: 300, long: 5000 }) });
});

test('what the oracle does not know of is not kept, and told', () => {
  const law = fc.property(conflicts, conflicts, (drawn, doubtful) => {
    const sure = oracleOf(drawn);
    const decide = (some: readonly number[]): Possibility =>
      oracleOf(doubtful)(some) === 'impossible' ? 'unknown' : sure(some);
    const found = keepMost(items, decide, 200);
    expect(decide(found.kept)).toBe('possible');
    if (found.isMost) expect(found.kept.length).toBe(mostByTryingAll(decide));
    for (const item of items.filter(one => !found.kept.includes(one) && !found.undecided.includes(one))) {
      expect(sure([...found.kept, item])).toBe('impossible');
    }
  });
  fc.assert(law, { seed: 15, numRuns: rounds({ short: 300, long: 5000 }) });
});

test('twice as many as there is room for, with few questions', () => {
  const many = Array.from({ length: 60 }, (_, i) => i);
  let asked = 0;
  const found = keepMost(
    many,
    some => {
      asked++;
      return some.length > 30 ? 'impossible' : 'possible';
    },
    100,
  );
  expect(found.kept).toEqual(many.slice(0, 30));
  expect(asked).toBeLessThan(400);
});
