/**
 * The plan in which every node stays where it is, and those that have no home go where they fit best; whoever searches
 * need not end with a worse one.
 *
 * Result: undefined where something is broken then, where nobody has a home, or where so many have none that this is a
 * search of its own.
 * Time: O(nodes · homes of a class), and a look at each candidate of each node without a home, `mostRounds` times.
 * Ties: the first label.
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Weights } from './anneal.ts';
import type { PlaceProblem } from './place-problem.ts';
import { PlaceState } from './place-state.ts';
import type { FoundPlan } from './plan-keeper.ts';
import { weighMeasures } from './weigh-measures.ts';

const mostLooks = 200_000;
/** Nodes without a home that are linked to each other are placed again when the others are. */
const mostRounds = 3;

export function planAtHome(problem: PlaceProblem): FoundPlan | undefined {
  const { lists, listOf, labelCount, nodeCount } = problem;
  if (listOf.some(list => lists.start[list]! === lists.start[list + 1]!)) return undefined;
  const { label, homeless } = stayAtHome(problem);
  if (homeless.length === nodeCount || homeless.length * labelCount > mostLooks) return undefined;
  const { weights } = weighMeasures(problem);
  const state = new PlaceState(problem, label);
  for (let round = 0, isDone = false; round < mostRounds && !isDone; round++) {
    isDone = homeless.map(node => settle(state, node, weights)).every(isSettled => isSettled);
  }
  return state.isFeasible ? { label: state.label.slice(), measures: state.measures() } : undefined;
}

/** Every node on a home of its class that it may have and nobody of the class has yet, or else on any candidate. */
function stayAtHome({ listOf, lists, moves }: PlaceProblem): { label: Int32Array; homeless: readonly number[] } {
  const taken = new Int32Array(moves.homes.start.length);
  const label = new Int32Array(listOf.length);
  const homeless: number[] = [];
  for (const [node, its] of moves.classOf.entries()) {
    const list = lists.items.subarray(lists.start[listOf[node]!], lists.start[listOf[node]! + 1]);
    let next = moves.homes.start[its]! + taken[its]!;
    while (next < moves.homes.start[its + 1]! && !list.includes(moves.homes.items[next]!)) next++;
    if (next < moves.homes.start[its + 1]!) {
      label[node] = moves.homes.items[next]!;
      taken[its] = next + 1 - moves.homes.start[its]!;
    } else {
      label[node] = list[0]!;
      homeless.push(node);
    }
  }
  return { label, homeless };
}

/** Moves a node to where it breaks least, and costs least then; whether it is there already. */
function settle(state: PlaceState, node: number, weights: Weights): boolean {
  const { problem, change, rooms } = state;
  const { lists, listOf } = problem;
  let best = { label: state.label[node]!, broken: 0, excess: 0, cost: 0 };
  for (let i = lists.start[listOf[node]!]!; i < lists.start[listOf[node]! + 1]!; i++) {
    const label = lists.items[i]!;
    if (label === state.label[node]) continue;
    state.look(node, label);
    const { broken, ...measures } = change;
    const names = Object.keys(measures) as (keyof typeof measures)[];
    const cost = names.reduce((sum, name) => sum + weights[name] * measures[name], 0);
    const excess = rooms.excessChange;
    const difference = broken - best.broken || excess - best.excess || cost - best.cost;
    if (difference < 0) best = { label, broken, excess, cost };
  }
  if (best.label === state.label[node]) return true;
  state.look(node, best.label);
  state.move(node, best.label);
  return false;
}
