/** Whether a graph has no odd cycle: by two colours spread from each vertex not reached yet. O(vertices + edges). */
export function isBipartite(vertexCount: number, neighboursOf: (vertex: number) => Iterable<number>): boolean {
  const side = new Int8Array(vertexCount).fill(-1);
  for (let root = 0; root < vertexCount; root++) {
    if (side[root] !== -1) continue;
    side[root] = 0;
    const open = [root];
    for (let v = open.pop(); v !== undefined; v = open.pop()) {
      for (const w of neighboursOf(v)) {
        if (side[w] === side[v]) return false;
        if (side[w] !== -1) continue;
        side[w] = 1 - (side[v] ?? 0);
        open.push(w);
      }
    }
  }
  return true;
}
