/**
 * A small reason for an impossible list colouring: vertices that cannot be coloured even on their own. Leaving any one
 * of them out makes it possible, as far as the searches for that ended.
 *
 * Problem    Given vertices that cannot be coloured together, leave out as many as possible while that stays so.
 * Input      A graph, a list of colours for each vertex, how many colours there are, the vertices.
 * Result     Vertices of the given ones, ascending, impossible together.
 * Guarantee  What is left is impossible, by complete search; that it is minimal rests on searches that may not have
 *            ended.
 * Time       Bounded: at most 200,000 steps for each vertex; more than 400 vertices are first halved as long as that
 *            goes.
 * Source     The deletion filter of J. W. Chinneck, E. W. Dravnieks, Locating minimal infeasible constraint sets in
 *            linear programs, ORSA Journal on Computing 3(2), 1991, on vertices instead of constraints.
 * Ties       The lowest numbers are left out first.
 */
import { type Adjacency, induceSubgraph } from '../graph/adjacency.ts';
import type { CandidateLists } from './colouring.ts';
import { ListSearch } from './list-search.ts';
import { restrictVertices } from './restrict-lists.ts';

const mostToFilter = 400;
const steps = 200_000;
/** Steps for a large part; it must be shown impossible as a whole. */
const stepsOfPart = 5_000_000;

/** `vertices`: ascending, and known to be impossible together. */
export function shrinkConflict(
  graph: Adjacency,
  lists: CandidateLists,
  available: number,
  vertices: Int32Array,
): Int32Array {
  const isImpossible = (part: Int32Array, limit: number): boolean =>
    new ListSearch(induceSubgraph(graph, part), restrictVertices(lists, part), available, available).advance(limit) ===
    'impossible';
  let kept = vertices;
  // Leave out a half, a quarter, … of what is left, until few enough are left to go one by one.
  for (let part = kept.length >> 1; kept.length > mostToFilter && part > 0; part >>= 1) {
    for (let start = 0; start < kept.length && kept.length > mostToFilter; ) {
      const without = kept.filter((_, i) => i < start || i >= start + part);
      if (isImpossible(without, stepsOfPart)) kept = without;
      else start += part;
    }
  }
  if (kept.length > mostToFilter) return kept;
  for (const v of [...kept]) {
    const without = kept.filter(w => w !== v);
    if (isImpossible(without, steps)) kept = without;
  }
  return kept;
}
