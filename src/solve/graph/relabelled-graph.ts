import type { FrozenEdge, FrozenGraph } from './frozen-graph.ts';

/**
 * A frozen graph that says other things: the same nodes and ends, another label for the whole, and labels of edges that
 * are made when somebody asks. A resolved graph of a million edges then is one array of what was found. It is read as
 * a graphlib graph is.
 */
export class RelabelledGraph<Whole, Node, Edge> {
  readonly #graph: FrozenGraph<unknown, Node, unknown>;
  readonly #whole: Whole;
  readonly #labelOf: (edge: number) => Edge;
  /** The numbers on the edges to a node, by the names of those that they come from; undefined where there are none. */
  readonly numbersTo: (node: string) => ReadonlyMap<string, number> | undefined;

  /**
   * @param labelOf what is said of an edge, by its number
   * @param numbersTo the numbers that the edges to a node got, in order
   */
  constructor(
    graph: FrozenGraph<unknown, Node, unknown>,
    whole: Whole,
    labelOf: (edge: number) => Edge,
    numbersTo: (node: string) => ReadonlyMap<string, number> | undefined,
  ) {
    this.#graph = graph;
    this.#whole = whole;
    this.#labelOf = labelOf;
    this.numbersTo = numbersTo;
  }

  graph(): Whole {
    return this.#whole;
  }

  nodes(): readonly string[] {
    return this.#graph.nodes();
  }

  node(id: string): Node {
    return this.#graph.node(id);
  }

  nodeCount(): number {
    return this.#graph.nodeCount();
  }

  edges(): readonly FrozenEdge[] {
    return this.#graph.edges();
  }

  edge({ number }: FrozenEdge): Edge {
    return this.#labelOf(number);
  }

  edgeCount(): number {
    return this.#graph.edgeCount();
  }
}
