import { describe, expect, it } from 'vitest';
import { FlowNetwork } from '../../../src/solve/placement/max-flow.ts';
import { rounds } from '../../rounds.ts';
import { Random } from '../random.ts';

interface Network {
  readonly nodes: number;
  readonly terminals: readonly (readonly [number, number, number])[];
  readonly edges: readonly (readonly [number, number, number, number])[];
}

function randomNetwork(seed: number): Network {
  const random = new Random(seed);
  const nodes = 1 + random.below(12);
  const most = 1 + random.below(20);
  return {
    nodes,
    terminals: Array.from(
      { length: random.below(2 * nodes) },
      () => [random.below(nodes), random.below(most), random.below(most)] as const,
    ),
    edges: Array.from({ length: random.below(4 * nodes) }, () => {
      const u = random.below(nodes);
      return [u, random.below(nodes), random.below(most), random.below(2) * random.below(most)] as const;
    }).filter(([u, v]) => u !== v),
  };
}

/** Ford and Fulkerson with breadth-first paths on a matrix: slow, short, and written apart from what it checks. */
function referenceFlow({ nodes, terminals, edges }: Network): { flow: number; reachable: Set<number> } {
  const source = nodes;
  const sink = nodes + 1;
  const left = Array.from({ length: nodes + 2 }, () => new Array<number>(nodes + 2).fill(0));
  const add = (u: number, v: number, capacity: number): void => {
    const row = left[u];
    if (row) row[v] = (row[v] ?? 0) + capacity;
  };
  for (const [v, fromSource, toSink] of terminals) {
    add(source, v, fromSource);
    add(v, sink, toSink);
  }
  for (const [u, v, there, back] of edges) {
    add(u, v, there);
    add(v, u, back);
  }
  for (let flow = 0; ; ) {
    const parent = new Map([[source, source]]);
    for (const u of parent.keys()) {
      left[u]?.forEach((capacity, v) => {
        if (capacity > 0 && !parent.has(v)) parent.set(v, u);
      });
    }
    if (!parent.has(sink)) return { flow, reachable: new Set([...parent.keys()].filter(v => v !== source)) };
    let bottleneck = Infinity;
    for (let v = sink; v !== source; v = parent.get(v) ?? source) {
      bottleneck = Math.min(bottleneck, left[parent.get(v) ?? source]?.[v] ?? 0);
    }
    for (let v = sink; v !== source; v = parent.get(v) ?? source) {
      add(parent.get(v) ?? source, v, -bottleneck);
      add(v, parent.get(v) ?? source, bottleneck);
    }
    flow += bottleneck;
  }
}

describe('maximum flow', () => {
  it('agrees with a reference on random networks, in value and in the source side, reusing one object', () => {
    const network = new FlowNetwork();
    for (let seed = 1; seed <= rounds({ short: 5000, long: 50_000 }); seed++) {
      const random = randomNetwork(seed);
      network.reset(random.nodes);
      for (const [v, fromSource, toSink] of random.terminals) network.addTerminal(v, fromSource, toSink);
      for (const [u, v, there, back] of random.edges) network.addEdge(u, v, there, back);
      const expected = referenceFlow(random);
      expect({ seed, flow: network.solve() }).toEqual({ seed, flow: expected.flow });
      for (let v = 0; v < random.nodes; v++) expect(network.isSourceSide(v)).toBe(expected.reachable.has(v));
    }
  });
});
