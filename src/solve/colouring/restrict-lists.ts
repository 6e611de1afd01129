/**
 * Parts of candidate lists, and what two of them have in common.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { lowerBound } from '../../base/search.ts';
import type { CandidateLists } from './colouring.ts';

/** Where a colour stands in the ascending list of `v`, or -1. By bisection. */
export function placeOf({ offsets, colours }: CandidateLists, v: number, colour: number): number {
  const end = offsets[v + 1]!;
  const place = lowerBound(colours, colour, offsets[v]!, end);
  return place < end && colours[place] === colour ? place : -1;
}

/** Whether the ascending lists of `a` and `b` share a colour. O(length of both). */
export function shareCandidate({ offsets, colours }: CandidateLists, a: number, b: number): boolean {
  let i = offsets[a]!;
  let j = offsets[b]!;
  while (i < offsets[a + 1]! && j < offsets[b + 1]!) {
    const difference = colours[i]! - colours[j]!;
    if (difference === 0) return true;
    if (difference < 0) i++;
    else j++;
  }
  return false;
}

/** The lists without the colours that `allowed` has no 1 for; undefined when one of them would become empty. */
export function restrictColours({ offsets, colours }: CandidateLists, allowed: Uint8Array): CandidateLists | undefined {
  const kept = new Int32Array(colours.length);
  const starts = new Int32Array(offsets.length);
  let size = 0;
  for (let v = 0; v + 1 < offsets.length; v++) {
    for (let i = offsets[v]!; i < offsets[v + 1]!; i++) if (allowed[colours[i]!] === 1) kept[size++] = colours[i]!;
    if (size === starts[v]!) return undefined;
    starts[v + 1] = size;
  }
  return { offsets: starts, colours: kept.slice(0, size) };
}

/** The lists of some vertices: vertex `i` of the result is `vertices[i]`. */
export function restrictVertices(lists: CandidateLists, vertices: Int32Array): CandidateLists {
  const parts = Array.from(vertices, v => lists.colours.subarray(lists.offsets[v], lists.offsets[v + 1]));
  const offsets = new Int32Array(parts.length + 1);
  parts.forEach((part, i) => {
    offsets[i + 1] = offsets[i]! + part.length;
  });
  return { offsets, colours: Int32Array.from(parts.flatMap(part => [...part])) };
}
