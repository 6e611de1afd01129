/** Generators of graph families whose chromatic number is known or planted: fixtures of the tests and the benchmark. */
import type { CandidateLists } from '../../../src/solve/colouring/colouring.ts';
import { type Adjacency, buildAdjacency } from '../../../src/solve/graph/adjacency.ts';
import { Random } from '../random.ts';

type Edge = readonly [number, number];

export function graphOf(vertexCount: number, edges: Iterable<Edge>): Adjacency {
  const list = [...edges];
  return buildAdjacency(
    vertexCount,
    Int32Array.from(list, e => e[0]),
    Int32Array.from(list, e => e[1]),
  );
}

/** The lists of vertices in order, each ascending, in rows. */
export function toLists(lists: readonly (readonly number[])[]): CandidateLists {
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + list.length;
  });
  return { offsets, colours: Int32Array.from(lists.flat()) };
}

/** Services with two dependencies each on any others, and so many candidates each of all targets, any as likely. */
export function randomLists(
  services: number,
  targets: number,
  candidates: number,
  seed: number,
): { readonly graph: Adjacency; readonly lists: CandidateLists } {
  const random = new Random(seed);
  const edges: Edge[] = [];
  const lists: number[][] = [];
  for (let v = 0; v < services; v++) {
    for (let i = 0; i < 2; i++) edges.push([v, (v + 1 + random.below(services - 1)) % services]);
    const list = new Set<number>();
    while (list.size < candidates) list.add(random.below(targets));
    lists.push([...list].sort((a, b) => a - b));
  }
  return { graph: graphOf(services, edges), lists: toLists(lists) };
}

/** The edges between vertices that `related` relates; it is asked once for each pair, the lower first. */
function graphByRelation(vertexCount: number, related: (a: number, b: number) => boolean): Adjacency {
  const edges: Edge[] = [];
  for (let a = 0; a < vertexCount; a++) {
    for (let b = a + 1; b < vertexCount; b++) if (related(a, b)) edges.push([a, b]);
  }
  return graphOf(vertexCount, edges);
}

/** χ = n. */
export const complete = (n: number): Adjacency => graphByRelation(n, () => true);

/** χ = 2 for even n, 3 for odd n ≥ 3. */
export const cycle = (n: number): Adjacency =>
  graphOf(
    n,
    Array.from({ length: n }, (_, i): Edge => [i, (i + 1) % n]),
  );

/** A hub (the last vertex) and a cycle of n around it. χ = 3 for even n, 4 for odd n. */
export const wheel = (n: number): Adjacency =>
  graphOf(
    n + 1,
    [...Array(n).keys()].flatMap((i): Edge[] => [
      [i, (i + 1) % n],
      [i, n],
    ]),
  );

/** Complete bipartite n + n less a perfect matching, partners interleaved. χ = 2, and greedy by number needs n. */
export const crown = (n: number): Adjacency => graphByRelation(2 * n, (a, b) => a % 2 !== b % 2 && a >> 1 !== b >> 1);

/** Squares of a board; queens that attack each other are neighbours (DIMACS `queenR_C`). */
export const queen = (rows: number, columns: number): Adjacency =>
  graphByRelation(rows * columns, (a, b) => {
    const down = Math.floor(b / columns) - Math.floor(a / columns);
    const across = Math.abs((b % columns) - (a % columns));
    return down === 0 || across === 0 || down === across;
  });

/** Rook's graph: cells of a Latin square that share a row or a column (DIMACS `qg.orderN`). χ = n. */
export const rook = (n: number): Adjacency =>
  graphByRelation(n * n, (a, b) => Math.floor(a / n) === Math.floor(b / n) || a % n === b % n);

/** Cells of the cyclic Latin square that share row, column or symbol. χ = n for odd n, n + 2 for even n. */
export const latinSquare = (n: number): Adjacency =>
  graphByRelation(n * n, (a, b) => {
    const [r, c, s, t] = [Math.floor(a / n), a % n, Math.floor(b / n), b % n];
    return r === s || c === t || (r + c) % n === (s + t) % n;
  });

