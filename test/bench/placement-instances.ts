// Typed arrays are indexed within bounds that the loops establish, hence `!`.
import { buildPlacementInstance, type PlacementInstance } from '../../src/solve/placement/placement-instance.ts';

/** The three families of placement instances that the benchmark solves; see docs/placement.md. */
export type Family = 'types' | 'lists' | 'pins';

/** A reproducible source of numbers in [0, 1): mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

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
  const random = randomFrom(seed);
  const below = (bound: number): number => Math.floor(random() * bound);
  const edges: [number, number][] = [];
  const candidates = families[family](nodes, labels, below, random, edges);
  return buildPlacementInstance({
    labelCount: labels,
    candidates,
    edgeU: edges.map(([u]) => u),
    edgeV: edges.map(([, v]) => v),
    edgeWeight: edges.map(() => (weighted ? 1 + below(10) : 1)),
  });
}

type Generator = (
  nodes: number,
  labels: number,
  below: (bound: number) => number,
  random: () => number,
  edges: [number, number][],
) => number[][];

const families: Record<Family, Generator> = {
  types(nodes, labels, below, random, edges) {
    const supported = Array.from({ length: 10 }, () => {
      const list: number[] = [];
      for (let h = 0; h < labels; h++) if (random() < 0.4) list.push(h);
      if (list.length === 0) list.push(below(labels));
      return list;
    });
    attachPreferentially(nodes, 1, below, edges);
    for (let i = 0; i < nodes; i++) edges.push([below(nodes), below(nodes)]);
    return Array.from({ length: nodes }, () => supported[below(10)]!);
  },
  lists(nodes, labels, below, random, edges) {
    const home = Array.from({ length: nodes }, () => below(labels));
    const members: number[][] = Array.from({ length: labels }, () => []);
    for (let v = 0; v < nodes; v++) members[home[v]!]!.push(v);
    for (let i = 0; i < 2 * nodes; i++) {
      const u = below(nodes);
      const neighbours = members[home[u]!]!;
      edges.push([u, random() < 0.75 ? neighbours[below(neighbours.length)]! : below(nodes)]);
    }
    return home.map(own => {
      const list = new Set([own]);
      const length = Math.min(labels, 4 + below(2));
      while (list.size < length) list.add(below(labels));
      return [...list];
    });
  },
  pins(nodes, labels, below, random, edges) {
    attachPreferentially(nodes, 2, below, edges);
    const all = Array.from({ length: labels }, (_, h) => h);
    return Array.from({ length: nodes }, () => (random() < 0.1 ? [below(labels)] : all));
  },
};

/** Barabási and Albert: each new node links to earlier ones with a probability that grows with their degree. */
function attachPreferentially(
  nodes: number,
  links: number,
  below: (bound: number) => number,
  edges: [number, number][],
): void {
  const ends: number[] = [];
  for (let v = 1; v < nodes; v++) {
    for (let i = 0; i < Math.min(links, v); i++) {
      const u = ends.length === 0 ? 0 : ends[below(ends.length)]!;
      edges.push([u, v]);
      ends.push(u, v);
    }
  }
}
