import { expect, it } from 'vitest';
import { Budget } from '../../src/solve/budget.ts';
import type { GroupRule, PlaceProblem } from '../../src/solve/place/place-problem.ts';
import { recomputeShares } from '../../src/verify/recompute-shares.ts';
import { boundPlace } from '../solve/place/in-one-go.ts';
import { Random } from '../solve/random.ts';

// Not in the fast lane: it searches for half a second and more.

const services = 1000;
const targets = 30;
const zones = 5;

/** A thousand services, every tenth of them twice and apart, on targets of which nine tenths are needed. */
function tightProblem(seed: number): PlaceProblem {
  const random = new Random(seed);
  const serviceOf = Array.from({ length: services }, (_, s) => (s % 10 === 0 ? [s, s] : [s])).flat();
  const nodesOf = Array.from({ length: services }, (): number[] => []);
  for (const [node, service] of serviceOf.entries()) nodesOf[service]!.push(node);
  const need = Float64Array.from(serviceOf, () => 1 + random.below(8));
  const sum = need.reduce((a, b) => a + b, 0);
  const pairs = Array.from({ length: services - 1 }, (_, i) => [
    [random.below(i + 1), i + 1, 1 + random.below(4)] as const,
    [Math.floor(random.below(i + 1) / 2), i + 1, 1 + random.below(4)] as const,
  ]).flatMap(([a, b]) => (a![0] === b![0] ? [a!] : [a!, b!]));
  const links = pairs.flatMap(([a, b, weight]) =>
    nodesOf[a]!.flatMap(u => nodesOf[b]!.map(v => [Math.min(u, v), Math.max(u, v), weight] as const)),
  );
  const labels = Int32Array.from({ length: targets }, (_, t) => t);
  return {
    nodeCount: serviceOf.length,
    labelCount: targets,
    listOf: new Int32Array(serviceOf.length),
    lists: { start: Int32Array.of(0, targets), items: labels },
    labelWishes: [],
    partitions: [
      { zoneOf: labels, zoneCount: targets },
      { zoneOf: labels.map(t => t % zones), zoneCount: zones },
    ],
    resources: [
      { need, have: new Float64Array(targets).fill(Math.ceil(sum / targets / 0.9)), loadWeight: 0, transient: false },
    ],
    links: {
      u: Int32Array.from(links, ([u]) => u),
      v: Int32Array.from(links, ([, v]) => v),
      weight: Float64Array.from(links, ([, , weight]) => weight),
      levels: [0, 1],
      costs: [1, 2],
    },
    nearest: [],
    rules: nodesOf
      .filter(nodes => nodes.length > 1)
      .map((nodes): GroupRule => ({ kind: 'apart', nodes: Int32Array.from(nodes), partition: 0 })),
    moves: {
      classOf: Int32Array.from(serviceOf),
      homes: { start: new Int32Array(services + 1), items: new Int32Array(0) },
      weight: new Float64Array(serviceOf.length).fill(1),
      newcomers: new Int32Array(services),
      distanceWeight: 0,
      groupWeight: 0,
    },
    labelCost: new Float64Array(targets).fill(1),
    balances: [],
    stages: [{ links: 1 }, { labels: 1 }, { moves: 1 }],
  };
}

it('a thousand services on thirty tight targets: shares alone prove much, and one more or less by 1 proves nothing', () => {
  const problem = tightProblem(1);
  // Work alone ends the bound.
  const seconds = 2;
  const { linksBound, certificate } = boundPlace(problem, { budget: new Budget(seconds, { now: () => 0 }), seconds });
  const total = problem.links.weight.reduce((a, b) => a + b, 0) * 2;
  // However many passes there was work for.
  expect(linksBound / total).toBeGreaterThan(0.05);
  expect(recomputeShares(problem, certificate)).toEqual({ faults: [], bound: linksBound });
  for (const by of [1, -1]) {
    const shares = certificate.shares.slice();
    shares[shares.length >> 1]! += by;
    const { faults, bound } = recomputeShares(problem, { ...certificate, shares });
    expect(faults.join()).toContain('do not come to the weight of their link');
    expect(bound).toBe(0);
  }
});
