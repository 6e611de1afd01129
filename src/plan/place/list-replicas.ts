import { nameCircle } from '../../base/name-circle.ts';
import { sortNames } from '../../base/order.ts';
import { appId, hostId, type NodeId } from '../../graph/node-id.ts';
import type { Replica } from '../../graph/place-graph.ts';
import type { Standing } from '../../graph/problem-graph.ts';
import { type Mapping, targetsOf } from '../../model/distribution.ts';
import type { Policy } from '../../model/policy.ts';
import type { PreparedRequest } from '../prepare-request.ts';
import type { AllowedTargets } from './allowed-targets.ts';
import type { CandidateLimit, PlaceConstraint } from './constraint.ts';
import type { CountedCapacity } from './read-capacities.ts';

/** The replicas of all services, and what leaves them fewer targets than their candidates. */
export interface ListedReplicas {
  /** Service → its replicas, at least one; services in byte order. */
  readonly replicas: ReadonlyMap<string, readonly Replica[]>;
  readonly limits: readonly CandidateLimit[];
}

/** What replicas are listed from. */
export interface ReplicaSource {
  readonly policy: Policy;
  readonly prepared: PreparedRequest;
  readonly capacities: readonly CountedCapacity[];
  readonly allowed: AllowedTargets;
  /** Service → what a move of one of its replicas costs. */
  readonly moveWeightOf: (service: string) => number;
}

/**
 * Each service as often as it runs. `all` is once on each target that candidates, pins, rules and containers leave it.
 * Replicas of a service are alike, but for a stateful one that gets more replicas than it had: the old ones stay each
 * where it was. A service that may go nowhere has one replica without candidates. O(services · candidates · rules).
 */
export function listReplicas(source: ReplicaSource): ListedReplicas {
  const replicas = new Map<string, readonly Replica[]>();
  const limits: CandidateLimit[] = [];
  // Many services have the very same list.
  const known = new Map<readonly Mapping[], readonly string[]>();
  for (const service of sortNames(source.prepared.listed.mappings.keys())) {
    const mappings = source.prepared.listed.mappings.get(service) ?? [];
    const base = known.get(mappings) ?? baseCandidates(service, source);
    known.set(mappings, base);
    const general = limitsOf(service, base, source);
    const left =
      general.length === 0 ? base : base.filter(target => general.every(({ targets }) => targets.has(target)));
    const said = source.prepared.replicas.get(service) ?? 1;
    const count = said === 'all' ? Math.max(1, left.length) : said;
    const ids = Array.from({ length: count }, (_, i) => appId(service, count === 1 ? undefined : i + 1));
    for (const { constraint, targets } of general) limits.push({ constraint, nodes: ids, targets });
    const groups = groupByHome(service, ids, source);
    for (const { limit } of groups) if (limit !== undefined) limits.push(limit);
    replicas.set(
      service,
      groups.flatMap(group => makeReplicas(service, ids, group, left, source)),
    );
  }
  return { replicas, limits };
}

function baseCandidates(service: string, { prepared }: ReplicaSource): readonly string[] {
  const { targets } = prepared.infrastructure;
  return sortNames(targetsOf(prepared.listed, service).filter(target => targets.has(target)));
}

type TargetLimit = Pick<CandidateLimit, 'constraint' | 'targets'>;

function limitsOf(service: string, base: readonly string[], source: ReplicaSource): readonly TargetLimit[] {
  const { policy, prepared, allowed } = source;
  const limits: TargetLimit[] = [];
  for (const { because, names, targets } of prepared.removalsOf([service])) {
    if (because === 'stateful') continue;
    const gone = new Set(targets);
    const position = because === 'pin' ? prepared.pins.get(service)?.position : undefined;
    const name = because === 'order' ? nameCircle(names) : service;
    const constraint: PlaceConstraint = { kind: because, name, position };
    limits.push({ constraint, targets: new Set(base.filter(target => !gone.has(target))) });
  }
  for (const rule of policy.rules) {
    if (rule.soft !== undefined || (rule.kind !== 'only' && rule.kind !== 'avoid' && rule.kind !== 'match')) continue;
    const targets = allowed.find(rule, service);
    const constraint: PlaceConstraint = { kind: 'rule', name: rule.name, position: rule.position };
    if (targets !== undefined && !base.every(target => targets.has(target))) limits.push({ constraint, targets });
  }
  return limits;
}

/** Replicas that are alike. */
interface Group {
  readonly numbers: readonly number[];
  readonly homes: readonly string[];
  readonly limit?: CandidateLimit;
}

function groupByHome(service: string, ids: readonly NodeId[], { prepared }: ReplicaSource): readonly Group[] {
  const { targets } = prepared.infrastructure;
  const homes = sortNames(targetsOf(prepared.previous, service).filter(target => targets.has(target)));
  const all = ids.map((_, i) => i);
  if (prepared.homesOf(service).length === 0) return [{ numbers: all, homes }];
  const limit = (numbers: readonly number[], at: readonly string[]): CandidateLimit => ({
    constraint: { kind: 'stateful', name: service },
    nodes: numbers.flatMap(i => ids[i] ?? []),
    targets: new Set(at),
  });
  if (ids.length <= homes.length) return [{ numbers: all, homes, limit: limit(all, homes) }];
  const old = homes.map((home, i): Group => ({ numbers: [i], homes: [home], limit: limit([i], [home]) }));
  return [...old, { numbers: all.slice(homes.length), homes: [] }];
}

function makeReplicas(
  service: string,
  ids: readonly NodeId[],
  { numbers, homes, limit }: Group,
  left: readonly string[],
  { capacities, moveWeightOf }: ReplicaSource,
): readonly Replica[] {
  const candidates = limit === undefined ? left : left.filter(target => limit.targets.has(target));
  const needs = capacities.map(capacity => capacity.needs.get(service) ?? 0n);
  const standing: Standing = {
    homes: homes.map(hostId),
    newcomers: homes.length === 0 ? 0 : Math.max(0, numbers.length - homes.length),
    weight: moveWeightOf(service),
  };
  return numbers.flatMap(i => {
    const id = ids[i];
    return id === undefined ? [] : [{ id, number: ids.length === 1 ? undefined : i + 1, candidates, needs, standing }];
  });
}
