/**
 * The links of each cluster, with those in groups of which only so many can be in a zone with it.
 *
 * A link belongs to the group of its nearest link where it is one of those at its node; else to the rule of the kind
 * `apart` that its other end is in: one that the cluster is in itself before others, then the one with most neighbours
 * of the cluster, then the first. Of a nearest link one counts; of a rule as many as the zone has zones of the rule's
 * partition, one less where the cluster is in the rule itself. A rule with one neighbour only, and the cluster not in
 * it, makes no group.
 * A link to a cluster that a link before it goes to as well (a link to the nearest may) is in no rule's group and needs
 * no room of its own.
 * Links stand in ascending order, those without a group first, then group by group.
 * Time: O(links · rules of an end · log).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { GroupRule, PlaceProblem } from '../place-problem.ts';
import type { Clusters } from './clusters.ts';
import type { SharedLinks } from './shared-links.ts';

export interface NeighbourGroups {
  /** Cluster → its items: links, and 1 where the cluster is the upper end. */
  readonly start: Int32Array;
  readonly link: Int32Array;
  readonly isUpper: Uint8Array;
  /** Item → 1 where a link before it goes to the same cluster. */
  readonly isRepeat: Uint8Array;
  /**
   * Cluster → its groups; group → where its items start; behind the last one the end. Items before the first are free.
   */
  readonly groupStart: Int32Array;
  readonly itemStart: Int32Array;
  /** Group → rule, or -1 for a nearest link; and 1 where the cluster is in the rule itself. */
  readonly rule: Int32Array;
  readonly own: Uint8Array;
}

export function groupNeighbours(problem: PlaceProblem, clusters: Clusters, links: SharedLinks): NeighbourGroups {
  const items = listItems(clusters.count, links);
  const rulesOf = listRules(problem.rules, clusters);
  const start = new Int32Array(clusters.count + 1);
  const link = new Int32Array(2 * links.lower.length);
  const isUpper = new Uint8Array(link.length);
  const isRepeat = new Uint8Array(link.length);
  const groupStart = new Int32Array(clusters.count + 1);
  const itemStart: number[] = [];
  const rule: number[] = [];
  const own: number[] = [];
  let at = 0;
  items.forEach((its, cluster) => {
    const repeats = findRepeats(its, links);
    const { free, groups } = divideItems(cluster, its, repeats, links, rulesOf);
    const put = (item: number): void => {
      link[at] = item >> 1;
      isRepeat[at] = repeats.has(item) ? 1 : 0;
      isUpper[at++] = item & 1;
    };
    free.forEach(put);
    for (const group of groups) {
      itemStart.push(at);
      rule.push(group.rule);
      own.push(group.rule >= 0 && rulesOf[cluster]!.includes(group.rule) ? 1 : 0);
      group.items.forEach(put);
    }
    start[cluster + 1] = at;
    groupStart[cluster + 1] = rule.length;
  });
  itemStart.push(at);
  return {
    start,
    link,
    isUpper,
    isRepeat,
    groupStart,
    itemStart: Int32Array.from(itemStart),
    rule: Int32Array.from(rule),
    own: Uint8Array.from(own),
  };
}

/** Cluster → 2 · link, and one more where it is the upper end; ascending. */
function listItems(count: number, { lower, upper }: SharedLinks): number[][] {
  const items = Array.from({ length: count }, (): number[] => []);
  for (let e = 0; e < lower.length; e++) {
    items[lower[e]!]!.push(2 * e);
    items[upper[e]!]!.push(2 * e + 1);
  }
  return items;
}

/** Cluster → rules of the kind `apart` that must hold and that it is in, ascending. */
function listRules(rules: readonly GroupRule[], { of, count }: Clusters): number[][] {
  const rulesOf = Array.from({ length: count }, (): number[] => []);
  rules.forEach((rule, r) => {
    if (rule.kind !== 'apart' || rule.weight !== undefined) return;
    for (const cluster of new Set(Array.from(rule.nodes, node => of[node]!))) rulesOf[cluster]!.push(r);
  });
  return rulesOf;
}

function findRepeats(items: readonly number[], { lower, upper }: SharedLinks): Set<number> {
  const seen = new Set<number>();
  return new Set(
    items.filter(item => {
      const other = (item & 1) === 1 ? lower[item >> 1]! : upper[item >> 1]!;
      if (seen.has(other)) return true;
      seen.add(other);
      return false;
    }),
  );
}

interface Group {
  readonly rule: number;
  readonly items: number[];
}

function divideItems(
  cluster: number,
  items: readonly number[],
  repeats: ReadonlySet<number>,
  { lower, upper, nearest }: SharedLinks,
  rulesOf: readonly (readonly number[])[],
): { free: number[]; groups: Group[] } {
  const otherEnd = (item: number): number => ((item & 1) === 1 ? lower[item >> 1]! : upper[item >> 1]!);
  const frequency = new Map<number, number>();
  for (const other of new Set(items.map(otherEnd))) {
    for (const r of rulesOf[other]!) frequency.set(r, (frequency.get(r) ?? 0) + 1);
  }
  const own = rulesOf[cluster]!;
  const worth = (r: number): number => (own.includes(r) ? items.length + 1 : 0) + frequency.get(r)!;
  const free: number[] = [];
  const groups = new Map<number, Group>();
  const join = (key: number, rule: number, item: number): void => {
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { rule, items: [item] });
    else group.items.push(item);
  };
  for (const item of items) {
    const tag = nearest[item >> 1]!;
    if (tag > 0 && ((tag - 1) & 1) === (item & 1)) {
      join(-1 - ((tag - 1) >> 1), -1, item);
      continue;
    }
    if (repeats.has(item)) {
      free.push(item);
      continue;
    }
    let best = -1;
    for (const r of rulesOf[otherEnd(item)]!) if (best < 0 || worth(r) > worth(best)) best = r;
    if (best >= 0 && worth(best) > 1) join(best, best, item);
    else free.push(item);
  }
  return { free, groups: [...groups.values()] };
}
