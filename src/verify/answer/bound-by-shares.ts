// `!` in this file only marks reads of arrays inside their bounds.
import type { LinkShares } from '../link-shares.ts';
import { listedIn } from '../placed-problem.ts';
import { boundFromShares, type PlacedInstance } from '../verify-placement.ts';
import type { AskedSystem } from './asked-system.ts';
import type { NumberedSystem } from './number-system.ts';

/** What shares prove of the links, or why they prove nothing. */
export type SharesVerdict =
  | { readonly kind: 'bound'; readonly links: number; readonly by: 'shares' | 'prices' }
  | { readonly kind: 'faults'; readonly faults: readonly string[] }
  /** They are not about such a system. */
  | { readonly kind: 'other' };

/**
 * The bound on links that shares prove, recomputed from the models: whatever they are, it holds, and where they are not
 * those that were written, that is told. O(candidates · links).
 */
export function boundByShares(
  system: AskedSystem,
  { problem }: NumberedSystem,
  { unit, sum, links: given }: LinkShares,
): SharesVerdict {
  const { services, targets, levels, costs, units } = system;
  if (levels.length !== 1 || problem.nodeCount !== services.length) return { kind: 'other' };
  const byName = targets.map((_, label) => label).sort((a, b) => (targets[a]!.name < targets[b]!.name ? -1 : 1));
  const rankOf = new Int32Array(targets.length);
  byName.forEach((label, rank) => {
    rankOf[label] = rank;
  });
  // Services are numbered in byte order, and targets are now.
  const lists = services.map((_, node) =>
    Array.from(listedIn(problem.lists, problem.listOf[node]!), label => rankOf[label]!).sort((a, b) => a - b),
  );
  const links = [...system.links].sort((a, b) => a.a - b.a || a.b - b.b);
  const isOther = { kind: 'faults', faults: ['the certificate is about other links or candidates'] } as const;
  if (links.length !== given.length) return isOther;
  const starts: number[] = [];
  const shares: number[] = [];
  for (const [i, { a, b, weight }] of links.entries()) {
    const its = given[i]!;
    if (its.length !== countCommon(lists[a]!, lists[b]!)) return isOther;
    if (its.some(share => !Number.isSafeInteger(share) || share < 0 || share > weight * unit)) {
      return { kind: 'faults', faults: ['a share is less than nothing, or more than the weight of its link'] };
    }
    starts.push(shares.length);
    for (const share of its) shares.push(share);
  }
  const counted = shares.reduce((total, share) => total + share, 0);
  if (counted !== sum) return { kind: 'faults', faults: [`the shares come to ${counted}, and are said to be ${sum}`] };
  const instance = instanceOf(targets.length, lists, links);
  const bound = boundFromShares(instance, {
    unit,
    startOf: Int32Array.from(starts),
    shares: Float64Array.from(shares),
    toUpper: new Uint8Array(links.length),
  });
  return { kind: 'bound', links: (bound * (costs[0] ?? 0)) / units.links, by: 'shares' };
}

/** How many numbers two ascending lists have in common, going along both. O(sum of lengths). */
function countCommon(one: readonly number[], other: readonly number[]): number {
  let common = 0;
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const difference = one[i]! - other[j]!;
    if (difference === 0) common++;
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return common;
}

function instanceOf(
  labelCount: number,
  lists: readonly (readonly number[])[],
  links: AskedSystem['links'],
): PlacedInstance {
  const starts = [0];
  for (const list of lists) starts.push(starts.at(-1)! + list.length);
  return {
    nodeCount: lists.length,
    labelCount,
    listOf: Int32Array.from(lists, (_, node) => node),
    listStart: Int32Array.from(starts),
    listLabels: Int32Array.from(lists.flat()),
    edgeU: Int32Array.from(links, ({ a }) => a),
    edgeV: Int32Array.from(links, ({ b }) => b),
    edgeWeight: Float64Array.from(links, ({ weight }) => weight),
    previous: new Int32Array(lists.length).fill(-1),
  };
}
