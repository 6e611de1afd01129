// `!` in this file only marks reads of arrays inside their bounds.
import type { NumberLists } from './place-problem.ts';

/**
 * The lists of candidates of all nodes, each distinct one once. O(length of all lists).
 * @param listAt the list of a node, ascending
 */
export function shareLists(
  nodeCount: number,
  listAt: (node: number) => Int32Array,
): { readonly listOf: Int32Array; readonly lists: NumberLists; readonly withoutCandidates: readonly number[] } {
  const known = new Map<string, number>();
  const distinct: Int32Array[] = [];
  const withoutCandidates: number[] = [];
  const listOf = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const list = listAt(node);
    if (list.length === 0) withoutCandidates.push(node);
    // Neighbours in the order of nodes mostly have the same list: that is seen without a key.
    const last = node === 0 ? undefined : distinct[listOf[node - 1]!];
    if (last !== undefined && last.length === list.length && last.every((label, i) => label === list[i])) {
      listOf[node] = listOf[node - 1]!;
      continue;
    }
    const key = list.join(' ');
    const number = known.get(key) ?? distinct.push(list) - 1;
    known.set(key, number);
    listOf[node] = number;
  }
  return { listOf, lists: toLists(distinct), withoutCandidates };
}

/** Lists one after the other. */
export function toLists(lists: readonly ArrayLike<number>[]): NumberLists {
  const start = new Int32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) start[i + 1] = start[i]! + list.length;
  const items = new Int32Array(start[lists.length]!);
  for (const [i, list] of lists.entries()) items.set(list, start[i]!);
  return { start, items };
}
