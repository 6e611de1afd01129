// `!` in this file only marks reads of typed arrays inside their bounds.

import type { PlaceProblem } from './place-problem.ts';
import { PlaceState } from './place-state.ts';
import type { FoundPlan } from './search-place.ts';

/**
 * The plan in which every node stays where it is, where each has a home and that keeps everything; whoever searches
 * need not end with a worse one. O(nodes · homes of a class), and counting the plan.
 */
export function planAtHome(problem: PlaceProblem): FoundPlan | undefined {
  const { listOf, lists, moves } = problem;
  const taken = new Int32Array(moves.homes.start.length);
  const label = new Int32Array(listOf.length);
  for (const [node, its] of moves.classOf.entries()) {
    const list = lists.items.subarray(lists.start[listOf[node]!], lists.start[listOf[node]! + 1]);
    let next = moves.homes.start[its]! + taken[its]!;
    while (next < moves.homes.start[its + 1]! && !list.includes(moves.homes.items[next]!)) next++;
    if (next >= moves.homes.start[its + 1]!) return undefined;
    label[node] = moves.homes.items[next]!;
    taken[its] = next + 1 - moves.homes.start[its]!;
  }
  const state = new PlaceState(problem, label);
  return state.isFeasible ? { label, measures: state.measures() } : undefined;
}
