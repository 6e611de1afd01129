/**
 * Lower bounds beyond the clique: numbers of colours that a short complete search rules out.
 *
 * Problem    Given that `lower` colours are needed, show that even they do not suffice, and so on upwards.
 * Input      A graph, a proved lower bound, the best colouring and its number of colours, a large clique.
 * Result     A bound that is at least as good; what cannot be coloured with fewer; and, where a search met a colouring
 *            instead, that colouring, which then meets the bound.
 * Guarantee  The bound is proved, by complete search on what `peel` leaves.
 * Time       Bounded: a search for each number of colours, until one does not end.
 * Source     `exact-colouring.ts`, `peel.ts`.
 * Ties       Those of the searches.
 */

import type { Budget } from '../budget.ts';
import type { Adjacency } from '../graph/adjacency.ts';
import { type Decided, decideColouring } from './decide-colouring.ts';

/** Steps for each number of colours: about a fifth of a second. */
const steps = 60_000_000;

/** A lower bound, what proves it, and what came up on the way. */
export interface Raised {
  readonly bound: number;
  /** Vertices that need as many colours as the bound says; empty where it was not raised. */
  readonly conflict: Int32Array;
  readonly found: Decided | undefined;
}

/** Raises a bound by short complete searches, from `lower` on and below `upper`; `start` is any legal colouring. */
export function raiseBound(
  graph: Adjacency,
  lower: number,
  upper: number,
  start: Int32Array,
  clique: Int32Array,
  budget: Budget,
): Raised {
  let bound = lower;
  let conflict = new Int32Array(0);
  // Whether one colour fewer than the best will do is a longer search, and the caller's.
  while (bound < upper - 1 && !budget.isSpent()) {
    const decided = decideColouring(graph, bound, start, budget, {
      seed: 1,
      tabu: false,
      clique,
      steps,
    });
    if (decided.kind === 'coloured') return { bound, conflict, found: decided };
    if (decided.kind === 'unknown') break;
    conflict = Int32Array.from(decided.conflict);
    bound++;
  }
  return { bound, conflict, found: undefined };
}
