import type { Drawing } from './drawing.ts';

/**
 * The number of parts of a drawing that neither an edge nor a common box connects. O(nodes + edges), without recursion.
 */
export function countComponents(drawing: Drawing): number {
  const seen = new Set<string>();
  let count = 0;
  for (const start of drawing.nodes()) {
    if (seen.has(start)) continue;
    count++;
    const waiting = [start];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const parent = drawing.parent(id);
      waiting.push(
        ...(drawing.neighbors(id) ?? []),
        ...drawing.children(id),
        ...(parent === undefined ? [] : [parent]),
      );
    }
  }
  return count;
}
