/**
 * Problem    Which edges of a directed graph go in circles, shown by as few short cycles as tell it.
 * Input      For each node the nodes its edges go to.
 * Result     One cycle for each strongly connected component that has any: the shortest through the component's first node that is
 *            on a cycle through itself, as the list of its nodes from that one.
 *
 * Guarantee  A component is told exactly when it has a cycle, and each cycle is a path of edges of the graph.
 * Time       O(n + m). Space O(n).
 * Source     R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1(2), 1972, section 4: his NUMBER and
 *            LOWLINK are `number` and `low`.
 * Deviation  A stack of our own instead of recursion, for chains of any length.
 * Ties       By the order of the nodes, and of the edges of each.
 */
export function findCycles(edges: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const components = findComponents(edges);
  const cycles: (readonly number[])[] = [];
  for (const component of components) {
    const [first] = component;
    if (first === undefined) continue;
    if (component.length > 1) cycles.push(shortestCycle(first, new Set(component), edges));
    else if (edges[first]?.includes(first)) cycles.push([first]);
  }
  return cycles.sort(([a = 0], [b = 0]) => a - b);
}

/** The strongly connected components, the nodes of each in ascending order. */
function findComponents(edges: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const components: number[][] = [];
  const number = new Int32Array(edges.length);
  const low = new Int32Array(edges.length);
  const isOnStack = new Uint8Array(edges.length);
  const stack: number[] = [];
  let count = 0;
  for (let root = 0; root < edges.length; root++) {
    if (number[root] !== 0) continue;
    const path: { readonly node: number; next: number }[] = [];
    const enter = (node: number) => {
      count++;
      number[node] = count;
      low[node] = count;
      stack.push(node);
      isOnStack[node] = 1;
      path.push({ node, next: 0 });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { node } = top;
      const target = edges[node]?.[top.next];
      top.next++;
      if (target !== undefined) {
        if (number[target] === 0) enter(target);
        else if (isOnStack[target]) lower(low, node, number[target] ?? 0);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) lower(low, parent.node, low[node] ?? 0);
      if (low[node] !== number[node]) continue;
      const component = stack.splice(stack.lastIndexOf(node));
      for (const member of component) isOnStack[member] = 0;
      components.push(component.sort((a, b) => a - b));
    }
  }
  return components;
}

function lower(low: Int32Array, node: number, value: number): void {
  low[node] = Math.min(low[node] ?? 0, value);
}

/** Breadth first from a node until an edge leads back to it. */
function shortestCycle(
  start: number,
  component: ReadonlySet<number>,
  edges: readonly (readonly number[])[],
): readonly number[] {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const node of queue) {
    for (const target of edges[node] ?? []) {
      if (target === start) return pathTo(node, start, cameFrom);
      if (!component.has(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, node);
      queue.push(target);
    }
  }
  return [start];
}

function pathTo(end: number, start: number, cameFrom: ReadonlyMap<number, number>): readonly number[] {
  const path = [end];
  for (let node = end; node !== start; ) {
    node = cameFrom.get(node) ?? start;
    path.push(node);
  }
  return path.reverse();
}
