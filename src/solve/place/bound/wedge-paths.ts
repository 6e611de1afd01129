/**
 * Short paths between clusters that have no link: what crowds relieve links along (`wedges.ts`).
 *
 * Input: a model, how many links an inner cluster of a path may have. Result: pairs of clusters without a link and
 * without a rule that keeps them apart, each with all paths of two links between them or, where there are none, all of
 * three.
 * Ties: of links between the same two clusters only the first counts.
 * Time and space: O(paths + links + members² of the rules).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { BoundModel } from './bound-model.ts';

export interface WedgePaths {
  /** Pair → its clusters, two each; and where its paths start. */
  readonly ends: Int32Array;
  readonly start: Int32Array;
  /** Path → its links, three each, and its inner clusters, two each; -1 where it has one less. */
  readonly links: Int32Array;
  readonly inner: Int32Array;
  /** Link → 1 where one before it has the same ends. */
  readonly isRepeat: Uint8Array;
}

/** A link, and the cluster that it leads to. */
type Way = readonly [link: number, to: number];

/**
 * @param mostLinks links of the inner cluster of a path of two
 * @param mostInChain links of either inner cluster of a path of three
 */
export function findWedgePaths(model: BoundModel, mostLinks: number, mostInChain: number): WedgePaths {
  const { links, clusters } = model;
  const isRepeat = findRepeats(model);
  const ways = listWays(model, isRepeat);
  const paths = new PathDraft(clusters.count, listBarred(model));
  ways.forEach((its, centre) => {
    if (its.length > mostLinks) return;
    for (const [i, [first, u]] of its.entries()) {
      for (const [second, w] of its.slice(0, i)) paths.add(u, w, [first, second, -1], [centre, -1]);
    }
  });
  paths.endShort();
  for (let e = 0; e < links.lower.length; e++) {
    const [a, b] = [links.lower[e]!, links.upper[e]!];
    if (isRepeat[e] === 1 || ways[a]!.length > mostInChain || ways[b]!.length > mostInChain) continue;
    for (const [first, u] of ways[a]!) {
      for (const [last, w] of ways[b]!) {
        if (u !== b && w !== a && u !== w) paths.add(u, w, [first, e, last], [a, b]);
      }
    }
  }
  return { ...paths.done(), isRepeat };
}

/** Paths as they are found, by the pairs that they join. */
class PathDraft {
  readonly #count: number;
  readonly #barred: Set<number>;
  readonly #pairOf = new Map<number, number>();
  readonly #ends: number[] = [];
  readonly #links: number[][] = [];
  readonly #inner: number[][] = [];
  /** So many of the pairs have short paths. */
  #shortPairs = 0;

  constructor(count: number, barred: Set<number>) {
    this.#count = count;
    this.#barred = barred;
  }

  /** Takes in a path, unless its ends are barred or, among longer paths, have a short one. */
  add(u: number, w: number, links: readonly number[], inner: readonly number[]): void {
    const key = Math.min(u, w) * this.#count + Math.max(u, w);
    if (this.#barred.has(key)) return;
    let pair = this.#pairOf.get(key);
    if (pair === undefined) {
      pair = this.#links.length;
      this.#pairOf.set(key, pair);
      this.#ends.push(Math.min(u, w), Math.max(u, w));
      this.#links.push([]);
      this.#inner.push([]);
    }
    if (pair < this.#shortPairs) return;
    this.#links[pair]!.push(...links);
    this.#inner[pair]!.push(...inner);
  }

  /** From now on paths are longer. */
  endShort(): void {
    this.#shortPairs = this.#links.length;
  }

  done(): Omit<WedgePaths, 'isRepeat'> {
    const start = new Int32Array(this.#links.length + 1);
    this.#links.forEach((links, pair) => {
      start[pair + 1] = start[pair]! + links.length / 3;
    });
    return {
      ends: Int32Array.from(this.#ends),
      start,
      links: Int32Array.from(this.#links.flat()),
      inner: Int32Array.from(this.#inner.flat()),
    };
  }
}

function findRepeats({ links, clusters }: BoundModel): Uint8Array {
  const seen = new Set<number>();
  return Uint8Array.from(links.lower, (u, e) => {
    const key = u * clusters.count + links.upper[e]!;
    if (seen.has(key)) return 1;
    seen.add(key);
    return 0;
  });
}

function listWays({ links, clusters, groups }: BoundModel, isRepeat: Uint8Array): readonly (readonly Way[])[] {
  return Array.from({ length: clusters.count }, (_, c) => {
    const ways: Way[] = [];
    for (let i = groups.start[c]!; i < groups.start[c + 1]!; i++) {
      const link = groups.link[i]!;
      if (isRepeat[link] === 0) ways.push([link, groups.isUpper[i] === 1 ? links.lower[link]! : links.upper[link]!]);
    }
    return ways;
  });
}

/** Pairs that have a link, or that a rule keeps apart. */
function listBarred({ links, clusters, problem }: BoundModel): Set<number> {
  const { count, of } = clusters;
  const barred = new Set<number>();
  for (let e = 0; e < links.lower.length; e++) barred.add(links.lower[e]! * count + links.upper[e]!);
  for (const rule of problem.rules) {
    if (rule.kind !== 'apart' || rule.weight !== undefined) continue;
    const its = [...new Set(Array.from(rule.nodes, node => of[node]!))];
    for (const a of its) for (const b of its) if (a < b) barred.add(a * count + b);
  }
  return barred;
}
