/**
 * The strongly connected components of a directed graph.
 *
 * Problem    Which nodes reach each other along edges.
 * Input      For each node the nodes that its edges go to.
 * Result     The components, the nodes of each in ascending order; each component stands before those that lead to it.
 * Guarantee  Exact: every node is in one component.
 * Time       O(n + m). Space O(n).
 * Source     R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1(2), 1972, section
 *            4: his NUMBER and LOWLINK are `number` and `low`.
 * Deviation  A stack of our own instead of recursion, for chains of any length.
 * Ties       By the order of the nodes, and of the edges of each.
 */
export function findComponents(edges: readonly (readonly number[])[]): readonly (readonly number[])[] {
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
