/** `!` in this file only marks reads of typed arrays inside their bounds. */
import type { CandidateLists } from './colouring.ts';

/** The candidates of some vertices that are not in use, ascending: where the others do not suffice, one is needed. */
export function listOpposed({ offsets, colours }: CandidateLists, vertices: Int32Array, used: Uint8Array): Int32Array {
  const opposed = new Set<number>();
  for (const v of vertices) {
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) if (used[colours[i]!] === 0) opposed.add(colours[i]!);
  }
  return Int32Array.from(opposed).sort();
}
