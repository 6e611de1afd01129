// `!` in this file only marks reads of arrays inside their bounds.
import type { NumberTable, PlacedProblem, PlacedRule } from '../placed-problem.ts';
import type { AskedDemand, AskedRule, AskedService, AskedSystem } from './asked-system.ts';

/** The problem of a system, and the nodes of each of its services. */
export interface NumberedSystem {
  readonly problem: PlacedProblem;
  /** Service → its nodes, one a replica. */
  readonly nodesOf: readonly (readonly number[])[];
  /** Rule of the problem → who asks for it (undefined: that a service runs so often), and of which services. */
  readonly demands: readonly { readonly demand: AskedDemand | undefined; readonly services: readonly number[] }[];
}

/** Replicas that are alike: which targets they may go to, and from where they move. */
interface Alike {
  readonly count: number;
  readonly candidates: readonly number[];
  readonly homes: readonly number[];
}

/**
 * Writes a system down as the problem that verifiers read: a node a replica, a label a target. Nothing of it comes from
 * whoever solved the problem. O(replicas · candidates + pairs of replicas that talk to each other + rules).
 */
export function numberSystem(system: AskedSystem): NumberedSystem {
  const { services, targets, transient, zones } = system;
  const groups = services.map(listAlike);
  const lists: (readonly number[])[] = [];
  const homes: (readonly number[])[] = [];
  const newcomers: number[] = [];
  const ownerOf: number[] = [];
  const groupOf: number[] = [];
  const nodesOf = groups.map((its, service) => {
    const first = ownerOf.length;
    for (const { count, candidates, homes: at } of its) {
      lists.push(candidates);
      homes.push(at);
      newcomers.push(at.length === 0 ? 0 : Math.max(0, count - at.length));
      for (let i = 0; i < count; i++) {
        ownerOf.push(service);
        groupOf.push(lists.length - 1);
      }
    }
    return Array.from({ length: ownerOf.length - first }, (_, i) => first + i);
  });
  const posed = [
    ...apartFromThemselves(system, nodesOf),
    ...system.rules.flatMap(rule =>
      numberRule(rule, nodesOf).map(its => ({ rule: its, demand: rule.demand, services: rule.services })),
    ),
  ];
  const problem: PlacedProblem = {
    nodeCount: ownerOf.length,
    labelCount: targets.length,
    listOf: Int32Array.from(groupOf),
    lists: toTable(lists),
    labelWishes: [],
    partitions: [targets.map((_, label) => label), ...zones].map(zoneOf => ({
      zoneOf: Int32Array.from(zoneOf),
      zoneCount: new Set(zoneOf).size,
    })),
    resources: transient.map((isTransient, r) => ({
      need: Float64Array.from(ownerOf, service => services[service]!.needs[r] ?? 0),
      have: Float64Array.from(targets, ({ has }) => has[r] ?? 0),
      loadWeight: 0,
      transient: isTransient,
    })),
    links: numberLinks(system, nodesOf),
    nearest: system.nearest.flatMap(({ from, to, weight }) => {
      const among = Int32Array.from(nodesOf[to]!);
      return nodesOf[from]!.map(node => ({ node, among, weight }));
    }),
    rules: posed.map(({ rule }) => rule),
    moves: {
      classOf: Int32Array.from(groupOf),
      homes: toTable(homes),
      weight: Float64Array.from(ownerOf, service => services[service]!.moveWeight),
      newcomers: Int32Array.from(newcomers),
      atMost: system.atMost,
      distanceWeight: 0,
      groupWeight: 0,
    },
    labelCost: Float64Array.from(targets, ({ cost }) => cost),
    balances: [],
    stages: system.stages,
  };
  return { problem, nodesOf, demands: posed.map(({ demand, services: its }) => ({ demand, services: its })) };
}

/** A service with data that gets more replicas than it had keeps each of the old ones where it is. */
function listAlike({ candidates, replicas, homes, stays }: AskedService): readonly Alike[] {
  if (!stays || homes.length === 0) return [{ count: replicas, candidates, homes }];
  const at = (targets: readonly number[]): readonly number[] => candidates.filter(target => targets.includes(target));
  if (replicas <= homes.length) return [{ count: replicas, candidates: at(homes), homes }];
  return [
    ...homes.map(home => ({ count: 1, candidates: at([home]), homes: [home] })),
    { count: replicas - homes.length, candidates, homes: [] },
  ];
}

function numberLinks(
  { links, levels, costs }: AskedSystem,
  nodesOf: NumberedSystem['nodesOf'],
): PlacedProblem['links'] {
  const pairs = links.flatMap(({ a, b, weight }) =>
    nodesOf[a]!.flatMap(u => nodesOf[b]!.map(v => ({ u: Math.min(u, v), v: Math.max(u, v), weight }))),
  );
  return {
    u: Int32Array.from(pairs, ({ u }) => u),
    v: Int32Array.from(pairs, ({ v }) => v),
    weight: Float64Array.from(pairs, ({ weight }) => weight),
    levels,
    costs,
  };
}

/** Replicas of a service are on different targets. */
function apartFromThemselves({ services }: AskedSystem, nodesOf: NumberedSystem['nodesOf']) {
  return nodesOf.flatMap((nodes, service) => {
    if (nodes.length < 2) return [];
    const rule: PlacedRule = { kind: 'apart', nodes: Int32Array.from(nodes), partition: 0 };
    const demand: AskedDemand = { kind: 'replicas', name: services[service]?.name ?? '' };
    return [{ rule, demand, services: [service] }];
  });
}

function numberRule(
  { kind, services, to, free, way, least, most }: AskedRule,
  nodesOf: NumberedSystem['nodesOf'],
): readonly PlacedRule[] {
  const all = (numbers: readonly number[]): Int32Array =>
    Int32Array.from(numbers.flatMap(service => nodesOf[service]!));
  const nodes = all(services);
  if (kind === 'near') {
    // Who is looked for is not among those that look.
    const wanted = all(to ?? []);
    const left = nodes.filter(node => !wanted.includes(node));
    const also = free === undefined ? {} : { free: Int32Array.from(free) };
    return left.length === 0 ? [] : [{ kind, nodes: left, partition: way, to: wanted, ...also }];
  }
  if (kind !== 'together' || way > 0 || nodes.length === services.length) {
    if (nodes.length < 2 && (kind === 'apart' || kind === 'together')) return [];
    const limits = { ...(least === undefined ? {} : { least }), ...(most === undefined ? {} : { most }) };
    return [{ kind, nodes, partition: way, ...limits }];
  }
  // Replicas are apart: on the same targets are services of which each is wherever the next one is, around.
  return services.map((service, i) => {
    const next = services[(i + 1) % services.length] ?? service;
    return { kind: 'near', nodes: all([service]), to: all([next]), partition: way };
  });
}

/** Lists as one table. */
export function toTable(lists: readonly (readonly number[])[]): NumberTable {
  const start = new Int32Array(lists.length + 1);
  for (const [i, list] of lists.entries()) start[i + 1] = start[i]! + list.length;
  return { start, items: Int32Array.from(lists.flat()) };
}
