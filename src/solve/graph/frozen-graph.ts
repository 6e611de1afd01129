/**
 * A graph in arrays: what solvers take at their door, and what builders may write straight into.
 *
 * It can be written as a graphlib graph is (`setNode`, `setEdge`) and read as one (`nodes`, `node`, `edges`, `edge`),
 * in a tenth of the memory and time. Unlike there, a node is set before its edges, and an edge is set once: a second
 * one between the same nodes is a second edge.
 * O(1) for each node and edge written; the ends of edge `e` are the nodes `from[e]` and `to[e]`.
 */
export class FrozenGraph<Whole, Node, Edge> {
  #whole: Whole | undefined;
  readonly #ids: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #nodeLabels: Node[] = [];
  readonly #edgeLabels: Edge[];
  #edgeCount = 0;
  #from: Int32Array<ArrayBuffer>;
  #to: Int32Array<ArrayBuffer>;
  // Builders set the edges of one node together: the node, its first edge, and the first one of the node before.
  #lastId: string | undefined;
  #lastNumber = -1;
  #first = 0;
  #firstBefore = 0;
  // The list of ends that was set last, and the numbers of its nodes.
  #ends: readonly string[] = [];
  #endNumbers = new Int32Array(0);

  /** @param edges about how many there will be: room for them is made at once */
  constructor(edges = 64) {
    this.#from = new Int32Array(edges);
    this.#to = new Int32Array(edges);
    this.#edgeLabels = new Array<Edge>(edges);
  }

  setGraph(label: Whole): this {
    this.#whole = label;
    return this;
  }

  setNode(id: string, label: Node): this {
    const known = this.#numbers.get(id);
    if (known !== undefined) {
      this.#nodeLabels[known] = label;
      return this;
    }
    this.#numbers.set(id, this.#ids.length);
    this.#ids.push(id);
    this.#nodeLabels.push(label);
    return this;
  }

  /** @throws RangeError where one of the nodes has not been set */
  setEdge(v: string, w: string, label: Edge): this {
    const edge = this.#edgeCount;
    this.#makeRoom(edge + 1);
    if (v !== this.#lastId) this.#begin(v);
    this.#from[edge] = this.#lastNumber;
    // Nodes that are written one after the other often have edges to the same nodes, in the same order.
    const guess = this.#to[this.#firstBefore + edge - this.#first];
    this.#to[edge] = guess !== undefined && this.#ids[guess] === w ? guess : this.numberOf(w);
    this.#edgeLabels[edge] = label;
    this.#edgeCount++;
    return this;
  }

  /**
   * Sets an edge from `v` to each of `ends`, with `labels[i]` on the one to `ends[i]`. A list of ends that comes again,
   * as the very same object, is not looked up again. @throws RangeError where one of the nodes has not been set
   */
  setEdges(v: string, ends: readonly string[], labels: readonly Edge[]): this {
    const edge = this.#edgeCount;
    this.#makeRoom(edge + ends.length);
    if (v !== this.#lastId) this.#begin(v);
    if (ends !== this.#ends) {
      this.#endNumbers = Int32Array.from(ends, end => this.numberOf(end));
      this.#ends = ends;
    }
    this.#from.fill(this.#lastNumber, edge, edge + ends.length);
    this.#to.set(this.#endNumbers, edge);
    for (let i = 0; i < ends.length; i++) this.#edgeLabels[edge + i] = read(labels, i);
    this.#edgeCount += ends.length;
    return this;
  }

  /** @throws Error where nothing was said of the graph as a whole */
  graph(): Whole {
    if (this.#whole === undefined) throw new Error('the graph has no label');
    return this.#whole;
  }

  nodes(): readonly string[] {
    return this.#ids;
  }

  /** @throws RangeError for a node that the graph does not have */
  node(id: string): Node {
    return this.nodeAt(this.numberOf(id));
  }

  nodeCount(): number {
    return this.#ids.length;
  }

  /** Makes an object for each edge: solvers read `from`, `to` and `edgeAt` instead. */
  edges(): readonly FrozenEdge[] {
    return Array.from(this.from, (v, number) => ({
      v: this.idAt(v),
      w: this.idAt(this.#to[number] ?? -1),
      number,
    }));
  }

  /** @throws RangeError for an edge that the graph does not have */
  edge({ number }: FrozenEdge): Edge {
    return this.edgeAt(number);
  }

  edgeCount(): number {
    return this.#edgeCount;
  }

  /**
   * The number of a node: they are numbered from 0, in the order in which they were set. @throws RangeError for an
   * unknown one
   */
  numberOf(id: string): number {
    const number = this.#numbers.get(id);
    if (number === undefined) throw new RangeError(`the graph has no node "${id}"`);
    return number;
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  idAt(number: number): string {
    return read(this.#ids, number);
  }

  nodeAt(number: number): Node {
    return read(this.#nodeLabels, number);
  }

  edgeAt(number: number): Edge {
    return read(this.#edgeLabels, number);
  }

  /** One end of each edge: a view, good until the next edge is set. */
  get from(): Int32Array {
    return this.#from.subarray(0, this.#edgeCount);
  }

  /** The other end of each edge, likewise. */
  get to(): Int32Array {
    return this.#to.subarray(0, this.#edgeCount);
  }

  #makeRoom(edges: number): void {
    if (edges <= this.#from.length) return;
    this.#from = enlarge(this.#from, edges);
    this.#to = enlarge(this.#to, edges);
  }

  /** The next edges come from this node. */
  #begin(v: string): void {
    // Mostly it is the one that was set after the last.
    const next = this.#lastNumber + 1;
    this.#lastNumber = this.#ids[next] === v ? next : this.numberOf(v);
    this.#lastId = v;
    this.#firstBefore = this.#first;
    this.#first = this.#edgeCount;
  }
}

/** An edge of a frozen graph. */
export interface FrozenEdge {
  readonly v: string;
  readonly w: string;
  readonly number: number;
}

/** What `freeze` reads: a graphlib graph is one by structure. */
export interface ReadableGraph<Whole, Node, Edge> {
  graph(): Whole;
  nodes(): readonly string[];
  node(id: string): Node;
  edges(): readonly { readonly v: string; readonly w: string }[];
  edge(edge: { readonly v: string; readonly w: string }): Edge;
}

/** What solvers write resolved graphs to: a graphlib graph is one by structure, and so is a frozen one. */
export interface WritableGraph<Whole, Node, Edge> {
  setGraph(label: Whole): unknown;
  setNode(id: string, label: Node): unknown;
  setEdge(v: string, w: string, label: Edge): unknown;
}

/** The graph in frozen form: the one given where it has that form already. O(nodes + edges). */
export function freeze<Whole, Node, Edge>(graph: ReadableGraph<Whole, Node, Edge>): FrozenGraph<Whole, Node, Edge> {
  if (graph instanceof FrozenGraph) return graph;
  const edges = graph.edges();
  const frozen = new FrozenGraph<Whole, Node, Edge>(edges.length);
  frozen.setGraph(graph.graph());
  for (const id of graph.nodes()) frozen.setNode(id, graph.node(id));
  for (const edge of edges) frozen.setEdge(edge.v, edge.w, graph.edge(edge));
  return frozen;
}

function enlarge(array: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(least, 64, 2 * array.length));
  larger.set(array);
  return larger;
}

function read<T>(list: readonly T[], number: number): T {
  const found = list[number];
  if (found === undefined) throw new RangeError(`there is no number ${number} among ${list.length}`);
  return found;
}
