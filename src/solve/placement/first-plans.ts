// `!` in this file only marks reads of typed arrays inside their bounds.

import type { Budget } from '../budget.ts';
import { AlphaExpansion } from './alpha-expansion.ts';
import { countAllCandidates, endOfCandidates, firstCandidate, type PlacementCore } from './core.ts';
import { countSupporters } from './count-supporters.ts';
import { isolateTerminals } from './isolating-cuts.ts';
import type { LinkSearch } from './link-search.ts';
import type { PlacementInstance } from './placement-instance.ts';

/** So many candidates of nodes and of both ends of edges; so many nodes and edges times labels: about a second each. */
const mostToExpand = 5_000_000;
const mostToIsolate = 1_500_000;

/**
 * Plans to begin with, the best of which the search keeps, component by component: the previous one, the one in which
 * each node takes its most supported candidate, and where that is cheap isolating cuts and expansion moves. Where the
 * nodes of a component have the same two candidates, one minimum cut is the best choice, and the expansion finds it.
 * Nothing is promised of how good they are. What takes long is left out: expansion moves where candidates and shares
 * are more than `mostToExpand`, isolating cuts where labels times nodes and edges are more than `mostToIsolate`.
 * `standIn`: see `dominated-labels.ts`.
 */
export function offerFirstPlans(
  instance: PlacementInstance,
  search: LinkSearch,
  standIn: Int32Array | undefined,
  budget: Budget,
): void {
  const { nodeCount, labelCount, edgeU, previous } = instance;
  const goOn = (): boolean => !budget.isSpent();
  if (previous.some(label => label >= 0)) offerPlan(search, previous, standIn);
  search.offer(mostSupported(search.core), search.openComponents());
  if (countAllCandidates(search.core) + 2 * search.shares.size <= mostToExpand) {
    const choice = startTwoWay(search);
    const expansion = new AlphaExpansion(search.core);
    expansion.improve(choice, goOn);
    budget.spend(expansion.work);
    search.offer(choice, search.openComponents());
  }
  // With two labels the expansions have found what no plan is better than.
  if (labelCount > 2 && labelCount * (nodeCount + edgeU.length) <= mostToIsolate) {
    offerPlan(search, isolateTerminals(instance, goOn).assignment, standIn);
  }
}

/** Lets a whole plan compete, where it keeps to the candidates or a stand-in does. */
export function offerPlan(search: LinkSearch, assignment: Int32Array, standIn?: Int32Array): void {
  const { core, choice } = search;
  const { listLabels } = core;
  search.borrowScratch(scratch => {
    for (let node = 0; node < core.nodeCount; node++) {
      const own = listLabels.subarray(firstCandidate(core, node), endOfCandidates(core, node));
      const label = assignment[core.original[node]!]!;
      const other = standIn?.[label] ?? label;
      scratch[node] = own.includes(other) ? other : own.includes(label) ? label : choice[node]!;
    }
    search.offer(scratch, search.openComponents());
  });
}

/** Each node takes the candidate that most nodes have, the first of equal ones. */
function mostSupported(core: PlacementCore): Int32Array {
  const { nodeCount, listLabels } = core;
  const supporters = countSupporters(core);
  const choice = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    let best = listLabels[firstCandidate(core, node)]!;
    for (let i = firstCandidate(core, node); i < endOfCandidates(core, node); i++) {
      if (supporters[listLabels[i]!]! > supporters[best]!) best = listLabels[i]!;
    }
    choice[node] = best;
  }
  return choice;
}

/** A copy of the best choice, with the second candidate everywhere in components whose nodes have the same two. */
function startTwoWay(search: LinkSearch): Int32Array {
  const { core } = search;
  const { componentStart, listOf, listStart, listLabels } = core;
  const choice = Int32Array.from(search.choice);
  for (let c = 0; c + 1 < componentStart.length; c++) {
    const { from, to } = search.nodesOf(c);
    const list = listOf[from]!;
    if (listStart[list + 1]! - listStart[list]! !== 2) continue;
    let isTwoWay = true;
    for (let node = from; node < to && isTwoWay; node++) isTwoWay = listOf[node] === list;
    if (isTwoWay) choice.fill(listLabels[listStart[list]! + 1]!, from, to);
  }
  return choice;
}