/** The Mycielski construction: one colour more, and no larger clique. `shadows` layers make it a generalised one. */
export function mycielskian(graph: Adjacency, shadows = 1): Adjacency {
  const n = graph.vertexCount;
  const edges: Edge[] = [];
  for (let v = 0; v < n; v++) {
    for (const w of rowOf(graph, v)) {
      if (v < w) edges.push([v, w]);
      for (let layer = 1; layer <= shadows; layer++) edges.push([(layer - 1) * n + v, layer * n + w]);
    }
  }
  for (let v = 0; v < n; v++) edges.push([shadows * n + v, (shadows + 1) * n]);
  return graphOf((shadows + 1) * n + 1, edges);
}

/** DIMACS `mycielK`: χ = k + 1 and no triangle. */
export function myciel(k: number): Adjacency {
  let graph = complete(2);
  for (let i = 1; i < k; i++) graph = mycielskian(graph);
  return graph;
}

/** Generalised Mycielskians of an odd cycle (DIMACS `K-Insertions_L`, l ≥ 3): χ = l + 1 and no triangle. */
export function insertions(k: number, l: number): Adjacency {
  let graph = cycle(2 * k + 5);
  for (let i = 3; i <= l; i++) graph = mycielskian(graph, k + 1);
  return graph;
}

/** Like `insertions`, but each layer has an apex of its own, and these form a clique (DIMACS `K-FullIns_L`): χ = k + l, and no clique of more than k + 2. */
export function fullInsertions(k: number, l: number): Adjacency {
  let graph = complete(2);
  for (let i = 2; i <= l; i++) graph = addFullLayers(graph, k + 2);
  return graph;
}

/** The graph itself is the first of the layers. The first apex sees the last layer, as all others see their own. */
function addFullLayers(graph: Adjacency, layers: number): Adjacency {
  const n = graph.vertexCount;
  const edges: Edge[] = [];
  for (let v = 0; v < n; v++) {
    for (const w of rowOf(graph, v)) {
      if (v < w) edges.push([v, w]);
      for (let layer = 1; layer < layers; layer++) edges.push([(layer - 1) * n + v, layer * n + w]);
    }
  }
  for (let layer = 0; layer < layers; layer++) {
    const apex = layers * n + layer;
    for (let v = 0; v < n; v++) edges.push([(layer === 0 ? layers - 1 : layer) * n + v, apex]);
    for (let other = 0; other < layer; other++) edges.push([layers * n + other, apex]);
  }
  return graphOf(layers * (n + 1), edges);
}

/** k-subsets of n things, neighbours when disjoint. χ = n - 2k + 2. */
export function kneser(n: number, k: number): Adjacency {
  const subsets: number[] = [];
  for (let bits = 0; bits < 1 << n; bits++) if (countBits(bits) === k) subsets.push(bits);
  return graphByRelation(subsets.length, (a, b) => ((subsets[a] as number) & (subsets[b] as number)) === 0);
}

/** G(n, p): each pair with probability `density` (DIMACS `DSJC`). */
export function randomGraph(vertexCount: number, density: number, seed: number): Adjacency {
  const random = new Random(seed);
  return graphByRelation(vertexCount, () => random.next() < density);
}

/** `edges` random pairs, some of them loops or doubles: sparse graphs of any size in linear time. */
export function sparseGraph(vertexCount: number, edges: number, seed: number): Adjacency {
  const random = new Random(seed);
  const from = Int32Array.from({ length: edges }, () => random.below(vertexCount));
  const to = Int32Array.from({ length: edges }, () => random.below(vertexCount));
  return buildAdjacency(vertexCount, from, to);
}

