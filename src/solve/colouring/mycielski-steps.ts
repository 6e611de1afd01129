/**
 * The steps that `grow-mycielskian.ts` can take from a subgraph, likeliest first.
 * One layer: for each member all its possible copies ("twins") are listed, and every vertex that sees one of each is an
 * apex. More layers: towards each possible apex, each layer takes the copies that stand nearest to it.
 * Vertices are numbered by falling degree, so that low numbers go first.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, degreeOf } from '../graph/adjacency.ts';
import type { RandomNumbers } from '../random-numbers.ts';
import type { MycielskiStep } from './colouring.ts';
import { WalkLengths } from './walk-lengths.ts';

/** Each vertex of a subgraph, and its neighbours there. */
export type Links = ReadonlyMap<number, ReadonlySet<number>>;

/** Of the apexes of a single layer only so many of high degree are looked at. */
const mostApexes = 32;

/** How far to look in one round of steps. */
export interface Round {
  /** Elementary steps in all. */
  readonly steps: number;
  /** Steps taken from each subgraph. */
  readonly width: number;
  readonly mostLayers: number;
}

interface Candidate {
  readonly step: MycielskiStep;
  /** The least score of the new vertices: older vertices have high ones. */
  readonly weight: number;
}

/** Lists the steps that lead on from a subgraph. */
export class MycielskiSteps {
  stepsLeft = 0;
  readonly #graph: Adjacency;
  readonly #scores: Float64Array;
  readonly #rowWords: number;
  /** The adjacency matrix. */
  readonly #bits: Int32Array;
  /** How many members, from the first on, have a twin that this vertex is a neighbour of. */
  readonly #reached: Int32Array;
  readonly #walks: WalkLengths;

