// `!` in this file only marks reads of typed arrays inside their bounds.

import { groupBy } from '../graph/group-by.ts';

/**
 * A placement problem in numbers: nodes 0..nodeCount-1, labels 0..labelCount-1, both numbered in byte order of
 * their names (so that "the smaller number" means "first by name"). The words are those of metric labelling; the labels
 * are the terminals of multiway cut. An edge whose ends have different labels is cut: a *link*. For a planner nodes are
 * services, labels are targets, and edges are dependencies.
 *
 * Nodes of one kind usually share their candidates, so each distinct candidate list is stored once: the candidates of
 * node `v` are `listLabels[listStart[l]]` to `listLabels[listStart[l + 1] - 1]` with `l = listOf[v]`, ascending and
 * without doubles. At 100,000 nodes that may go to any of 100 labels this is 0.4 MB in the place of 40 MB.
 */
export interface PlacementInstance {
  readonly nodeCount: number;
  readonly labelCount: number;
  readonly listOf: Int32Array;
  readonly listStart: Int32Array;
  readonly listLabels: Int32Array;
  /** Edges: `edgeU[e] < edgeV[e]`, in ascending order, each pair once. */
  readonly edgeU: Int32Array;
  readonly edgeV: Int32Array;
  /** Positive integers; their sum stays below 2^53. */
  readonly edgeWeight: Float64Array;
  /**
   * Where each node is now, or -1 where it is new. A number that is not among its candidates means "somewhere else".
   */
  readonly previous: Int32Array;
}

/** What `buildPlacementInstance` takes: nothing is sorted, doubles are allowed. */
export interface PlacementParts {
  readonly labelCount: number;
  /** One list of label numbers for each node. */
  readonly candidates: readonly ArrayLike<number>[];
  readonly edgeU: ArrayLike<number>;
  readonly edgeV: ArrayLike<number>;
  readonly edgeWeight: ArrayLike<number>;
  readonly previous?: ArrayLike<number>;
}

/**
 * The instance in its one canonical form: equal problems give equal arrays, in whatever order their edges come.
 * Edges of a node to itself are dropped (they are never cut), those between the same two nodes are
 * added up. O(n + m + sum of the lists · log).
 */
export function buildPlacementInstance(parts: PlacementParts): PlacementInstance {
  const nodeCount = parts.candidates.length;
  const lists = new CandidateLists();
  const listOf = new Int32Array(nodeCount);
  for (let v = 0; v < nodeCount; v++) listOf[v] = lists.intern(Int32Array.from(parts.candidates[v] ?? []));
  return {
    nodeCount,
    labelCount: parts.labelCount,
    listOf,
    ...lists.toArrays(),
    ...sortEdges(nodeCount, parts.edgeU, parts.edgeV, parts.edgeWeight),
    previous: parts.previous ? Int32Array.from(parts.previous) : new Int32Array(nodeCount).fill(-1),
  };
}

/** The candidates of a node, ascending: a view, not a copy. */
export function candidatesOf(instance: PlacementInstance, node: number): Int32Array {
  const list = instance.listOf[node]!;
  return instance.listLabels.subarray(instance.listStart[list]!, instance.listStart[list + 1]!);
}

/** The weight of all edges together. */
export function totalWeight(instance: PlacementInstance): number {
  let sum = 0;
  for (const weight of instance.edgeWeight) sum += weight;
  return sum;
}

/** Distinct candidate lists, each kept once. Lists are numbered in order of their first appearance. */
export class CandidateLists {
  readonly #byHash = new Map<number, number[]>();
  #labels = new Int32Array(64);
  #starts: number[] = [0];

  /** The number of a list; sorts it in place and drops doubles. O(length · log length). */
  intern(list: Int32Array): number {
    let ascending = true;
    for (let i = 1; i < list.length; i++) if (list[i - 1]! >= list[i]!) ascending = false;
    if (!ascending) list.sort();
    let length = 0;
    let hash = 0x811c9dc5;
    for (let i = 0; i < list.length; i++) {
      if (i > 0 && list[i] === list[length - 1]) continue;
      list[length++] = list[i]!;
      hash = Math.imul(hash ^ list[i]!, 0x01000193);
    }
    const known = this.#byHash.get(hash);
    for (const number of known ?? []) if (this.#equals(number, list, length)) return number;
    const number = this.#append(list, length);
    if (known) known.push(number);
    else this.#byHash.set(hash, [number]);
    return number;
  }

  toArrays(): Pick<PlacementInstance, 'listStart' | 'listLabels'> {
    const listStart = Int32Array.from(this.#starts);
    return { listStart, listLabels: this.#labels.slice(0, listStart[listStart.length - 1]) };
  }

  #equals(number: number, list: Int32Array, length: number): boolean {
    const start = this.#starts[number]!;
    if (this.#starts[number + 1]! - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.#labels[start + i] !== list[i]) return false;
    return true;
  }

  #append(list: Int32Array, length: number): number {
    const start = this.#starts[this.#starts.length - 1]!;
    if (start + length > this.#labels.length) {
      const larger = new Int32Array(2 * (start + length));
      larger.set(this.#labels);
      this.#labels = larger;
    }
    this.#labels.set(list.subarray(0, length), start);
    return this.#starts.push(start + length) - 2;
  }
}

/** Edges with `u < v`, each once, ascending: a radix sort by `v`, then by `u`. O(n + m). */
export function sortEdges(
  nodeCount: number,
  us: ArrayLike<number>,
  vs: ArrayLike<number>,
  weights: ArrayLike<number>,
): Pick<PlacementInstance, 'edgeU' | 'edgeV' | 'edgeWeight'> {
  const count = us.length;
  const low = new Int32Array(count);
  const high = new Int32Array(count);
  for (let e = 0; e < count; e++) {
    low[e] = Math.min(us[e]!, vs[e]!);
    high[e] = Math.max(us[e]!, vs[e]!);
  }
  const inOrder = Int32Array.from({ length: count }, (_, e) => e);
  const byHigh = groupBy(nodeCount, high, inOrder).items;
  const order = groupBy(
    nodeCount,
    byHigh.map(e => low[e]!),
    byHigh,
  ).items;
  const edgeU = new Int32Array(count);
  const edgeV = new Int32Array(count);
  const edgeWeight = new Float64Array(count);
  let length = 0;
  for (const e of order) {
    if (low[e] === high[e]) continue;
    if (length > 0 && edgeU[length - 1] === low[e] && edgeV[length - 1] === high[e]) {
      edgeWeight[length - 1]! += weights[e]!;
    } else {
      edgeU[length] = low[e]!;
      edgeV[length] = high[e]!;
      edgeWeight[length++] = weights[e]!;
    }
  }
  return {
    edgeU: edgeU.slice(0, length),
    edgeV: edgeV.slice(0, length),
    edgeWeight: edgeWeight.slice(0, length),
  };
}