/** Random k-partite, parts of near equal size and numbers shuffled, with one clique across all parts: χ = parts. */
export function plantedPartition(vertexCount: number, parts: number, density: number, seed: number): Adjacency {
  const random = new Random(seed);
  const part = random.permutation(vertexCount).map(place => place % parts);
  const clique = new Set(Array.from({ length: parts }, (_, p) => part.indexOf(p)));
  return graphByRelation(
    vertexCount,
    (a, b) => part[a] !== part[b] && (random.next() < density || (clique.has(a) && clique.has(b))),
  );
}

/**
 * Leighton's way (1979): k parts, and cliques of all sizes from k to 2 across them in turn until `edges` is reached, so that the graph has
 * a clique of k and χ = k (DIMACS `le450_k`).
 */
export function leighton(vertexCount: number, k: number, edges: number, seed: number): Adjacency {
  const random = new Random(seed);
  const part = random.permutation(vertexCount).map(place => place % k);
  const members = Array.from({ length: k }, (_, p) => [...part.keys()].filter(v => part[v] === p));
  const found = new Set<number>();
  for (let size = k; found.size < edges; size = size > 2 ? size - 1 : k) {
    const clique = random
      .permutation(k)
      .slice(0, size)
      .map(p => {
        const choices = members[p] as number[];
        return choices[random.below(choices.length)] as number;
      });
    for (const a of clique) for (const b of clique) if (a < b) found.add(a * vertexCount + b);
  }
  return graphOf(
    vertexCount,
    [...found].map((key): Edge => [Math.floor(key / vertexCount), key % vertexCount]),
  );
}

/** Points in the unit square, neighbours when nearer than `radius` (DIMACS `R`, `DSJR`), or, `inverted`, when not. */
export function geometricGraph(vertexCount: number, radius: number, inverted: boolean, seed: number): Adjacency {
  const random = new Random(seed);
  const points = Array.from({ length: vertexCount }, () => [random.next(), random.next()] as const);
  return graphByRelation(vertexCount, (a, b) => {
    const [p, q] = [points[a] as readonly [number, number], points[b] as readonly [number, number]];
    return Math.hypot(p[0] - q[0], p[1] - q[1]) < radius !== inverted;
  });
}

/** Like a school's timetable: `blocks` of lessons, each lesson in a slot, and pupils who take one lesson of each slot. */
export function timetable(lessons: number, slots: number, pupils: number, seed: number): Adjacency {
  const random = new Random(seed);
  const slot = random.permutation(lessons).map(place => place % slots);
  const choices = Array.from({ length: slots }, (_, s) => [...slot.keys()].filter(v => slot[v] === s));
  const edges: Edge[] = [];
  for (let pupil = 0; pupil < pupils; pupil++) {
    const year = random.below(4);
    const taken = choices.map(some => {
      const width = Math.ceil(some.length / 4);
      return some[Math.min(some.length - 1, year * width + random.below(width))] as number;
    });
    for (let i = 0; i < taken.length; i++)
      for (let j = 0; j < i; j++) edges.push([taken[j] as number, taken[i] as number]);
  }
  return graphOf(lessons, edges);
}

/** The same graph with vertex `v` renamed `names[v]`. */
export function relabel(graph: Adjacency, names: readonly number[]): Adjacency {
  const edges: Edge[] = [];
  for (let v = 0; v < graph.vertexCount; v++) {
    for (const w of rowOf(graph, v)) if (v < w) edges.push([names[v] as number, names[w] as number]);
  }
  return graphOf(graph.vertexCount, edges);
}

/** Vertices of several graphs side by side, without edges between them. */
export function disjointUnion(...graphs: readonly Adjacency[]): Adjacency {
  const edges: Edge[] = [];
  let start = 0;
  for (const graph of graphs) {
    for (let v = 0; v < graph.vertexCount; v++) {
      for (const w of rowOf(graph, v)) if (v < w) edges.push([start + v, start + w]);
    }
    start += graph.vertexCount;
  }
  return graphOf(start, edges);
}

export function rowOf(graph: Adjacency, v: number): Int32Array {
  return graph.neighbours.subarray(graph.offsets[v], graph.offsets[v + 1]);
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
