import type { Findings } from '../../base/findings.ts';
import { nameCircle } from '../../base/name-circle.ts';
import { hostId, type NodeId } from '../../graph/node-id.ts';
import type { Replica } from '../../graph/place-graph.ts';
import type { PlaceDemand } from '../../graph/problem-graph.ts';
import type { GroupRule, Rule } from '../../model/policy.ts';
import type { KeptOrder } from './activation-waits.ts';
import type { AllowedTargets } from './allowed-targets.ts';
import type { PlaceConstraint } from './constraint.ts';
import type { EqualPorts } from './equal-ports.ts';
import type { NeededContainer } from './needed-containers.ts';

/** Demands on replicas, and the constraint that each comes from. */
export interface PosedRules {
  readonly demands: readonly { readonly demand: PlaceDemand; readonly from: PlaceConstraint }[];
  readonly wishes: readonly Wish[];
}

/** A target that a replica had better not have. */
export interface Wish {
  readonly node: NodeId;
  readonly target: NodeId;
  readonly weight: number;
  readonly from: PlaceConstraint;
}

/** What rules are posed with. */
export interface RuleSource {
  readonly rules: readonly Rule[];
  readonly replicas: ReadonlyMap<string, readonly Replica[]>;
  readonly containers: readonly NeededContainer[];
  readonly ports: readonly EqualPorts[];
  readonly orders: readonly KeptOrder[];
  readonly allowed: AllowedTargets;
  /** All targets that are in the problem. */
  readonly targets: readonly string[];
  readonly partitionOf: (by: string | undefined) => number;
  /** What a violation of a soft rule counts; undefined for rules that must hold. */
  readonly weightOf: (rule: Rule) => number | undefined;
}

/**
 * The rules of a policy as demands on replicas, with those that follow from the models: replicas of a service are
 * apart, and so are services that listen on the same port, or that would wait for each other in a circle; a service is
 * where its container is. O(sum of the sizes of groups).
 */
export function poseRules(source: RuleSource, findings: Findings): PosedRules {
  const demands: { readonly demand: PlaceDemand; readonly from: PlaceConstraint }[] = [];
  const wishes: Wish[] = [];
  const add = (from: PlaceConstraint, ...posed: readonly PlaceDemand[]): void => {
    for (const demand of posed) if (demand.nodes.length > 0) demands.push({ demand, from });
  };
  for (const [name, replicas] of source.replicas) {
    if (replicas.length < 2) continue;
    add({ kind: 'replicas', name }, { kind: 'apart', nodes: replicas.map(({ id }) => id), partition: 0 });
  }
  for (const container of source.containers) {
    add({ kind: 'container', name: container.service }, ...poseContainer(container, source));
  }
  for (const { port, services, position } of source.ports) {
    const nodes = nodesOf(services, source);
    add({ kind: 'port', name: port, position }, { kind: 'apart', nodes, partition: 0 });
  }
  for (const { apart, circle } of source.orders) {
    const nodes = nodesOf(apart, source);
    add({ kind: 'order', name: nameCircle(circle.services) }, { kind: 'apart', nodes, partition: 0 });
  }
  for (const rule of source.rules) {
    const from: PlaceConstraint = { kind: 'rule', name: rule.name, position: rule.position };
    add(from, ...poseRule(rule, source, findings));
    const weight = source.weightOf(rule);
    if (weight !== undefined) wishes.push(...poseWishes(rule, from, weight, source));
  }
  return { demands, wishes };
}

function nodesOf(services: readonly string[], { replicas }: RuleSource): readonly NodeId[] {
  return services.flatMap(service => (replicas.get(service) ?? []).map(({ id }) => id));
}

function poseContainer({ service, providers, has }: NeededContainer, source: RuleSource): readonly PlaceDemand[] {
  const replicas = source.replicas.get(service) ?? [];
  const candidates = new Set(replicas.flatMap(replica => replica.candidates));
  if ([...candidates].every(target => has.has(target))) return [];
  const free = source.targets.filter(target => has.has(target));
  const nodes = replicas.map(({ id }) => id);
  const to = nodesOf(providers, source);
  return [{ kind: 'near', nodes, to, partition: 0, ...(free.length === 0 ? {} : { free: free.map(hostId) }) }];
}

function poseRule(rule: Rule, source: RuleSource, findings: Findings): readonly PlaceDemand[] {
  const weight = source.weightOf(rule);
  const soft = weight === undefined ? {} : { weight };
  switch (rule.kind) {
    case 'apart': {
      const nodes = nodesOf(rule.services, source);
      return nodes.length < 2 ? [] : [{ kind: 'apart', nodes, partition: source.partitionOf(rule.by), ...soft }];
    }
    case 'together':
      return poseTogether(rule, source, findings).map(demand => ({ ...demand, ...soft }));
    case 'spread': {
      const common = { nodes: nodesOf(rule.services, source), partition: source.partitionOf(rule.by), ...soft };
      const { least, maxSkew } = rule;
      return [
        ...(least === undefined ? [] : [{ kind: 'spread' as const, ...common, least }]),
        ...(maxSkew === undefined ? [] : [{ kind: 'skew' as const, ...common, most: maxSkew }]),
      ];
    }
    case 'near': {
      const to = nodesOf(rule.to, source);
      const wanted = new Set(to);
      const nodes = nodesOf(rule.services, source).filter(id => !wanted.has(id));
      return [{ kind: 'near', nodes, to, partition: source.partitionOf(rule.by), ...soft }];
    }
    default:
      return [];
  }
}

/**
 * All replicas in one zone. On one target that cannot be for replicas, which are apart: there it means that the
 * services are on the same targets, wherever one is each other is. A ring says it: each near to the next.
 */
function poseTogether(rule: Rule & GroupRule, source: RuleSource, findings: Findings): readonly PlaceDemand[] {
  const partition = source.partitionOf(rule.by);
  const services = rule.services.filter(service => source.replicas.has(service));
  const nodes = nodesOf(services, source);
  if (partition > 0 || nodes.length === services.length) {
    return nodes.length < 2 ? [] : [{ kind: 'together', nodes, partition }];
  }
  if (services.length === 1) {
    const message = `rule "${rule.name}" wants the replicas of "${services[0]}" on one target, but replicas are apart`;
    const subject = { kind: 'rule', name: rule.name } as const;
    const hint = 'write by = "zone"; for one zone';
    findings.error('policy-conflict', message, { position: rule.position, hint, subject });
    return [];
  }
  return services.map((service, i): PlaceDemand => {
    const next = services[(i + 1) % services.length] ?? service;
    return { kind: 'near', nodes: nodesOf([service], source), to: nodesOf([next], source), partition };
  });
}

function poseWishes(rule: Rule, from: PlaceConstraint, weight: number, source: RuleSource): readonly Wish[] {
  if (rule.kind !== 'only' && rule.kind !== 'avoid' && rule.kind !== 'match') return [];
  const wishes: Wish[] = [];
  for (const [service, replicas] of source.replicas) {
    const allowed = source.allowed.find(rule, service);
    if (allowed === undefined) continue;
    for (const { id, candidates } of replicas) {
      for (const target of candidates) {
        if (!allowed.has(target)) wishes.push({ node: id, target: hostId(target), weight, from });
      }
    }
  }
  return wishes;
}
