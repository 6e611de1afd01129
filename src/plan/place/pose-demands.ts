import { appId } from '../../graph/node-id.ts';
import { targetsOf } from '../../model/distribution.ts';
import type { Demand, GroupRule, LabelLimit, PlaceProblem } from '../../solve/index.ts';
import type { PosedPlace } from '../pose-place.ts';
import type { CandidateLimit, PlaceConstraint } from './constraint.ts';

/** Everything that a plan must keep, each demand by the constraint that a person knows it by. */
export interface PosedDemands {
  /** The problem in which nothing but names, needs and numbers of replicas is given. */
  readonly whole: PlaceProblem;
  readonly demands: readonly Demand[];
  /** Demand → the constraint that it is. */
  readonly constraints: readonly PlaceConstraint[];
}

/**
 * What a posed problem demands, apart from each other: what targets have of each capacity, target by target; pins,
 * containers, replicas, stateful services and candidates, service by service; rules, and the limit on moves. What
 * limits nothing is left out. O(nodes · labels + sizes of rules).
 * @param posed the problem with all targets, so that services can go where no list lets them
 */
export function poseDemands(posed: PosedPlace): PosedDemands {
  const demands = new DemandList();
  const { problem, policy } = posed;
  addRooms(posed, demands);
  const numbers = new Map(posed.nodes.map(({ name, replica }, node) => [appId(name, replica), node]));
  const limitOf = ({ nodes, targets }: CandidateLimit): LabelLimit => ({
    nodes: nodes.flatMap(id => numbers.get(id) ?? []),
    labels: labelsIn(posed, targets),
  });
  // A demand on where a container is says more than the targets that it leaves.
  const near = new Set(posed.ruleOrigins.flatMap(({ kind, name }) => (kind === 'container' ? [name] : [])));
  const limits = posed.limits.filter(({ constraint: { kind, name } }) => kind !== 'container' || !near.has(name));
  for (const limit of limits.filter(({ constraint }) => constraint.kind !== 'rule')) {
    demands.add(limit.constraint, { limits: [limitOf(limit)] });
  }
  const rules = problem.rules.flatMap((rule, number) => {
    const from = posed.ruleOrigins[number];
    return rule.weight !== undefined || from === undefined ? [] : [{ rule: closeZones(problem, rule), from }];
  });
  rules.forEach(({ from }, rule) => {
    if (from.kind !== 'rule') demands.add(from, { rules: [rule] });
  });
  addCandidates(posed, demands);
  for (const limit of limits)
    if (limit.constraint.kind === 'rule') demands.add(limit.constraint, { limits: [limitOf(limit)] });
  rules.forEach(({ from }, rule) => {
    if (from.kind === 'rule') demands.add(from, { rules: [rule] });
  });
  const { atMost } = problem.moves;
  if (atMost !== undefined) {
    demands.add({ kind: 'moves', name: String(atMost), position: policy.moves.position }, { moves: true });
  }
  const all = Int32Array.from(posed.labels.keys());
  return {
    whole: {
      ...problem,
      listOf: new Int32Array(problem.nodeCount),
      lists: { start: Int32Array.of(0, all.length), items: all },
      rules: rules.map(({ rule }) => rule),
    },
    ...demands.done(),
  };
}

/** What targets have of each capacity, target by target. */
function addRooms({ capacities, labels }: PosedPlace, demands: DemandList): void {
  capacities.forEach(({ capacity: { name: capacity, position } }, resource) => {
    labels.forEach(({ name }, label) => {
      demands.add({ kind: 'capacity', name: capacity, target: name, position }, { rooms: [{ resource, label }] });
    });
  });
}

/** The targets that lists leave services, where that is not every one. */
function addCandidates(posed: PosedPlace, demands: DemandList): void {
  const { listed } = posed.prepared;
  for (const [service, nodes] of nodesByService(posed)) {
    const targets = new Set(targetsOf(listed, service));
    if (posed.labels.every(({ name }) => targets.has(name))) continue;
    const position = listed.mappings.get(service)?.[0]?.position;
    const limit = { nodes, labels: labelsIn(posed, targets) };
    demands.add({ kind: 'candidates', name: service, position }, { limits: [limit] });
  }
}

function labelsIn({ labels }: PosedPlace, targets: ReadonlySet<string>): readonly number[] {
  return labels.flatMap(({ name }, label) => (targets.has(name) ? [label] : []));
}

function nodesByService({ nodes }: PosedPlace): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  nodes.forEach(({ name }, node) => {
    const list = found.get(name);
    if (list === undefined) found.set(name, [node]);
    else list.push(node);
  });
  return found;
}

/** Zones that count are those that lists leave open now, also when lists are left out or narrowed. */
export function closeZones({ listOf, lists, partitions }: PlaceProblem, rule: GroupRule): GroupRule {
  if (rule.kind !== 'skew') return rule;
  const zoneOf = partitions[rule.partition]?.zoneOf ?? new Int32Array(0);
  const zones = new Set<number>();
  for (const node of rule.nodes) {
    const list = listOf[node] ?? 0;
    for (const label of lists.items.subarray(lists.start[list], lists.start[list + 1])) zones.add(zoneOf[label] ?? 0);
  }
  return { ...rule, zones: Int32Array.from(zones).sort() };
}

/** Parts of demands, by their constraints. */
class DemandList {
  readonly #byKey = new Map<string, { constraint: PlaceConstraint; parts: Partial<Demand>[] }>();

  add(constraint: PlaceConstraint, part: Partial<Demand>): void {
    const key = JSON.stringify([constraint.kind, constraint.name, constraint.target]);
    const known = this.#byKey.get(key);
    if (known === undefined) this.#byKey.set(key, { constraint, parts: [part] });
    else known.parts.push(part);
  }

  done(): { readonly demands: readonly Demand[]; readonly constraints: readonly PlaceConstraint[] } {
    const all = [...this.#byKey.values()];
    return {
      constraints: all.map(({ constraint }) => constraint),
      demands: all.map(({ parts }) => ({
        rules: parts.flatMap(({ rules = [] }) => rules),
        limits: parts.flatMap(({ limits = [] }) => limits),
        rooms: parts.flatMap(({ rooms = [] }) => rooms),
        moves: parts.some(({ moves }) => moves === true),
      })),
    };
  }
}
