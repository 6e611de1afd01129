/**
 * A lower bound above the clique: generalised Mycielskians inside the graph.
 *
 * Problem    Find a subgraph that needs more colours than a largest clique has vertices.
 * Input      A graph and a clique.
 * Result     Steps, each of which makes a subgraph that needs one colour more than the one before.
 * Guarantee  The bound holds, and a person can check it step by step. That there is no better one is not claimed.
 * Time       O(|H| · m) a step at worst, bounded by the steps allowed. Space O(n).
 * Source     E. Hebrard, G. Katsirelos, Clause learning and new bounds for graph coloring, IJCAI 2018, section 4;
 *            J. Mycielski, Sur le coloriage des graphes, Colloquium Mathematicum 3, 1955.
 * Why        Let H need k colours. A twin of v sees (at least) what v sees in H. If some w is a neighbour of a twin of each v, then H
 *            with w and these twins needs k + 1: in a colouring with k, paint each v that has w's colour like its twin, and H has k - 1.
 * Deviation  Begun from a greedy clique around each edge, not from one. Which w is taken matters: numbering the vertices otherwise may lose steps.
 * Ties       The lowest w; a vertex is its own twin where that will do, else the lowest one is.
 * Letters    S_v → `twins`; the edges of H → `links`.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, areAdjacent, degreeOf } from '../../graph/adjacency.ts';
import type { Deadline } from '../deadline.ts';
import type { Mycielskian, MycielskiStep } from './colouring.ts';

/** Elementary steps in all: a few tenths of a second. To ask whether two vertices are neighbours counts as several. */
const mostSteps = 20_000_000;
const question = 16;

/** The number of colours that a Mycielskian needs at least. */
export function boundOf({ clique, steps }: Mycielskian): number {
  return clique.length + steps.length;
}

/** The vertices of the last subgraph, ascending. */
export function verticesOf({ clique, steps }: Mycielskian): Int32Array {
  const last = steps.at(-1);
  if (last === undefined) return clique;
  return Int32Array.from(new Set([...last.members, ...last.twins, last.apex])).sort();
}

/** The best one met, beginning with cliques around each edge of not much fewer vertices than `clique`; stops at `enough` colours. */
export function growMycielskian(graph: Adjacency, clique: Int32Array, enough: number, deadline: Deadline): Mycielskian {
  const { vertexCount, offsets, neighbours } = graph;
  const growth = new Growth(graph);
  let best: Mycielskian = { clique, steps: [] };
  for (let v = 0; v < vertexCount && !deadline.passed; v++) {
    for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop; i++) {
      const w = neighbours[i]!;
      if (w < v) continue;
      if (growth.stepsLeft <= 0) return best;
      const start = growth.extendEdge(v, w);
      if (start.length + 1 < clique.length) continue;
      const found = { clique: start, steps: growth.grow(start) };
      if (boundOf(found) > boundOf(best)) best = found;
      if (boundOf(best) >= enough) return best;
    }
  }
  return best;
}

class Growth {
  stepsLeft = mostSteps;
  readonly #graph: Adjacency;
  /** How many members, from the first on, have a twin that this vertex is a neighbour of. */
  readonly #reached: Int32Array;

  constructor(graph: Adjacency) {
    this.#graph = graph;
    this.#reached = new Int32Array(graph.vertexCount);
  }

  /** A clique that holds both ends of an edge: always the lowest vertex that all others are neighbours of. */
  extendEdge(v: number, w: number): Int32Array {
    const clique = [v, w];
    let open = this.#commonNeighbours(clique);
    while (open.length > 0) {
      const next = open[0]!;
      clique.push(next);
      open = open.filter(u => u !== next && this.#areAdjacent(u, next));
    }
    return Int32Array.from(clique).sort();
  }

  grow(clique: Int32Array): MycielskiStep[] {
    const steps: MycielskiStep[] = [];
    /** Each vertex of the subgraph, and its neighbours there: only edges that the argument asks for. */
    const links = new Map<number, Set<number>>();
    for (const v of clique) links.set(v, new Set(clique.filter(w => w !== v)));
    while (this.stepsLeft > 0) {
      const step = this.#findStep(links);
      if (step === undefined) break;
      steps.push(step);
      addStep(links, step);
    }
    return steps;
  }

  #findStep(links: ReadonlyMap<number, ReadonlySet<number>>): MycielskiStep | undefined {
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
      if (!isAnyLeft || this.stepsLeft <= 0) return undefined;
      twins.push(own);
    }
    const apex = reached.indexOf(members.length);
    const isNear = (u: number): boolean => this.#areAdjacent(u, apex);
    const chosen = members.map((v, i) => (isNear(v) ? v : (twins[i]?.find(isNear) ?? -1)));
    return { members, twins: chosen, apex };
  }

  #areAdjacent(a: number, b: number): boolean {
    this.stepsLeft -= question;
    return areAdjacent(this.#graph, a, b);
  }

  /** Ascending. */
  #commonNeighbours(vertices: readonly number[]): number[] {
    const { offsets, neighbours } = this.#graph;
    const narrow = vertices.reduce((a, b) => (degreeOf(this.#graph, b) < degreeOf(this.#graph, a) ? b : a));
    return [...neighbours.subarray(offsets[narrow], offsets[narrow + 1])].filter(u =>
      vertices.every(v => v === narrow || this.#areAdjacent(u, v)),
    );
  }
}

function addStep(links: Map<number, Set<number>>, { members, twins, apex }: MycielskiStep): void {
  const link = (a: number, b: number): void => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = links.get(from);
      if (known === undefined) links.set(from, new Set([to]));
      else known.add(to);
    }
  };
  const before = Array.from(members, v => [...(links.get(v) ?? [])]);
  before.forEach((near, i) => {
    for (const x of near) link(twins[i]!, x);
    link(twins[i]!, apex);
  });
}
