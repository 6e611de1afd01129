import type { Bundle, LinkSum } from './figures.ts';
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
  const sums = new Map<number, { a: number; b: number; count: number; weight: number }>();
  const crossing = { count: 0, weight: 0 };
  links.weight.forEach((weight, link) => {
    const ends = [services.group[links.a[link] ?? 0] ?? 0, services.group[links.b[link] ?? 0] ?? 0] as const;
    if (ends[0] === ends[1]) return;
    const [a, b] = [Math.min(...ends), Math.max(...ends)];
    for (const end of ends) leaving[end] = (leaving[end] ?? 0) + weight;
    const key = a * groups.length + b;
    const sum = sums.get(key) ?? { a, b, count: 0, weight: 0 };
    sums.set(key, { ...sum, count: sum.count + 1, weight: sum.weight + weight });
    crossing.count++;
    crossing.weight += weight;
  });
  const bundles = [...sums.values()].sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
  return { leaving, bundles, crossing };
}
