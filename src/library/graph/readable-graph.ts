/** An edge as graphlib names it: its two ends, and in a multigraph its name where it has one. */
export interface GraphEdge {
  readonly v: string;
  readonly w: string;
  readonly name?: string | undefined;
}

/**
 * What the algorithms read of a graph: a `Graph` of `@dagrejs/graphlib` is one, whatever its labels are. Nothing is
 * ever written to it.
 *
 * @example
 * ```ts
 * import { Graph } from '@dagrejs/graphlib';
 * import type { ReadableGraph } from 'dydisnix/graph';
 *
 * const graph: ReadableGraph = new Graph({ directed: false, multigraph: true });
 * ```
 */
export interface ReadableGraph {
  isDirected(): boolean;
  nodes(): string[];
  edges(): GraphEdge[];
  /** The label of an edge. */
  edge(edge: { v: string; w: string; name?: string }): unknown;
}
