import type { Pool } from '../model/id-resources.ts';

/** Whether ids of two pools are of the same numbers: of one pool, or of one space. O(1). */
export function sharesNumbers(one: Pool, other: Pool): boolean {
  return one.name === other.name || (one.space !== undefined && one.space === other.space);
}

/** Whether a service that wants ids of both pools has one number for both. O(1). */
export function areCoupled(one: Pool, other: Pool): boolean {
  return (one.sameAs ?? one.name) === (other.sameAs ?? other.name);
}
