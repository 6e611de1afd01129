/**
 * Problem    How few moves can a plan with the fewest links have?
 * Input      An instance with a previous plan, the fewest links that are possible, and a plan with so many.
 * Result     The least number of moves, certified, and the best plan met on the way (its labels are not looked at).
 * Method     The dual bound of one objective in which a link outweighs all moves, staying being a gain of the
 *            candidate.
 * Guarantee  No plan with so few links moves fewer nodes; the bound is summed in whole numbers, see `shares/sweep.ts`.
 * Time       At most `mostSweeps` sweeps of the dual bound, ended by the budget.
 */

import type { Budget } from '../budget.ts';
import { completePlan } from './core.ts';
import { LinkSearch } from './link-search.ts';
import { sweepAndDecode } from './minimise-links.ts';
import type { PlacementInstance } from './placement-instance.ts';
import { reduce } from './reduce.ts';

const mostSweeps = 64;
const mostExact = 2 ** 48;

/** The least number of moves of a plan with so few links, and the best plan met; 0 where that says nothing. */
export function boundMoves(
  instance: PlacementInstance,
  links: number,
  plan: Int32Array,
  budget: Budget,
): { atLeast: number; plan: Int32Array } {
  const perLink = instance.nodeCount + 1;
  const core = reduce(instance, { scale: perLink, stay: 1 });
  if (core.totalWeight > mostExact) return { atLeast: 0, plan };
  const search = new LinkSearch(core);
  search.offer(
    Int32Array.from(core.original, node => plan[node] ?? -1),
    search.openComponents(),
  );
  sweepAndDecode(search, mostSweeps, budget);
  return { atLeast: search.links().atLeast - perLink * links, plan: completePlan(core, search.choice) };
}
