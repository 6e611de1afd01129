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

  /** @param labelOf what is said of an edge, by its number */
  constructor(graph: FrozenGraph<unknown, Node, unknown>, whole: Whole, labelOf: (edge: number) => Edge) {
    this.#graph = graph;
    this.#whole = whole;
    this.#labelOf = labelOf;
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

  /** Every edge in order, without an object for each. */
  forEachEdge(visit: (v: string, w: string, label: Edge) => void): void {
    const { from, to } = this.#graph;
    for (let e = 0; e < from.length; e++) {
      visit(this.#graph.idAt(from[e] ?? -1), this.#graph.idAt(to[e] ?? -1), this.#labelOf(e));
    }
  }
}
