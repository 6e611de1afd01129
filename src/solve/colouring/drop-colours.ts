/**
 * Fewer different colours in a list colouring: try to do without one colour after another, the least used first.
 *
 * Problem    Improve a list colouring.
 * Input      A graph, lists, a legal colouring.
 * Result     A legal colouring with as many different colours or fewer.
 * Guarantee  It never gets worse.
 * Time       O(lists + m log list) to set up each try, and a bounded tabu search in it; ends with the budget.
 * Source     Our own; the repair is `repair-by-lists.ts`.
 * Ties       Smallest class, then lowest number.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import type { Adjacency } from '../graph/adjacency.ts';
import type { CandidateLists } from './colouring.ts';
import { ListRepair } from './repair-by-lists.ts';
import { restrictColours } from './restrict-lists.ts';

/** Steps of the tabu search, per vertex, before a colour is kept. */
const stepsPerVertex = 2_000;
const fewestSteps = 200_000;
const turn = 1_000_000;

/** `enough`: a lower bound, at which there is nothing left to gain. */
export function dropColours(
  graph: Adjacency,
  lists: CandidateLists,
  start: Int32Array,
  colourCount: number,
  enough: number,
  budget: Budget,
): Int32Array {
  let colours = start;
  const allowed = new Uint8Array(colourCount);
  for (const c of colours) allowed[c] = 1;
  let classes = leastUsedFirst(colours, allowed);
  for (let i = 0; i < classes.length && classes.length > enough && !budget.isSpent(); i++) {
    const dropped = classes[i]!;
    allowed[dropped] = 0;
    const found = recolourWithout(graph, lists, colours, dropped, allowed, budget);
    if (found === undefined) allowed[dropped] = 1;
    else {
      colours = found;
      allowed.fill(0);
      for (const c of colours) allowed[c] = 1;
      classes = leastUsedFirst(colours, allowed);
      i = -1;
    }
  }
  return colours;
}

function recolourWithout(
  graph: Adjacency,
  lists: CandidateLists,
  colours: Int32Array,
  dropped: number,
  allowed: Uint8Array,
  budget: Budget,
): Int32Array | undefined {
  const narrower = restrictColours(lists, allowed);
  if (narrower === undefined) return undefined;
  const start = colours.map(c => (c === dropped ? -1 : c));
  const search = new ListRepair(graph, narrower, start, 1);
  const enough = Math.max(fewestSteps, stepsPerVertex * Math.min(graph.vertexCount, 100_000));
  for (let steps = 0; steps < enough && !budget.isSpent(); steps += turn) {
    budget.spend(Math.min(turn, enough));
    if (search.advance(Math.min(turn, enough))) return search.colours;
  }
  return undefined;
}

function leastUsedFirst(colours: Int32Array, allowed: Uint8Array): Int32Array {
  const sizes = new Int32Array(allowed.length);
  for (const c of colours) sizes[c]!++;
  return Int32Array.from(allowed.keys())
    .filter(c => sizes[c]! > 0)
    .sort((a, b) => sizes[a]! - sizes[b]! || a - b);
}
