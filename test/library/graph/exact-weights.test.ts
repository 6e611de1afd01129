import { Graph } from '@dagrejs/graphlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMultiway, LARGEST_SUM_OF_WEIGHTS, maximumFlow } from '../../../src/library/graph/index.ts';
import { rounds } from '../../rounds.ts';

/** Parallel edges of these weights from `a` to `b`. */
function bundle(...weights: unknown[]): Graph<unknown, unknown, unknown> {
  const graph = new Graph<unknown, unknown, unknown>({ multigraph: true });
  weights.forEach((weight, i) => void graph.setEdge('a', 'b', weight, `edge ${i}`));
  return graph;
}

const flow = (...weights: unknown[]): number => maximumFlow(bundle(...weights), 'a', 'b').value;

describe('weights', () => {
  it('are added up without rounding', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(flow(0.1, 0.2)).toBe(0.3);
    expect(flow(...Array.from({ length: 1000 }, () => 0.001))).toBe(1);
    expect(flow(2 ** -40, 2 ** -20)).toBe(2 ** -40 + 2 ** -20);
    expect(flow(1e300, 2e300)).toBe(3e300);
    expect(flow(1e-300, 2e-300)).toBe(3e-300);
  });

  it('are the sum of their decimals', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 20, minLength: 1 }), millionths => {
        const sum = millionths.reduce((all, one) => all + one, 0);
        expect(flow(...millionths.map(one => one / 1e6))).toBe(sum / 1e6);
      }),
      { seed: 1, numRuns: rounds({ short: 500, long: 5000 }) },
    );
  });

  it('are refused where their sum cannot be exact', () => {
    expect(flow(LARGEST_SUM_OF_WEIGHTS - 1, 1)).toBe(LARGEST_SUM_OF_WEIGHTS);
    expect(flow(4 * LARGEST_SUM_OF_WEIGHTS)).toBe(4 * LARGEST_SUM_OF_WEIGHTS);
    expect(() => flow(LARGEST_SUM_OF_WEIGHTS, 1)).toThrow(
      'the weights of all edges together are 1125899906842625 times their common unit 1, and sums are exact up to 1125899906842624 (2^50) times: round the weights to fewer digits',
    );
    expect(() => flow(1, Math.PI)).toThrow(expect.objectContaining({ code: 'sum-of-weights' }));
  });

  it('are 1 where the label says nothing', () => {
    expect(flow(undefined, 'calls', { protocol: 'http' }, { weight: undefined }, null)).toBe(5);
  });

  it('are refused where they are none', () => {
    expect(() => flow(-1)).toThrow('the weight of the edge from "a" to "b" is -1');
    expect(() => flow(Number.NaN)).toThrow(expect.objectContaining({ code: 'weight' }));
    expect(() => flow(Number.POSITIVE_INFINITY)).toThrow('take one that is larger than all others together');
    expect(() => flow({ weight: '3' })).toThrow('is "3", but must be a finite number from 0 on');
  });

  it('can come from a function', async () => {
    const graph = bundle({ bandwidth: 3 }, { bandwidth: 4 });
    const weight = (edge: { v: string; w: string; name?: string | undefined }): number =>
      (graph.edge(edge.v, edge.w, edge.name) as { bandwidth: number }).bandwidth;
    expect(maximumFlow(graph, 'a', 'b', { weight }).value).toBe(7);
    expect((await cutMultiway(graph, ['a', 'b'], { weight })).weight).toBe(7);
  });
});
