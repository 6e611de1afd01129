/**
 * The door of set cover: a graph with costs on its terminals becomes a problem in numbers.
 *
 * Input      A graph as placement takes it (see `freezePlacement`); each terminal says what it costs, in whole numbers
 *            of one unit.
 * Result     The problem, its services the nodes and its targets the terminals in the order in which they were set.
 * Time       O(nodes + candidates).
 */
import {
  type FrozenPlacement,
  listCandidates,
  type PlacementEdge,
  type PlacementNode,
} from '../placement/freeze-placement.ts';
import type { SetCoverProblem } from './set-cover.ts';

/** What set cover reads off a node, beside what placement does. */
export interface CoverNode extends PlacementNode {
  readonly cost?: bigint | undefined;
}

/** @throws Error where a terminal says nothing of its cost */
export function readCover<Whole, Node extends CoverNode, Edge extends PlacementEdge>(
  frozen: FrozenPlacement<Whole, Node, Edge>,
): SetCoverProblem {
  const { graph, labels } = frozen;
  const costs = Array.from(labels, node => {
    const { cost } = graph.nodeAt(node);
    if (cost === undefined) throw new Error('a target of a set cover graph does not say what it costs');
    return cost;
  });
  return { candidates: listCandidates(frozen), costs };
}
