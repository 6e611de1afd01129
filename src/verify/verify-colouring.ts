/**
 * Checks a colouring solution against the graph, without trusting anything that the solvers computed.
 * What it cannot check is a bound proved by complete search; that rests on the search.
 * O(n + m + clique²) time.
 */

import { lowerBound as firstFrom } from '../base/search.ts';
import { isBipartite } from './is-bipartite.ts';
import { type ColourLists, type ListProofClaim, verifyListBound } from './verify-list-bound.ts';

/**
 * A graph in compressed rows: the neighbours of `v` are `neighbours[offsets[v]]` and on, ascending, in both directions.
 */
export interface VerifiedGraph {
  readonly vertexCount: number;
  readonly offsets: Int32Array;
  readonly neighbours: Int32Array;
}

/** What a colouring claims, as far as it can be checked. */
export interface ColouringClaim {
  readonly kind: 'coloured' | 'impossible' | 'unknown';
  readonly colours: Int32Array;
  readonly count: number;
  readonly lowerBound: number;
  readonly boundBy: string;
  readonly mycielskian?: MycielskianClaim | undefined;
  readonly listProof?: ListProofClaim | undefined;
  readonly optimal: boolean;
  readonly clique: Int32Array;
}

/** A clique, and steps each of which makes a subgraph that needs one colour more. */
interface MycielskianClaim {
  readonly clique: Int32Array;
  readonly steps: readonly {
    readonly members: Int32Array;
    readonly layers: readonly Int32Array[];
    readonly apex: number;
  }[];
}

/** What is wrong with the solution, a sentence each; empty when all holds. Vertices are named by number. */
export function verifyColouring(
  graph: VerifiedGraph,
  solution: ColouringClaim,
  available: number = Number.POSITIVE_INFINITY,
  candidates?: ColourLists,
): string[] {
  return [
    ...checkColours(graph, solution, candidates),
    ...checkClique(graph, solution.clique),
    ...checkBounds(solution, available),
    ...(solution.boundBy === 'odd cycle' && hasNoOddCycle(graph) ? ['there is no odd cycle'] : []),
    ...(solution.boundBy === 'mycielskian' ? checkMycielskian(graph, solution) : []),
    ...checkListProof(graph, solution, candidates),
  ];
}

function checkColours(graph: VerifiedGraph, { colours, count }: ColouringClaim, candidates?: ColourLists): string[] {
  if (colours.length === 0 && count === 0) return [];
  const wrong: string[] = [];
  if (colours.length !== graph.vertexCount) return [`${colours.length} colours for ${graph.vertexCount} vertices`];
  const used = new Set<number>();
  for (let v = 0; v < graph.vertexCount; v++) {
    const colour = colours[v] ?? -1;
    used.add(colour);
    if (colour < 0) wrong.push(`vertex ${v} has no colour`);
    if (candidates !== undefined) {
      const list = candidates.colours.subarray(candidates.offsets[v], candidates.offsets[v + 1]);
      if (!list.includes(colour)) wrong.push(`vertex ${v} may not have colour ${colour}`);
    }
    for (let i = graph.offsets[v] ?? 0, stop = graph.offsets[v + 1] ?? 0; i < stop; i++) {
      const w = graph.neighbours[i] ?? -1;
      if (v < w && colours[w] === colour) wrong.push(`neighbours ${v} and ${w} both have colour ${colour}`);
    }
  }
  if (used.size !== count) wrong.push(`${used.size} colours are used, not ${count}`);
  return wrong;
}

function checkClique(graph: VerifiedGraph, clique: Int32Array): string[] {
  const wrong: string[] = [];
  for (let i = 0; i < clique.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [clique[j] ?? -1, clique[i] ?? -1];
      if (a === b || !areAdjacent(graph, a, b)) wrong.push(`${a} and ${b} of the clique are not neighbours`);
    }
  }
  return wrong;
}

/**
 * Each step: a copy sees, of the layer before, the copies of what its original sees, and the apex sees the last layer.
 * That this asks for one colour more is a theorem, since all begins with a clique of two or more; see
 * `grow-mycielskian.ts`.
 */
