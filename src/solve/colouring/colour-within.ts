/**
 * Do these colours suffice? With a reason where they do not.
 *
 * Problem    List colouring with a given set of colours.
 * Input      A graph, lists, the colours that may be used, a colouring to repair, how long to look.
 * Result     A colouring; or vertices that cannot be coloured with these colours, even on their own; or, where nothing
 *            was decided, the vertices that were left in conflict.
 * Guarantee  A refutation is by propagation, or by a complete search on what is left when vertices with more colours
 *            than neighbours are set aside.
 * Time       O((n + m + lists) log n), and the steps allowed. Space O(lists).
 * Source     Forward checking with conflict sets: P. Prosser, Hybrid algorithms for the constraint satisfaction
 *            problem, Computational Intelligence 9(3), 1993; the repair is `repair-by-lists.ts`, the search
 *            `list-search.ts`.
 * Ties       By number.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, induceSubgraph } from '../graph/adjacency.ts';
import { colourByCandidates } from './colour-by-candidates.ts';
import type { CandidateLists } from './colouring.ts';
import { ListSearch } from './list-search.ts';
import { peelLists } from './peel-lists.ts';
import { propagateLists } from './propagate-lists.ts';
import { ListRepair } from './repair-by-lists.ts';
import { restrictColours, restrictVertices } from './restrict-lists.ts';

/** What is known of a set of colours. */
export type Suffices =
  | { readonly kind: 'coloured'; readonly colours: Int32Array }
  | { readonly kind: 'impossible'; readonly vertices: Int32Array }
  | { readonly kind: 'unknown'; readonly wrong: Int32Array };

/** Steps of each kind of search. */
export interface Effort {
  readonly repair: number;
  readonly search: number;
}

const noVertices = new Int32Array(0);
/** Entries of the table that a complete search keeps: beyond, none is begun. */
const largestTable = 4_000_000;
/** With more vertices without a colour than that, the old colouring is nearer to a legal one than the greedy one. */
const fewMissing = 20;

/** `start`: a colouring, whose colours may be others than the allowed ones. */
export function colourWithin(
  graph: Adjacency,
  lists: CandidateLists,
  allowed: Uint8Array,
  start: Int32Array,
  effort: Effort,
): Suffices {
  const narrow = restrictColours(lists, allowed);
  if (narrow === undefined) return { kind: 'impossible', vertices: findEmptied(lists, allowed) };
  const propagated = propagateLists(graph, narrow);
  if (propagated.conflict !== undefined) return { kind: 'impossible', vertices: propagated.conflict };
  const easy = peelLists(graph, propagated.lists);
  if (easy.kernel.length === 0) return { kind: 'coloured', colours: easy.extend(noVertices) };
  const greedy = colourByCandidates(graph, narrow, allowed.length);
  if (!greedy.includes(-1)) return { kind: 'coloured', colours: greedy };
  const repair = new ListRepair(graph, propagated.lists, countMissing(greedy) < fewMissing ? greedy : start, 1);
  if (repair.advance(effort.repair)) return { kind: 'coloured', colours: repair.colours };
  const unknown: Suffices = { kind: 'unknown', wrong: repair.wrong };
  if (effort.search === 0 || easy.kernel.length * allowed.length > largestTable) return unknown;
  const search = new ListSearch(
    induceSubgraph(graph, easy.kernel),
    restrictVertices(propagated.lists, easy.kernel),
    allowed.length,
    allowed.length,
  );
  const decision = search.advance(effort.search);
  if (decision === 'unknown') return unknown;
  if (decision === 'impossible') return { kind: 'impossible', vertices: propagated.explain(easy.kernel) };
  return { kind: 'coloured', colours: easy.extend(search.colours) };
}
function countMissing(colours: Int32Array): number {
  return colours.reduce((count, colour) => count + (colour < 0 ? 1 : 0), 0);
}

/** The first vertex none of whose candidates is allowed. */
function findEmptied({ offsets, colours }: CandidateLists, allowed: Uint8Array): Int32Array {
  for (let v = 0; v + 1 < offsets.length; v++) {
    if (!colours.subarray(offsets[v], offsets[v + 1]).some(c => allowed[c] === 1)) return Int32Array.of(v);
  }
  return noVertices;
}
