import { describe, expect, it } from 'vitest';
import { Contraction } from '../../../src/solve/placement/contraction.ts';
import { reduce } from '../../../src/solve/placement/reduce.ts';
import { type Family, generateInstance } from '../../bench/placement-instances.ts';
import { rounds } from '../../rounds.ts';
import { randomInstance } from './random-instance.ts';

function unfold(instance: ReturnType<typeof randomInstance>, sweeps: number) {
  const core = reduce(instance);
  const contraction = new Contraction(core);
  const search = contraction.begin();
  for (let i = 0; i < sweeps; i++) search.shares.sweep(0, search.core.nodeCount);
  search.updateBounds(Array.from({ length: search.componentCount }, (_, c) => c));
  const { found, atLeast } = search.links();
  const inUnits = search.shares.savedAtMost(0, search.core.nodeCount) / search.shares.unit + search.core.certainlySaved;
  const nodesLeft = search.core.nodeCount;
  const whole = contraction.widen(search);
  return { core, found, atLeast, inUnits, nodesLeft, whole };
}

describe('contraction', () => {
  it('unfolds choices and shares to ones that are worth the same, on small instances', () => {
    const instances = rounds({ fast: 150, short: 1500, long: 15_000 });
    let smaller = 0;
    for (let seed = 1; seed <= instances; seed++) {
      const { core, found, atLeast, inUnits, nodesLeft, whole } = unfold(randomInstance(seed, 20), seed % 5);
      if (nodesLeft < core.nodeCount) smaller++;
      expect(whole.core).toBe(core);
      expect(whole.links()).toEqual({ found, atLeast });
      expect(whole.shares.savedAtMost(0, core.nodeCount) / whole.shares.unit + core.certainlySaved).toBe(inUnits);
    }
    expect(smaller).toBeGreaterThan((2 * instances) / 3);
  });

  it.each(['types', 'pins'] as const)('the same with 400 nodes of the family %s, over several rounds', family => {
    for (let seed = 1; seed <= 6; seed++) {
      const instance = generateInstance(family satisfies Family, 400, 8, seed % 2 === 0, seed);
      const { core, found, atLeast, inUnits, nodesLeft, whole } = unfold(instance, 3);
      expect(nodesLeft).toBeLessThan(core.nodeCount);
      expect(whole.links()).toEqual({ found, atLeast });
      expect(whole.shares.savedAtMost(0, core.nodeCount) / whole.shares.unit + core.certainlySaved).toBe(inUnits);
    }
  });
});
