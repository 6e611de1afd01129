/**
 * A lower bound above the clique: generalised Mycielskians inside the graph.
 *
 * Problem    Find a subgraph that needs more colours than a largest clique has vertices.
 * Input      A graph and a clique.
 * Result     Steps, each of which makes a subgraph that needs one colour more than the one before.
 * Guarantee  The bound holds, and the steps can be checked one by one. That there is no better one is not claimed.
 * Time       Bounded by the steps allowed. Space O(n²) bytes at most.
 * Source     E. Hebrard, G. Katsirelos, Clause learning and new bounds for graph coloring, IJCAI 2018, section 4; J.
 *            Mycielski, Sur le coloriage des graphes, Colloquium Mathematicum 3, 1955. For more than one layer: M.
 *            Stiebitz, Beiträge zur Theorie der färbungskritischen Graphen, TH Ilmenau 1985; proof in J. Matoušek,
 *            Using the Borsuk–Ulam Theorem, 2003.
 * Why        Let H need k colours, because it has a homomorphic image of a clique on which steps were taken. A step
 *            lays copies of H's vertices over it in layers; each sees, of the layer before, the copies of what its
 *            original sees in H. With an apex that sees the last layer, k + 1 colours are needed. Copies may be one and
 *            the same vertex.
 * Deviation  Begun from cliques around many edges. Layers are laid greedily, each nearer to the apex by one.
 * Ties       By degree, since in Mycielskians the older vertices have high ones, then by numbers of walks; by number
 *            only where those agree.
 * Letters    S_v → `twins`; the edges of H → `Links`.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import { type Adjacency, induceSubgraph } from '../graph/adjacency.ts';
import { RandomNumbers } from '../random-numbers.ts';
import type { Mycielskian, MycielskiStep } from './colouring.ts';
import { type Links, MycielskiSteps, type Round } from './mycielski-steps.ts';
import { type Component, peel } from './peel.ts';
import { scoreByWalks } from './score-by-walks.ts';

/** In larger graphs the steps allowed would not lead far. */
const mostVertices = 8_192;
/** At first only the likeliest step with one layer is taken each time, then with more. Half a second in all. */
const rounds: readonly Round[] = [
  { steps: 10_000_000, width: 1, mostLayers: 1 },
  { steps: 40_000_000, width: 1, mostLayers: 16 },
  { steps: 60_000_000, width: 3, mostLayers: 16 },
];
/** Among larger cliques more layers take long and lead nowhere. */
const mostForLayers = 3;
/** How often it begins from each edge. */
const mostPasses = 20;

/** The number of colours that a Mycielskian needs at least. */
export function boundOf({ clique, steps }: Mycielskian): number {
  return clique.length + steps.length;
}

/** The vertices of the last subgraph, ascending. */
export function verticesOf({ clique, steps }: Mycielskian): Int32Array {
  const last = steps.at(-1);
  if (last === undefined) return clique;
  return Int32Array.from(new Set([...last.members, ...last.layers.flatMap(layer => [...layer]), last.apex])).sort();
}

/** The best one found in the part of the graph that makes `enough - 1` colours hard; stops at `enough` colours. */
export function growMycielskian(graph: Adjacency, clique: Int32Array, enough: number, budget: Budget): Mycielskian {
  // The vertices that peel takes away would lead astray.
  const core = peel(graph, enough - 1, budget)?.components.at(-1);
  return core === undefined ? { clique, steps: [] } : growWithin(core, clique, enough, budget);
}

/** The best one met in a subgraph, beginning with cliques around each edge of not much fewer vertices than `clique`. */
export function growWithin(core: Component, clique: Int32Array, enough: number, budget: Budget): Mycielskian {
  let best: Mycielskian = { clique, steps: [] };
  const { graph, vertices } = core;
  if (graph.vertexCount > mostVertices) return best;
  const scores = scoreByWalks(graph);
  const ranks = vertices.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const order = ranks.map(i => vertices[i]!);
  const ranked = induceSubgraph(graph, ranks);
  const finder = new MycielskiSteps(
    ranked,
    Float64Array.from(ranks, i => scores[i]!),
  );

  const isOver = (): boolean => boundOf(best) >= enough || finder.stepsLeft <= 0;
  const grow = (start: readonly number[], links: Links, steps: readonly MycielskiStep[], round: Round): void => {
    if (start.length + steps.length > boundOf(best)) best = inNumbersOf(order, start, steps);
    if (isOver()) return;
    for (const step of finder.find(links, round, start.length + steps.length + 1 >= enough)) {
      if (isOver()) return;
      grow(start, addStep(links, step), [...steps, step], round);
    }
  };
  for (const round of clique.length > mostForLayers ? rounds.slice(0, 1) : rounds) {
    finder.stepsLeft = round.steps;
    const tried = new Set<string>();
    for (let pass = 0, before = -1; pass < mostPasses && tried.size > before; pass++) {
      before = tried.size;
      const random = pass < 2 ? undefined : new RandomNumbers(pass);
      for (const [v, w] of pass === 0 ? matchingOf(ranked) : edgesOf(ranked)) {
        if (isOver() || budget.isSpent()) break;
        const start = finder.extendEdge(v, w, random);
        const key = start.join();
        if (start.length + 1 < clique.length || tried.has(key)) continue;
        tried.add(key);
        grow(start, linksOf(start), [], round);
      }
    }
  }
  return best;
}

/** Of the edges, in their order, those that have no end in common with one before. */
function* matchingOf(graph: Adjacency): Generator<readonly [number, number]> {
  const isMet = new Uint8Array(graph.vertexCount);
  for (const edge of edgesOf(graph)) {
    if (edge.some(v => isMet[v] === 1)) continue;
    for (const v of edge) isMet[v] = 1;
    yield edge;
  }
}

/** Those between low numbers first. */
function* edgesOf({ vertexCount, offsets, neighbours }: Adjacency): Generator<readonly [number, number]> {
  for (let v = 0; v < vertexCount; v++) {
    for (let i = offsets[v]!, stop = offsets[v + 1]!; i < stop && neighbours[i]! < v; i++) yield [v, neighbours[i]!];
  }
}

function linksOf(clique: readonly number[]): Links {
  return new Map(clique.map(v => [v, new Set(clique.filter(w => w !== v))]));
}

/** Only those edges that the argument asks for. */
function addStep(links: Links, { members, layers, apex }: MycielskiStep): Links {
  const result = new Map(Array.from(links, ([v, near]) => [v, new Set(near)]));
  const link = (a: number, b: number): void => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = result.get(from);
      if (known === undefined) result.set(from, new Set([to]));
      else known.add(to);
    }
  };
  const places = new Map(Array.from(members, (v, i) => [v, i]));
  let below = members;
  for (const layer of layers) {
    for (const [v, near] of links) for (const u of near) link(layer[places.get(v)!]!, below[places.get(u)!]!);
    below = layer;
  }
  for (const copy of below) link(copy, apex);
  return result;
}

function inNumbersOf(order: Int32Array, clique: readonly number[], steps: readonly MycielskiStep[]): Mycielskian {
  const rename = (vertices: Int32Array): Int32Array => vertices.map(v => order[v]!);
  return {
    clique: rename(Int32Array.from(clique)).sort(),
    steps: steps.map(({ members, layers, apex }) => ({
      members: rename(members),
      layers: layers.map(rename),
      apex: order[apex]!,
    })),
  };
}
