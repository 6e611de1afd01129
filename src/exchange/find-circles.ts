/**
 * A circle for every dependency that closes one: each is a list of names of which every one depends on the next, and
 * the last on the first. None where the graph has none; iterative, so that no chain is too long. O(nodes + edges +
 * circles).
 */
export function findCircles(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const circles: string[][] = [];
  const done = new Set<string>();
  for (const start of edges.keys()) {
    const path: string[] = [];
    const placeOnPath = new Map<string, number>();
    const open: Iterator<string>[] = [];
    const enter = (name: string): void => {
      placeOnPath.set(name, path.length);
      path.push(name);
      open.push((edges.get(name) ?? [])[Symbol.iterator]());
    };
    if (!done.has(start)) enter(start);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const { value: next, done: isOver } = top.next();
      if (isOver) {
        open.pop();
        const left = path.pop();
        if (left !== undefined) {
          placeOnPath.delete(left);
          done.add(left);
        }
        continue;
      }
      const at = placeOnPath.get(next);
      if (at !== undefined) circles.push(path.slice(at));
      else if (!done.has(next)) enter(next);
    }
  }
  return circles;
}
