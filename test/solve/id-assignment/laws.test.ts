import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rounds } from '../../rounds.ts';
import { changes, makeWorld, pools as worldPools } from './histories.ts';
import { Operator } from './model.ts';

it.each([
  { what: 'short histories', maxCommands: 40, counts: { fast: 30, short: 400, long: 6_000 } },
  { what: 'histories of 500 steps', maxCommands: 500, counts: { fast: 1, short: 12, long: 300 } },
])('keeps the rules over any sequence of changes: $what', ({ what, maxCommands, counts }) => {
  const seed = 20_200_924;
  const numRuns = rounds(counts);
  const seen = { ...new Operator().seen };
  fc.assert(
    fc.property(worldPools(), fc.commands(changes(), { maxCommands, size: 'max' }), (pools, list) => {
      const world = makeWorld(pools);
      const operator = new Operator();
      fc.modelRun(() => ({ model: world, real: operator }), list);
      for (const key of Object.keys(seen) as (keyof typeof seen)[]) seen[key] += operator.seen[key];
    }),
    { seed, numRuns },
  );
  console.log(`id assignment: ${what}: seed ${seed}, ${numRuns} sequences: ${JSON.stringify(seen)}`);
  // The sequences are of use only if they reach every rule.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan((numRuns * maxCommands) / 500);
});
