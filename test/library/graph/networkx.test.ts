import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutMultiway, maximumFlow } from '../../../src/library/graph/index.ts';
import { rounds } from '../../rounds.ts';
import { flowsByNetworkx, hasNetworkx } from './networkx.ts';
import { type RandomGraph, randomGraphs, toGraph } from './random-graph.ts';

function endsOf({ nodes: [source = '', sink = ''] }: RandomGraph): [string, string] {
  return [source, sink];
}

describe.skipIf(!hasNetworkx)('on larger graphs, as networkx has it (python3-networkx is needed)', () => {
  const graphs = fc.sample(randomGraphs(40), { seed: 2, numRuns: rounds({ short: 300, long: 5000 }) });

  it('as much flows', () => {
    const values = graphs.map(random => maximumFlow(toGraph(random), ...endsOf(random)).value);
    expect(values).toEqual(flowsByNetworkx(graphs).map(tenths => tenths / 10));
    expect(values.filter(value => value > 0).length).toBeGreaterThan(100);
  });

  it('two terminals are as far apart', async () => {
    const undirected = graphs.map(random => ({ ...random, directed: false }));
    const weights: number[] = [];
    for (const random of graphs) weights.push((await cutMultiway(toGraph(random), endsOf(random))).weight);
    expect(weights).toEqual(flowsByNetworkx(undirected).map(tenths => tenths / 10));
    expect(weights.filter(weight => weight > 0).length).toBeGreaterThan(100);
  });
});