function checkMycielskian(graph: VerifiedGraph, { mycielskian, lowerBound }: ColouringClaim): string[] {
  if (mycielskian === undefined) return ['there is no Mycielskian'];
  const { clique, steps } = mycielskian;
  const wrong = checkClique(graph, clique);
  if (clique.length < 2) wrong.push('the Mycielskian does not begin with an edge');
  if (clique.length + steps.length !== lowerBound) wrong.push('the Mycielskian does not prove the bound');
  let edges = [...clique].flatMap(a => [...clique].filter(b => a !== b).map((b): [number, number] => [a, b]));
  let vertices = new Set(clique);
  for (const { members, layers, apex } of steps) {
    if (members.length !== vertices.size || members.some(v => !vertices.has(v)))
      wrong.push('a step is not about all vertices');
    if (layers.length === 0) wrong.push('a step has no layer');
    let below = new Map(Array.from(members, v => [v, v]));
    const added: [number, number][] = [];
    for (const layer of layers) {
      const copies = new Map(Array.from(members, (v, i) => [v, layer[i] ?? -1]));
      added.push(...edges.map(([a, b]): [number, number] => [copies.get(a) ?? -1, below.get(b) ?? -1]));
      below = copies;
    }
    added.push(...[...below.values()].map((copy): [number, number] => [copy, apex]));
    for (const [a, b] of added) {
      if (a === b || !areAdjacent(graph, a, b)) wrong.push(`${a} and ${b} of the Mycielskian are not neighbours`);
    }
    edges = [...edges, ...added, ...added.map(([a, b]): [number, number] => [b, a])];
    vertices = new Set([...vertices, ...layers.flatMap(layer => [...layer]), apex]);
  }
  return wrong;
}

/** A bound by lists has its proof; see `verify-list-bound.ts` for what of it is recomputed. */
function checkListProof(graph: VerifiedGraph, claim: ColouringClaim, candidates?: ColourLists): string[] {
  const { boundBy, listProof, lowerBound } = claim;
  const isByLists = boundBy === 'apart' || boundBy === 'prices' || boundBy === 'hitting sets';
  if (listProof === undefined) return isByLists ? ['there is no proof from the lists'] : [];
  if (listProof.kind !== boundBy) return [`the proof is by ${listProof.kind}, the bound by ${boundBy}`];
  if (candidates === undefined) return ['there are no lists'];
  return verifyListBound(graph, candidates, lowerBound, listProof, (a, b) => areAdjacent(graph, a, b));
}

function checkBounds(solution: ColouringClaim, available: number): string[] {
  const { kind, count, lowerBound, boundBy, optimal, clique } = solution;
  const wrong: string[] = [];
  const coloured = solution.colours.length > 0 || kind === 'coloured';
  if (coloured && lowerBound > count) wrong.push(`the bound ${lowerBound} is above ${count} colours`);
  if (clique.length > lowerBound) wrong.push(`the bound ${lowerBound} is below the clique of ${clique.length}`);
  if (boundBy === 'clique' && clique.length !== lowerBound) wrong.push('the clique does not prove the bound');
  if (boundBy === 'odd cycle' && lowerBound !== 3) wrong.push('an odd cycle proves a bound of 3');
  if (optimal !== (coloured && count === lowerBound)) wrong.push('"optimal" is not what bound and colours say');
  if (kind === 'coloured' && count > available) wrong.push(`${count} colours, and ${available} are available`);
  return wrong;
}

function hasNoOddCycle({ vertexCount, offsets, neighbours }: VerifiedGraph): boolean {
  return isBipartite(vertexCount, v => neighbours.subarray(offsets[v], offsets[v + 1]));
}

function areAdjacent({ vertexCount, offsets, neighbours }: VerifiedGraph, a: number, b: number): boolean {
  if (!(a >= 0 && a < vertexCount)) return false;
  const end = offsets[a + 1] ?? 0;
  const at = firstFrom(neighbours, b, offsets[a], end);
  return at < end && neighbours[at] === b;
}
