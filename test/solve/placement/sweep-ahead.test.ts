import { expect, it } from 'vitest';
import { LinkSearch } from '../../../src/solve/placement/link-search.ts';
import { reduce } from '../../../src/solve/placement/reduce.ts';
import { SweepAhead } from '../../../src/solve/placement/sweep-ahead.ts';
import { generateInstance } from '../../bench/placement-instances.ts';
import { lane } from '../../rounds.ts';

it.skipIf(lane === 'fast')(
  'settled bounds only fall, and further than by as many sweeps alone (types, seeds 4 and 8)',
  () => {
    for (const seed of [4, 8]) {
      const core = reduce(generateInstance('types', 3000, 30, false, seed));
      const alone = new LinkSearch(core).shares;
      const { shares } = new LinkSearch(core);
      const sweeper = new SweepAhead(shares, 0, core.nodeCount);
      let bound = Infinity;
      for (let i = 0; i < 90; i++) {
        alone.sweep(0, core.nodeCount);
        sweeper.sweep(() => true);
        if (i % 7 > 0) continue;
        sweeper.settle();
        const next = shares.savedAtMost(0, core.nodeCount);
        expect(next).toBeLessThanOrEqual(bound * (1 + 1e-6)); // single shares are rounded
        bound = next;
      }
      sweeper.settle();
      expect(shares.savedAtMost(0, core.nodeCount)).toBeLessThan(alone.savedAtMost(0, core.nodeCount));
    }
  },
);
