import type { PosedPlace } from '../../pose-place.ts';
import { showUnits } from '../whole-numbers.ts';
import type { LinkLevel } from './measured-plan.ts';

/**
 * Links by how far they go. A link to the nearest replica counts where its nearest end is. O(links · levels).
 */
export function countLinks({ problem, policy, scales }: PosedPlace, label: Int32Array): readonly LinkLevel[] {
  const { links, nearest, partitions } = problem;
  const { u, v, weight, levels, costs } = links;
  const counts = new Array<number>(levels.length + 1).fill(0);
  const weights = new Array<number>(levels.length + 1).fill(0);
  /** So many levels lie between two targets. */
  const distance = (a: number, b: number): number => {
    let steps = 0;
    levels.forEach((level, i) => {
      const zoneOf = partitions[level]?.zoneOf;
      if (zoneOf?.[a] !== zoneOf?.[b]) steps = i + 1;
    });
    return steps;
  };
  const add = (steps: number, heavy: number): void => {
    counts[steps] = (counts[steps] ?? 0) + 1;
    weights[steps] = (weights[steps] ?? 0) + heavy;
  };
  const place = (node: number): number => label[node] ?? 0;
  for (const [e, one] of u.entries()) add(distance(place(one), place(v[e] ?? 0)), weight[e] ?? 0);
  for (const { node, among, weight: heavy } of nearest) {
    add(Math.min(...Array.from(among, other => distance(place(node), place(other)))), heavy);
  }
  return counts.map((count, steps): LinkLevel => {
    const heavy = weights[steps] ?? 0;
    const each = steps === 0 ? 0 : (costs[steps - 1] ?? 0);
    return {
      within: steps === 0 ? 'target' : policy.links.by[steps - 1],
      count,
      weight: heavy,
      cost: showUnits(BigInt(heavy) * BigInt(each), scales.links.unit),
    };
  });
}
