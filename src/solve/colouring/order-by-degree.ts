/** `!` in this file only marks reads of typed arrays inside their bounds. */
import type { Adjacency } from '../graph/adjacency.ts';

/** The vertices by falling degree, then by number: a counting sort. O(n + largest degree). */
export function orderByDegree({ vertexCount, offsets }: Adjacency): Int32Array {
  let largest = 0;
  for (let v = 0; v < vertexCount; v++) largest = Math.max(largest, offsets[v + 1]! - offsets[v]!);
  const places = new Int32Array(largest + 2);
  for (let v = 0; v < vertexCount; v++) places[largest - (offsets[v + 1]! - offsets[v]!) + 1]!++;
  for (let i = 1; i < places.length; i++) places[i]! += places[i - 1]!;
  const result = new Int32Array(vertexCount);
  for (let v = 0; v < vertexCount; v++) result[places[largest - (offsets[v + 1]! - offsets[v]!)]!++] = v;
  return result;
}
