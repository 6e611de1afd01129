/**
 * The door of division: a graph with needs on its nodes and capacities on its terminals becomes a problem in numbers.
 *
 * Input      A graph as placement takes it (see `freezePlacement`); each node says what it needs and each terminal what
 *            it has, dimension by dimension, in whole numbers of one unit.
 * Result     The problem, its services the nodes and its targets the terminals in the order in which they were set.
 * Time       O(nodes + candidates).
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import {
  type FrozenPlacement,
  listCandidates,
  type PlacementEdge,
  type PlacementNode,
} from '../placement/freeze-placement.ts';
import type { DivisionProblem } from './division.ts';

/** What division reads off a node, beside what placement does. */
export interface DivisionNode extends PlacementNode {
  readonly needs?: readonly bigint[] | undefined;
  readonly capacities?: readonly bigint[] | undefined;
}

/** @throws Error where a node says nothing of needs, or a terminal nothing of capacities */
export function readDivision<Whole, Node extends DivisionNode, Edge extends PlacementEdge>(
  frozen: FrozenPlacement<Whole, Node, Edge>,
): DivisionProblem {
  const { graph, nodes, labels } = frozen;
  return {
    candidates: listCandidates(frozen),
    needs: Array.from(nodes, node => said(graph.nodeAt(node).needs)),
    capacities: Array.from(labels, node => said(graph.nodeAt(node).capacities)),
  };
}

function said(amounts: readonly bigint[] | undefined): readonly bigint[] {
  if (amounts === undefined) throw new Error('a node of a division graph says neither what it needs nor what it has');
  return amounts;
}
