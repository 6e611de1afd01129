import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rounds } from '../../../rounds.ts';
import { fewestMoves } from './fewest-moves.ts';

/** The fewest changes of a walk through open machines, round by round, by trying all. */
function byTryingAll(open: readonly (readonly boolean[])[], at?: number): number {
  const [now, ...later] = open;
  if (now === undefined) return 0;
  const tries = now.flatMap((isOpen, machine) =>
    isOpen ? [(at === undefined || at === machine ? 0 : 1) + byTryingAll(later, machine)] : [],
  );
  return Math.min(...tries);
}

test('the fewest moves are those that trying all finds', () => {
  const round = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }).filter(isOpen => isOpen.includes(true));
  const law = fc.property(fc.array(round, { minLength: 1, maxLength: 6 }), fc.nat(5), fc.nat(5), (open, a, b) => {
    const [from, to] = [Math.min(a, b, open.length - 1), Math.min(Math.max(a, b), open.length - 1)];
    const history = open.map((isOpen, i) => ({ round: i, isOpen }));
    expect(fewestMoves(history, from, to)).toBe(byTryingAll(open.slice(from, to + 1)));
  });
  fc.assert(law, { seed: 15, numRuns: rounds({ short: 300, long: 3000 }) });
});