  /** `scores`: of each vertex. */
  constructor(graph: Adjacency, scores: Float64Array) {
    const { vertexCount, offsets, neighbours } = graph;
    this.#graph = graph;
    this.#scores = scores;
    this.#rowWords = (vertexCount + 31) >> 5;
    this.#bits = new Int32Array(vertexCount * this.#rowWords);
    for (let v = 0; v < vertexCount; v++) {
      for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
        this.#bits[v * this.#rowWords + (neighbours[i]! >> 5)]! |= 1 << (neighbours[i]! & 31);
      }
    }
    this.#reached = new Int32Array(vertexCount);
    this.#walks = new WalkLengths(graph);
  }

  /**
   * A clique that holds both ends of an edge, ascending; it grows by the lowest vertex that all others are neighbours
   * of, or by any.
   */
  extendEdge(v: number, w: number, random?: RandomNumbers): number[] {
    const clique = [v, w];
    let open = this.#commonNeighbours(clique);
    while (open.length > 0) {
      const next = open[random === undefined ? 0 : random.below(open.length)]!;
      clique.push(next);
      open = open.filter(u => u !== next && this.#areAdjacent(u, next));
    }
    return clique.sort((a, b) => a - b);
  }

  /** As many as the round allows; where `isLast`, any one. */
  find(links: Links, { width, mostLayers }: Round, isLast: boolean): MycielskiStep[] {
    const found = this.#findWithOneLayer(links);
    if (found.length === 0 && mostLayers > 1) found.push(...this.#findWithMore(links, mostLayers, isLast));
    found.sort((a, b) => a.step.layers.length - b.step.layers.length || b.weight - a.weight);
    return found.slice(0, width).map(({ step }) => step);
  }

  #findWithOneLayer(links: Links): Candidate[] {
    const { offsets, neighbours, vertexCount } = this.#graph;
    const reached = this.#reached.fill(0);
    this.stepsLeft -= vertexCount;
    const members = Int32Array.from(links.keys());
    const twins: number[][] = [];
    for (const near of links.values()) {
      const own = this.#commonNeighbours([...near]);
      const before = twins.length;
      let isAnyLeft = false;
      for (const u of own) {
        for (let i = offsets[u]!, stop = offsets[u + 1]!; i < stop; i++) {
          const w = neighbours[i]!;
          if (reached[w] !== before) continue;
          reached[w] = before + 1;
          isAnyLeft = true;
        }
        this.stepsLeft -= degreeOf(this.#graph, u);
      }
      if (!isAnyLeft || this.stepsLeft <= 0) return [];
      twins.push(own);
    }
    const candidates: Candidate[] = [];
    for (let apex = 0; apex < vertexCount && candidates.length < mostApexes; apex++) {
      if (reached[apex] !== members.length) continue;
      const isNear = (u: number): boolean => this.#areAdjacent(u, apex);
      const layer = members.map((v, i) => (isNear(v) ? v : twins[i]!.find(isNear)!));
      candidates.push(this.#weigh({ members, layers: [layer], apex }));
    }
    return candidates;
  }

  #findWithMore(links: Links, mostLayers: number, isLast: boolean): Candidate[] {
    const members = Int32Array.from(links.keys());
    const places = new Map(Array.from(members, (v, i) => [v, i]));
    const near = Array.from(links.values(), set => Int32Array.from(set, v => places.get(v)!));
    const candidates: Candidate[] = [];
    for (let apex = 0; apex < this.#graph.vertexCount && this.stepsLeft > 0; apex++) {
      for (const parity of [0, 1]) {
        const layers = this.#layTowards(apex, parity, members, near, mostLayers);
        if (layers !== undefined) candidates.push(this.#weigh({ members, layers, apex }));
      }
      if (isLast && candidates.length > 0) break;
    }
    return candidates;
  }

  /**
   * Layers from the members to the neighbours of the apex; undefined where some copies cannot come nearer by one each
   * time. `parity`: of the number of layers plus one.
   */
  #layTowards(
    apex: number,
    parity: number,
    members: Int32Array,
    near: readonly Int32Array[],
    mostLayers: number,
  ): Int32Array[] | undefined {
    const lengths = this.#walks.to(apex);
    const { offsets, neighbours } = this.#graph;
    const farthest = members.reduce((most, v) => Math.max(most, lengths[2 * v + parity]!), 0);
    this.stepsLeft -= members.length;
    if (farthest < 2 || farthest > mostLayers + 1) return undefined;
    const layers: Int32Array[] = [];
    let below = members;
    for (let allowed = farthest - 1; allowed > 0; allowed--) {
      const side = (parity + farthest - allowed) & 1;
      const layer = new Int32Array(members.length);
      for (let i = 0; i < members.length; i++) {
        const seen = near[i]!;
        let narrow = below[seen[0]!]!;
        for (const j of seen) if (degreeOf(this.#graph, below[j]!) < degreeOf(this.#graph, narrow)) narrow = below[j]!;
        let nearest = -1;
        let least = allowed + 1;
        for (let k = offsets[narrow]!, stop = offsets[narrow + 1]!; k < stop; k++) {
          const u = neighbours[k]!;
          if (lengths[2 * u + side]! < least && this.#seesAll(u, seen, below)) {
            nearest = u;
            least = lengths[2 * u + side]!;
          }
        }
        this.stepsLeft -= degreeOf(this.#graph, narrow) + seen.length;
        if (nearest < 0) return undefined;
        layer[i] = nearest;
      }
      layers.push(layer);
      below = layer;
    }
    return layers;
  }

  #seesAll(u: number, places: Int32Array, layer: Int32Array): boolean {
    for (const i of places) if (!this.#areAdjacent(u, layer[i]!)) return false;
    return true;
  }

  #weigh(step: MycielskiStep): Candidate {
    let weight = this.#scores[step.apex]!;
    for (const layer of step.layers) for (const v of layer) weight = Math.min(weight, this.#scores[v]!);
    return { step, weight };
  }

  #areAdjacent(a: number, b: number): boolean {
    this.stepsLeft--;
    return (this.#bits[a * this.#rowWords + (b >> 5)]! & (1 << (b & 31))) !== 0;
  }

  /** Ascending. */
  #commonNeighbours(vertices: readonly number[]): number[] {
    const { offsets, neighbours } = this.#graph;
    const narrow = vertices.reduce((a, b) => (degreeOf(this.#graph, b) < degreeOf(this.#graph, a) ? b : a));
    this.stepsLeft -= 20 + degreeOf(this.#graph, narrow);
    return [...neighbours.subarray(offsets[narrow], offsets[narrow + 1])].filter(u =>
      vertices.every(v => v === narrow || this.#areAdjacent(u, v)),
    );
  }
}
