/**
 * Groups of vertices no two of which can share a colour, for prices: single vertices, neighbours with much in common
 * and what grows of them, and what was found otherwise.
 *
 * Input      A graph, a list of colours for each vertex, groups that are known.
 * Result     Groups with the colours on their lists. Of groups with the same colours the largest.
 * Time       O(lists) for each step of a group; at most `mostEntries` colours in all. Ties by lowest number.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, areAdjacent } from '../graph/adjacency.ts';
import type { CandidateLists } from './colouring.ts';
import type { Group } from './price-groups.ts';

/** Colours in all groups; beyond, no more are gathered. */
const mostEntries = 500_000;
const widest = 40;

export function gatherGroups(graph: Adjacency, lists: CandidateLists, known: readonly Int32Array[]): Group[] {
  const byColours = new Map<string, Group>();
  let entries = 0;
  const add = (vertices: readonly number[], colours: Int32Array): void => {
    const key = colours.join(' ');
    const other = byColours.get(key);
    if (other === undefined) entries += colours.length;
    if (other === undefined || other.vertices.length < vertices.length) {
      byColours.set(key, { vertices: Int32Array.from(vertices), colours });
    }
  };
  for (const vertices of known) add([...vertices], uniteLists(lists, vertices));
  for (let v = 0; v < graph.vertexCount && entries < mostEntries; v++) add([v], listOf(lists, v));
  for (let v = 0; v < graph.vertexCount && entries < mostEntries; v++) {
    if (listOf(lists, v).length > widest) continue;
    for (let i = graph.offsets[v]!; i < graph.offsets[v + 1]!; i++) {
      const w = graph.neighbours[i]!;
      if (w > v) growFrom(graph, lists, [v, w], add);
    }
  }
  return [...byColours.values()];
}

/** The pair, if its lists overlap, then with common neighbours as long as they add fewer colours than they have. */
function growFrom(
  graph: Adjacency,
  lists: CandidateLists,
  pair: readonly [number, number],
  add: (vertices: readonly number[], colours: Int32Array) => void,
): void {
  const group: number[] = [...pair];
  let colours = unite(listOf(lists, pair[0]), listOf(lists, pair[1]));
  if (colours.length === listOf(lists, pair[0]).length + listOf(lists, pair[1]).length) return;
  add(group, colours);
  const near = graph.neighbours.subarray(graph.offsets[pair[0]], graph.offsets[pair[0] + 1]);
  for (const w of near) {
    if (group.includes(w) || group.some(v => !areAdjacent(graph, v, w))) continue;
    const more = unite(colours, listOf(lists, w));
    if (more.length === colours.length + listOf(lists, w).length) continue;
    group.push(w);
    colours = more;
    add(group, colours);
  }
}

function listOf(lists: CandidateLists, v: number): Int32Array {
  return lists.colours.subarray(lists.offsets[v], lists.offsets[v + 1]);
}

function uniteLists(lists: CandidateLists, vertices: Int32Array): Int32Array {
  return Int32Array.from(new Set([...vertices].flatMap(v => [...listOf(lists, v)]))).sort();
}

function unite(a: Int32Array, b: Int32Array): Int32Array {
  return Int32Array.from(new Set([...a, ...b])).sort();
}
