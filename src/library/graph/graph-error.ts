/**
 * What is wrong with a graph or with what is asked of it.
 *
 * - `unknown-node`: a terminal, source or sink is no node of the graph.
 * - `same-node`: a terminal is named twice, or source and sink are one node: nothing separates a node from itself.
 * - `loop`: an edge joins a node with itself, so the graph has no colouring.
 * - `weight`: a weight is negative, not finite, or no number.
 * - `sum-of-weights`: the weights are too large, or have too many digits, to be added up exactly.
 * - `option`: an option has a value that it cannot have.
 */
export type GraphErrorCode = 'unknown-node' | 'same-node' | 'loop' | 'weight' | 'sum-of-weights' | 'option';

/**
 * A question about a graph that has no answer. The message says which node or edge, and what to do about it.
 *
 * @example
 * ```ts
 * import { Graph } from '@dagrejs/graphlib';
 * import { colourGraph, GraphError } from 'dydisnix/graph';
 *
 * const graph = new Graph({ directed: false });
 * graph.setEdge('a', 'a');
 * try {
 *   await colourGraph(graph);
 * } catch (error) {
 *   if (error instanceof GraphError) console.log(error.code); // loop
 * }
 * ```
 */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  /** What is wrong, for programs. */
  readonly code: GraphErrorCode;

  constructor(code: GraphErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
