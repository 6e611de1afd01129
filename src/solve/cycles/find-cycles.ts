import { findComponents } from './find-components.ts';

/**
 * Problem    Which edges of a directed graph go in circles, shown by as few short cycles as tell it.
 * Input      For each node the nodes its edges go to.
 * Result     One cycle for each strongly connected component that has any: the shortest through the component's first
 *            node that is on a cycle through itself, as the list of its nodes from that one.
 *
 * Guarantee  A component is told exactly when it has a cycle, and each cycle is a path of edges of the graph.
 * Time       O(n + m). Space O(n).
 * Source     Components as in `find-components.ts`, then breadth first from the first node of each.
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
