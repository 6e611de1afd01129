/**
 * Minimum cut between two terminals.
 *
 * Problem    Nodes 0..n-1, arcs with capacities, and for each node a capacity from the source and one to the sink; find
 *            the cheapest way to cut the source from the sink. Capacities are whole numbers (sums below 2^53 stay
 *            exact).
 * Result     The value of the cut, and on which side each node is. Of all cheapest cuts it is the one with the fewest
 *            nodes on the source's side, so the answer does not depend on the order of arcs.
 * Guarantee  Exact for whole numbers.
 * Time       O(n² · m · cut) in the worst case, close to linear on the sparse graphs of placement problems; 24 bytes
 *            an arc and 30 a node, kept and used again from one network to the next.
 * Source     Yuri Boykov, Vladimir Kolmogorov, "An Experimental Comparison of Min-Cut/Max-Flow Algorithms for Energy
 *            Minimization in Vision", IEEE PAMI 26(9), 2004, section 3. Their letters: S, T the two search trees
 *            (`inSinkTree`), A the active nodes, O the orphans, TREE(p), PARENT(p); steps growth, augmentation,
 *            adoption.
 * Deviation  Distance marks with time stamps (their implementation's refinement, section 3.2.3 footnote) find a near
 *            parent for an orphan without walking to the root each time.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
const none = -1;
const toTerminal = -2;
const toNowhere = -3;
const far = 0x7fffffff;
const arcsBetweenQuestions = 10_000_000;

/**
 * A network that is filled, solved, and filled again.
 *
 * @example
 * const network = new FlowNetwork();
 * network.reset(2);
 * network.addTerminal(0, 3, 0); // 3 from the source
 * network.addTerminal(1, 0, 2); // 2 to the sink
 * network.addEdge(0, 1, 5, 0);
 * network.solve(); // 2
 */
export class FlowNetwork {
  #nodeCount = 0;
  #arcCount = 0;
  #flow = 0;
  // Arc a leads from head[a ^ 1] to head[a]; its reverse is a ^ 1.
  #head = new Int32Array(0);
  #next = new Int32Array(0);
  #residual = new Float64Array(0);
  // Per node: its first arc, what is left of its capacity from the source (> 0) or to the sink (< 0), its tree.
  #first = new Int32Array(0);
  #terminal = new Float64Array(0);
  #parent = new Int32Array(0);
  #inSinkTree = new Uint8Array(0);
  #stamp = new Int32Array(0);
  #distance = new Int32Array(0);
  #nextActive = new Int32Array(0);
  #orphans = new Int32Array(16);
  #orphanFirst = 0;
  #orphanLast = 0;
  #activeFirst = none;
  #activeLast = none;
  #time = 0;
  /** Arcs read so far in the search for new parents: nearly all of the time where one node has very many arcs. */
  arcsRead = 0;

