// Typed arrays are indexed within bounds that the loops establish, hence `!`.
import { buildPlacementInstance, type PlacementInstance } from '../../src/solve/placement/placement-instance.ts';
import { Random } from '../solve/random.ts';

/** The three families of placement instances that the benchmark solves; see docs/placement.md. */
export type Family = 'types' | 'lists' | 'pins';

/**
 * A random instance of a family:
 * - types: ten node types, a label supports each with probability 0.4; each node depends on one earlier node by
 *   preferential attachment, and as many random edges again.
 * - lists: 4 or 5 random candidates, one of them a planted home; degree 4 on average, three quarters of the edges
 *   within a home.
 * - pins: every label a candidate, 10 % of the nodes pinned to a random one; preferential attachment, 2 links each.
 * Weighted instances draw weights from 1 to 10.
 */
export function generateInstance(
  family: Family,
  nodes: number,
  labels: number,
  weighted: boolean,
  seed: number,
): PlacementInstance {
  const random = new Random(seed);
  const edges: [number, number][] = [];
  const candidates = families[family](nodes, labels, random, edges);
  return buildPlacementInstance({
    labelCount: labels,
    candidates,
    edgeU: edges.map(([u]) => u),
    edgeV: edges.map(([, v]) => v),
    edgeWeight: edges.map(() => (weighted ? 1 + random.below(10) : 1)),
  });
}

type Generator = (nodes: number, labels: number, random: Random, edges: [number, number][]) => number[][];

const families: Record<Family, Generator> = {
  types(nodes, labels, random, edges) {
    const supported = Array.from({ length: 10 }, () => {
      const list: number[] = [];
      for (let h = 0; h < labels; h++) if (random.next() < 0.4) list.push(h);
      if (list.length === 0) list.push(random.below(labels));
      return list;
    });
    attachPreferentially(nodes, 1, random, edges);
    for (let i = 0; i < nodes; i++) edges.push([random.below(nodes), random.below(nodes)]);
    return Array.from({ length: nodes }, () => supported[random.below(10)]!);
  },
  lists(nodes, labels, random, edges) {
    const home = Array.from({ length: nodes }, () => random.below(labels));
    const members: number[][] = Array.from({ length: labels }, () => []);
    for (let v = 0; v < nodes; v++) members[home[v]!]!.push(v);
    for (let i = 0; i < 2 * nodes; i++) {
      const u = random.below(nodes);
      const neighbours = members[home[u]!]!;
      edges.push([u, random.next() < 0.75 ? neighbours[random.below(neighbours.length)]! : random.below(nodes)]);
    }
    return home.map(own => {
      const list = new Set([own]);
      const length = Math.min(labels, 4 + random.below(2));
      while (list.size < length) list.add(random.below(labels));
      return [...list];
    });
  },
  pins(nodes, labels, random, edges) {
    attachPreferentially(nodes, 2, random, edges);
    const all = Array.from({ length: labels }, (_, h) => h);
    return Array.from({ length: nodes }, () => (random.next() < 0.1 ? [random.below(labels)] : all));
  },
};

/** Barabási and Albert: each new node links to earlier ones with a probability that grows with their degree. */
function attachPreferentially(nodes: number, links: number, random: Random, edges: [number, number][]): void {
  const ends: number[] = [];
  for (let v = 1; v < nodes; v++) {
    for (let i = 0; i < Math.min(links, v); i++) {
      const u = ends.length === 0 ? 0 : ends[random.below(ends.length)]!;
      edges.push([u, v]);
      ends.push(u, v);
    }
  }
}
