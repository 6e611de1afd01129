/**
 * Numbers put into groups by counting: count what each group gets, sum up to where each begins, fill. O(groups + items)
 * time and space; within a group items stay in the order in which they come.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

/** Group g has the items `items[start[g]]` to `items[start[g + 1] - 1]`. */
export interface Grouping {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** Candidate lists that several members may share: that of member v is list `listOf[v]`, a stretch of `listLabels`. */
interface SharedLists {
  readonly listOf: Int32Array;
  readonly listStart: Int32Array;
  readonly listLabels: Int32Array;
}

/** Puts `items[i]` into group `groups[i]`, for `i < count`. */
export function groupBy(
  groupCount: number,
  groups: Int32Array,
  items: Int32Array,
  count: number = items.length,
): Grouping {
  const start = new Int32Array(groupCount + 1);
  for (let i = 0; i < count; i++) start[groups[i]! + 1]!++;
  const next = sumUp(start);
  const grouped = new Int32Array(count);
  for (let i = 0; i < count; i++) grouped[next[groups[i]!]!++] = items[i]!;
  return { start, items: grouped };
}

/** Group → the places in `groups` at which it stands, ascending: for items that are kept in several arrays. */
export function groupPlaces(groupCount: number, groups: Int32Array): Grouping {
  const places = new Int32Array(groups.length);
  let isGrouped = true;
  for (let place = 0; place < places.length; place++) {
    places[place] = place;
    if (place > 0 && groups[place]! < groups[place - 1]!) isGrouped = false;
  }
  if (!isGrouped) return groupBy(groupCount, groups, places);
  const start = new Int32Array(groupCount + 1);
  for (let place = 0; place < places.length; place++) start[groups[place]! + 1]!++;
  sumUp(start);
  return { start, items: places };
}

/** Node → the other ends of its edges `from[i]`–`to[i]`, for `i < edges`; edges from a node to itself are left out. */
export function groupEnds(nodeCount: number, from: Int32Array, to: Int32Array, edges: number = from.length): Grouping {
  const start = new Int32Array(nodeCount + 1);
  for (let i = 0; i < edges; i++) {
    const a = from[i]!;
    const b = to[i]!;
    if (a === b) continue;
    start[a + 1]!++;
    start[b + 1]!++;
  }
  const next = sumUp(start);
  const items = new Int32Array(start[nodeCount]!);
  for (let i = 0; i < edges; i++) {
    const a = from[i]!;
    const b = to[i]!;
    if (a === b) continue;
    items[next[a]!++] = b;
    items[next[b]!++] = a;
  }
  return { start, items };
}

/** Label → those of some members, in their order, that have it in their list; all members where none are given. */
export function groupByLabel(
  labelCount: number,
  { listOf, listStart, listLabels }: SharedLists,
  members: Int32Array = listOf.map((_, member) => member),
): Grouping {
  const start = new Int32Array(labelCount + 1);
  for (const member of members) {
    const list = listOf[member]!;
    for (let i = listStart[list]!; i < listStart[list + 1]!; i++) start[listLabels[i]! + 1]!++;
  }
  const next = sumUp(start);
  const items = new Int32Array(start[labelCount]!);
  for (const member of members) {
    const list = listOf[member]!;
    for (let i = listStart[list]!; i < listStart[list + 1]!; i++) items[next[listLabels[i]!]!++] = member;
  }
  return { start, items };
}

/** Turns sizes, each one place behind its group, into where the groups begin. Returns a copy, to fill them by. */
function sumUp(start: Int32Array): Int32Array {
  for (let g = 1; g < start.length; g++) start[g]! += start[g - 1]!;
  return start.slice();
}
