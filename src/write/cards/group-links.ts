import { type Bundle, BundleSums, type LinkSum } from './bundle-sums.ts';
import type { PlanDocument } from './plan-document.ts';

/** What leads from group to group, wherever services are. */
export interface GroupLinks {
  /** Group → the weight of the links that leave it. */
  readonly leaving: readonly number[];
  /** Links between two groups, the heaviest first. */
  readonly bundles: readonly Bundle[];
  readonly crossing: LinkSum;
}

/** Sums up the links between groups. O(links), and sorting. */
export function measureGroupLinks({ groups, services, links }: PlanDocument): GroupLinks {
  const leaving = groups.map(() => 0);
  const bundles = new BundleSums(groups.length);
  const crossing = { count: 0, weight: 0 };
  links.weight.forEach((weight, link) => {
    const ends = [services.group[links.a[link] ?? 0] ?? 0, services.group[links.b[link] ?? 0] ?? 0] as const;
    if (ends[0] === ends[1]) return;
    for (const end of ends) leaving[end] = (leaving[end] ?? 0) + weight;
    bundles.add(...ends, { count: 1, weight });
    crossing.count++;
    crossing.weight += weight;
  });
  return { leaving, bundles: bundles.heaviestFirst(), crossing };
}
