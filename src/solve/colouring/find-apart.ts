/**
 * Vertices no two of which can share a colour, since they are neighbours or have no candidate in common: as many
 * colours are needed as there are. It is a clique in the graph with an edge added between vertices of disjoint lists.
 *
 * Problem    Find many vertices of which each two must differ in colour.
 * Input      A graph, a list of colours for each vertex, a clique.
 * Result     Such vertices, ascending, at least as many as the clique has.
 * Guarantee  The pairs hold; that there are no more is not claimed.
 * Time       Bounded: with many vertices only the 400 with the shortest lists, and those of `clique`, are looked at.
 * Source     Folklore (a candidate list is a clique on the other colours); the search is `find-clique.ts`.
 * Ties       Shortest list, then lowest number.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, areAdjacent, buildAdjacency } from '../graph/adjacency.ts';
import type { CandidateLists } from './colouring.ts';
import { CliqueSearch } from './find-clique.ts';
import { shareCandidate } from './restrict-lists.ts';

const mostVertices = 400;
const steps = 4_000_000;

export function findApart(graph: Adjacency, lists: CandidateLists, clique: Int32Array): Int32Array {
  const length = (v: number): number => lists.offsets[v + 1]! - lists.offsets[v]!;
  const shortest = Int32Array.from({ length: graph.vertexCount }, (_, v) => v)
    .sort((a, b) => length(a) - length(b) || a - b)
    .subarray(0, mostVertices);
  const members = [...new Set([...clique, ...shortest])].sort((a, b) => a - b);
  const from: number[] = [];
  const to: number[] = [];
  for (let i = 0; i < members.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [members[j] as number, members[i] as number];
      if (shareCandidate(lists, a, b) && !areAdjacent(graph, a, b)) continue;
      from.push(j);
      to.push(i);
    }
  }
  const search = new CliqueSearch(buildAdjacency(members.length, Int32Array.from(from), Int32Array.from(to)));
  search.advance(steps);
  const found = search.clique.map(i => members[i] as number);
  return found.length > clique.length ? found : clique;
}
