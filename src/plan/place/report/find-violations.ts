import type { PlaceProblem } from '../../../solve/index.ts';

/** How often a demand is not kept, and by which nodes. */
export interface Violation {
  readonly count: number;
  /** In their order; each group of them breaks it together. */
  readonly groups: readonly (readonly number[])[];
}

type Rule = PlaceProblem['rules'][number];

/** Nodes that break a rule of the problem: those that share a zone, those that are alone, and so on. */
export function findViolations(problem: PlaceProblem, rule: Rule, label: Int32Array): Violation {
  const zoneOf = problem.partitions[rule.partition]?.zoneOf;
  const zoneAt = (node: number): number => zoneOf?.[label[node] ?? 0] ?? 0;
  const byZone = new Map<number, number[]>();
  for (const node of rule.nodes) byZone.set(zoneAt(node), [...(byZone.get(zoneAt(node)) ?? []), node]);
  const all = [...byZone.values()];
  switch (rule.kind) {
    case 'apart': {
      const crowded = all.filter(nodes => nodes.length > 1);
      return { count: crowded.reduce((sum, nodes) => sum + nodes.length - 1, 0), groups: crowded };
    }
    case 'together':
      return { count: Math.max(0, all.length - 1), groups: all.length > 1 ? all : [] };
    case 'spread': {
      const count = Math.max(0, rule.least - all.length);
      return { count, groups: count > 0 ? all : [] };
    }
    case 'skew': {
      const counts = listOpenZones(problem, rule).map(zone => byZone.get(zone)?.length ?? 0);
      const most = Math.max(0, ...counts);
      const count = counts.length === 0 ? 0 : Math.max(0, most - Math.min(...counts) - rule.most);
      return { count, groups: count > 0 ? all.filter(nodes => nodes.length === most) : [] };
    }
    case 'near': {
      const wanted = new Set(Array.from(rule.to, zoneAt));
      const isFine = (node: number): boolean =>
        wanted.has(zoneAt(node)) || rule.free?.includes(label[node] ?? 0) === true;
      const alone = Array.from(rule.nodes).filter(node => !isFine(node));
      return { count: alone.length, groups: alone.map(node => [node]) };
    }
  }
}

/** The zones that any node of the group may be in. */
function listOpenZones({ lists, listOf, partitions }: PlaceProblem, { nodes, partition }: Rule): readonly number[] {
  const open = new Set<number>();
  for (const node of nodes) {
    const list = listOf[node] ?? 0;
    for (const label of lists.items.subarray(lists.start[list], lists.start[list + 1])) {
      open.add(partitions[partition]?.zoneOf[label] ?? 0);
    }
  }
  return [...open];
}