  /** Starts a new network without arcs. */
  reset(nodeCount: number): void {
    if (nodeCount > this.#first.length) {
      const size = Math.max(nodeCount, 2 * this.#first.length);
      this.#first = new Int32Array(size);
      this.#terminal = new Float64Array(size);
      this.#parent = new Int32Array(size);
      this.#inSinkTree = new Uint8Array(size);
      this.#stamp = new Int32Array(size);
      this.#distance = new Int32Array(size);
      this.#nextActive = new Int32Array(size);
    }
    this.#first.fill(none, 0, nodeCount);
    this.#terminal.fill(0, 0, nodeCount);
    this.#nodeCount = nodeCount;
    this.#arcCount = 0;
    this.#flow = 0;
  }

  /** Adds capacity from the source to a node and from it to the sink. What passes straight through is flow at once. */
  addTerminal(node: number, fromSource: number, toSink: number): void {
    const before = this.#terminal[node]!;
    if (before > 0) fromSource += before;
    else toSink -= before;
    this.#flow += Math.min(fromSource, toSink);
    this.#terminal[node] = fromSource - toSink;
  }

  /** Adds an arc `u → v` and its reverse. */
  addEdge(u: number, v: number, capacity: number, reverseCapacity: number): void {
    const a = this.#arcCount;
    if (a + 2 > this.#head.length) this.#growArcs();
    this.#head[a] = v;
    this.#next[a] = this.#first[u]!;
    this.#first[u] = a;
    this.#residual[a] = capacity;
    this.#head[a + 1] = u;
    this.#next[a + 1] = this.#first[v]!;
    this.#first[v] = a + 1;
    this.#residual[a + 1] = reverseCapacity;
    this.#arcCount = a + 2;
  }

  /**
   * The value of the maximum flow, which is that of the minimum cut; Infinity where `goOn`, asked now and then, says
   * stop: there is no cut then.
   */
  solve(goOn: () => boolean = () => true): number {
    this.#plantTrees();
    let node = none;
    let nextQuestion = this.arcsRead + arcsBetweenQuestions;
    for (;;) {
      if (node === none || this.#parent[node] === none) {
        node = this.#takeActive();
        if (node === none) return this.#flow;
      }
      const bridge = this.#inSinkTree[node] ? this.#growSinkTree(node) : this.#growSourceTree(node);
      this.#time++;
      if (bridge === none) {
        node = none;
        continue;
      }
      this.#augment(bridge);
      this.#adoptOrphans();
      if (this.arcsRead >= nextQuestion) {
        if (!goOn()) return Infinity;
        nextQuestion = this.arcsRead + arcsBetweenQuestions;
      }
    }
  }

  /** Whether a node is on the source's side of the cut that `solve` found. */
  isSourceSide(node: number): boolean {
    return this.#parent[node] !== none && !this.#inSinkTree[node];
  }

  /** What is left of the capacity `u → v` of an edge, numbered as they were added: with it, the flow can be checked. */
  residualOf(edge: number): number {
    return this.#residual[2 * edge]!;
  }

  #plantTrees(): void {
    this.#activeFirst = this.#activeLast = none;
    this.#orphanFirst = this.#orphanLast = 0;
    this.#time = 0;
    this.#nextActive.fill(none, 0, this.#nodeCount);
    for (let node = 0; node < this.#nodeCount; node++) {
      this.#stamp[node] = 0;
      const capacity = this.#terminal[node]!;
      this.#inSinkTree[node] = capacity < 0 ? 1 : 0;
      if (capacity === 0) {
        this.#parent[node] = none;
      } else {
        this.#parent[node] = toTerminal;
        this.#distance[node] = 1;
        this.#activate(node);
      }
    }
  }

  /** Growth from the source's side: adopts free neighbours; returns an arc that leads into the other tree, or none. */
  #growSourceTree(node: number): number {
    const stamp = this.#stamp[node]!;
    for (let a = this.#first[node]!; a !== none; a = this.#next[a]!) {
      if (this.#residual[a] === 0) continue;
      const other = this.#head[a]!;
      if (this.#parent[other] === none) this.#join(other, a ^ 1, node, 0);
      else if (this.#inSinkTree[other]) return a;
      else this.#shorten(other, a ^ 1, node, stamp);
    }
    return none;
  }

  #growSinkTree(node: number): number {
    const stamp = this.#stamp[node]!;
    for (let a = this.#first[node]!; a !== none; a = this.#next[a]!) {
      if (this.#residual[a ^ 1] === 0) continue;
      const other = this.#head[a]!;
      if (this.#parent[other] === none) this.#join(other, a ^ 1, node, 1);
      else if (!this.#inSinkTree[other]) return a ^ 1;
      else this.#shorten(other, a ^ 1, node, stamp);
    }
    return none;
  }

  #join(node: number, toParent: number, parent: number, sinkTree: number): void {
    this.#inSinkTree[node] = sinkTree;
    this.#parent[node] = toParent;
    this.#stamp[node] = this.#stamp[parent]!;
    this.#distance[node] = this.#distance[parent]! + 1;
    this.#activate(node);
  }

  #shorten(node: number, toParent: number, parent: number, stamp: number): void {
    if (this.#stamp[node]! <= stamp && this.#distance[node]! > this.#distance[parent]!) {
      this.#parent[node] = toParent;
      this.#stamp[node] = stamp;
      this.#distance[node] = this.#distance[parent]! + 1;
    }
  }

  /**
   * Augmentation: pushes what fits along the path through `bridge`; nodes whose way to their root is full are orphans.
   */
  #augment(bridge: number): void {
    const head = this.#head;
    const residual = this.#residual;
    const parent = this.#parent;
    let bottleneck = residual[bridge]!;
    let node = head[bridge ^ 1]!;
    for (let a = parent[node]!; a !== toTerminal; node = head[a]!, a = parent[node]!) {
      if (residual[a ^ 1]! < bottleneck) bottleneck = residual[a ^ 1]!;
    }
    bottleneck = Math.min(bottleneck, this.#terminal[node]!);
    node = head[bridge]!;
    for (let a = parent[node]!; a !== toTerminal; node = head[a]!, a = parent[node]!) {
      if (residual[a]! < bottleneck) bottleneck = residual[a]!;
    }
    bottleneck = Math.min(bottleneck, -this.#terminal[node]!);

    residual[bridge]! -= bottleneck;
    residual[bridge ^ 1]! += bottleneck;
    node = head[bridge ^ 1]!;
    for (let a = parent[node]!; a !== toTerminal; a = parent[node]!) {
      residual[a]! += bottleneck;
      residual[a ^ 1]! -= bottleneck;
      const above = head[a]!;
      if (residual[a ^ 1] === 0) this.#orphan(node);
      node = above;
    }
    this.#terminal[node]! -= bottleneck;
    if (this.#terminal[node] === 0) this.#orphan(node);
    node = head[bridge]!;
    for (let a = parent[node]!; a !== toTerminal; a = parent[node]!) {
      residual[a ^ 1]! += bottleneck;
      residual[a]! -= bottleneck;
      const above = head[a]!;
      if (residual[a] === 0) this.#orphan(node);
      node = above;
    }
    this.#terminal[node]! += bottleneck;
    if (this.#terminal[node] === 0) this.#orphan(node);
    this.#flow += bottleneck;
  }

  /** Adoption: each orphan finds a new parent in its tree, or becomes free and its children orphans. */
  #adoptOrphans(): void {
    while (this.#orphanFirst < this.#orphanLast) {
      const node = this.#orphans[this.#orphanFirst++]!;
      this.#adopt(node, this.#inSinkTree[node]!);
    }
    this.#orphanFirst = this.#orphanLast = 0;
  }

  #adopt(node: number, tree: number): void {
    const found = this.#findParent(node, tree);
    this.#parent[node] = found;
    if (found === none) this.#setFree(node, tree);
    else {
      this.#stamp[node] = this.#time;
      this.#distance[node] = this.#distance[this.#head[found]!]! + 1;
    }
  }

  /** The arc to the neighbour in the tree that is nearest to the root, of those that still hang on it; or none. */
  #findParent(node: number, tree: number): number {
    const head = this.#head;
    const next = this.#next;
    const residual = this.#residual;
    const parent = this.#parent;
    const inSinkTree = this.#inSinkTree;
    const stamp = this.#stamp;
    const distance = this.#distance;
    const time = this.#time;
    let best = none;
    let nearest = far;
    let arcs = 0;
    for (let a = this.#first[node]!; a !== none; a = next[a]!) {
      arcs++;
      if (residual[tree ? a : a ^ 1] === 0) continue;
      const other = head[a]!;
      if (inSinkTree[other] !== tree || parent[other] === none) continue;
      const length = stamp[other] === time ? distance[other]! : this.#wayToRoot(other);
      if (length >= nearest) continue;
      best = a;
      nearest = length;
    }
    this.arcsRead += arcs;
    return best;
  }

  /** How far a node is from the root, `far` if an orphan is in the way; the nodes on the way remember it. */
  #wayToRoot(from: number): number {
    const head = this.#head;
    const parent = this.#parent;
    const stamp = this.#stamp;
    const distance = this.#distance;
    const time = this.#time;
    let length = 0;
    for (let node = from; ; ) {
      if (stamp[node] === time) {
        length += distance[node]!;
        break;
      }
      const up = parent[node]!;
      length++;
      if (up === toTerminal) {
        stamp[node] = time;
        distance[node] = 1;
        break;
      }
      if (up === toNowhere) return far;
      node = head[up]!;
    }
    let left = length;
    for (let node = from; stamp[node] !== time; node = head[parent[node]!]!) {
      stamp[node] = time;
      distance[node] = left--;
    }
    return length;
  }

  /** A node without a parent is free: its children become orphans, neighbours that could reach it active. */
  #setFree(node: number, tree: number): void {
    const head = this.#head;
    const parent = this.#parent;
    for (let a = this.#first[node]!; a !== none; a = this.#next[a]!) {
      const other = head[a]!;
      const up = parent[other]!;
      if (this.#inSinkTree[other] !== tree || up === none) continue;
      if (this.#residual[tree ? a : a ^ 1] !== 0) this.#activate(other);
      if (up >= 0 && head[up] === node) this.#orphan(other);
    }
  }

  #orphan(node: number): void {
    if (this.#orphanLast === this.#orphans.length) {
      const larger = new Int32Array(2 * this.#orphanLast);
      larger.set(this.#orphans);
      this.#orphans = larger;
    }
    this.#parent[node] = toNowhere;
    this.#orphans[this.#orphanLast++] = node;
  }

  #activate(node: number): void {
    if (this.#nextActive[node] !== none) return;
    if (this.#activeLast === none) this.#activeFirst = node;
    else this.#nextActive[this.#activeLast] = node;
    this.#activeLast = node;
    this.#nextActive[node] = node; // the last one points to itself
  }

  #takeActive(): number {
    for (;;) {
      const node = this.#activeFirst;
      if (node === none) return none;
      if (node === this.#activeLast) this.#activeFirst = this.#activeLast = none;
      else this.#activeFirst = this.#nextActive[node]!;
      this.#nextActive[node] = none;
      if (this.#parent[node] !== none) return node;
    }
  }

  #growArcs(): void {
    const size = Math.max(64, 2 * this.#head.length);
    const head = new Int32Array(size);
    head.set(this.#head);
    this.#head = head;
    const next = new Int32Array(size);
    next.set(this.#next);
    this.#next = next;
    const residual = new Float64Array(size);
    residual.set(this.#residual);
    this.#residual = residual;
  }
}
