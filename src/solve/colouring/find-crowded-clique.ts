/**
 * A clique that has fewer candidates, all its lists together, than vertices: no colouring can exist, and a person sees
 * why. Backtracking would try all ways to seat the colours before it noticed.
 *
 * Problem    Find a clique Q' with |∪ lists of Q'| < |Q'| among cliques grown greedily from each vertex.
 * Input      A graph, a list of colours for each vertex, a large clique.
 * Result     The vertices of Q', ascending, or none found.
 * Guarantee  What is found is a proof; finding nothing proves nothing.
 * Time       O(Δ² + |Q| · lists of Q) for each of at most 2,000 starts.
 * Source     P. Hall, On representatives of subsets, Journal of the London Mathematical Society 10, 1935: such a Q'
 *            exists inside Q exactly when Q has no system of different candidates; found by augmenting paths (Kuhn
 *            1955).
 * Ties       The given clique first, then the start with the lowest number.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, areAdjacent, degreeOf } from '../graph/adjacency.ts';
import type { CandidateLists } from './colouring.ts';

const mostStarts = 2_000;

/**
 * The vertices of a clique that has too few candidates, ascending; undefined where none is found. `clique`: a large
 * one.
 */
export function findCrowdedClique(
  graph: Adjacency,
  lists: CandidateLists,
  largest: Int32Array,
): Int32Array | undefined {
  const crowded = findCrowded([...largest], lists);
  if (crowded !== undefined) return crowded;
  for (let v = 0; v < Math.min(graph.vertexCount, mostStarts); v++) {
    const found = findCrowded(growClique(graph, lists, v), lists);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** From `first`, always the common neighbour with the shortest list, then of highest degree. */
function growClique(graph: Adjacency, lists: CandidateLists, first: number): number[] {
  const length = (v: number): number => lists.offsets[v + 1]! - lists.offsets[v]!;
  let open = [...graph.neighbours.subarray(graph.offsets[first], graph.offsets[first + 1])];
  open.sort((a, b) => length(a) - length(b) || degreeOf(graph, b) - degreeOf(graph, a) || a - b);
  const clique = [first];
  while (open.length > 0) {
    const next = open[0]!;
    clique.push(next);
    open = open.filter(v => v !== next && areAdjacent(graph, v, next));
  }
  return clique;
}

/** The vertices of the clique that the first one without a candidate of its own could be exchanged with. */
function findCrowded(clique: readonly number[], lists: CandidateLists): Int32Array | undefined {
  const ownerOf = new Map<number, number>();
  const colourOf = new Map<number, number>();
  for (const start of clique) {
    // Breadth first over alternating paths: a vertex wants a colour, whose owner would have to take another.
    const reached = [start];
    const cameFrom = new Map<number, number>();
    let end: number | undefined;
    for (let i = 0; i < reached.length && end === undefined; i++) {
      const v = reached[i] as number;
      for (let j = lists.offsets[v]!; j < lists.offsets[v + 1]! && end === undefined; j++) {
        const colour = lists.colours[j]!;
        if (cameFrom.has(colour)) continue;
        cameFrom.set(colour, v);
        const owner = ownerOf.get(colour);
        if (owner === undefined) end = colour;
        else reached.push(owner);
      }
    }
    if (end === undefined) return Int32Array.from(reached).sort();
    for (let colour: number | undefined = end; colour !== undefined; ) {
      const v = cameFrom.get(colour) as number;
      const given = colourOf.get(v);
      colourOf.set(v, colour);
      ownerOf.set(colour, v);
      colour = given;
    }
  }
  return undefined;
}
