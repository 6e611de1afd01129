import type { Findings } from '../base/findings.ts';
import { sortNames } from '../base/order.ts';
import { buildPlaceGraph, listNearest, type Replica } from '../graph/place-graph.ts';
import type { PlacementGraph, PlacementLabel, PlaceTerms, ServiceNode, TargetNode } from '../graph/problem-graph.ts';
import { findMappings } from '../graph/read-distribution.ts';
import { listServiceLinks } from '../graph/service-links.ts';
import { type Distribution, type Mapping, targetsOf } from '../model/distribution.ts';
import { type MeasureName, one, type Policy, type Rule } from '../model/policy.ts';
import { type FrozenPlace, freezePlace, type PlaceProblem } from '../solve/index.ts';
import { createGraph, type GraphOf } from './create-graph.ts';
import { AllowedTargets } from './place/allowed-targets.ts';
import { captionPlace } from './place/caption-place.ts';
import type { CandidateLimit, PlaceConstraint } from './place/constraint.ts';
import { isAboutLinksAlone } from './place/is-about-links-alone.ts';
import { listReplicas } from './place/list-replicas.ts';
import { type PosedRules, poseRules, type Wish } from './place/pose-rules.ts';
import {
  type CountedCapacity,
  type CountedCost,
  ratioInUnits,
  readCapacities,
  readCosts,
} from './place/read-capacities.ts';
import { readZones, type Zones } from './place/read-zones.ts';
import { type MeasureScale, toWeights, weighAims } from './place/weigh-aims.ts';
import { type Fraction, fractionOf, mostExact, multiply } from './place/whole-numbers.ts';
import type { Request } from './planner.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';

/** A request and a policy as a problem, and the names behind its numbers. */
export interface PosedPlace {
  readonly graph: PlacementGraph;
  readonly problem: PlaceProblem;
  readonly prepared: PreparedRequest;
  readonly policy: Policy;
  /** Node → the service, and which of its replicas it is (from 1 on; undefined where there is only one). */
  readonly nodes: readonly ServiceNode[];
  /** Label → target. */
  readonly labels: readonly TargetNode[];
  /** Nodes that may go nowhere: the problem has no plan then. */
  readonly withoutCandidates: readonly number[];
  readonly replicas: ReadonlyMap<string, readonly Replica[]>;
  readonly zones: Zones;
  /** In the order of the resources. */
  readonly capacities: readonly CountedCapacity[];
  readonly cost: CountedCost | undefined;
  /** Rule of the problem → where it comes from. */
  readonly ruleOrigins: readonly PlaceConstraint[];
  /** Wish of the problem on a label → where it comes from. */
  readonly wishes: readonly Wish[];
  /** What leaves replicas fewer targets than their candidates; the problem's candidates are what is left. */
  readonly limits: readonly CandidateLimit[];
  /** What 1 of each measure of the problem stands for. */
  readonly scales: Readonly<Record<MeasureName, MeasureScale>>;
  /** Node → the priority of its service. */
  readonly priorities: readonly Fraction[];
  readonly frozen: FrozenPlace<PlacementLabel, ServiceNode | TargetNode, PlacementGraphEdge>;
}

type PlacementGraphEdge = ReturnType<PlacementGraph['edge']>;

/**
 * The combined problem of a request under a policy: its graph, the same in numbers, and the names behind them. Mistakes
 * that show only where policy and models meet (a target without a capacity, levels that do not nest) go to `findings`.
 * O(replicas · candidates + links between replicas + sizes of rules).
 * @param scope whether targets that nobody may go to are part of it, too
 * @throws InputError with all findings when there is an error among them
 */
export function posePlace(
  request: Request,
  policy: Policy,
  findings: Findings,
  scope: 'candidates' | 'all targets' = 'candidates',
): PosedPlace {
  const asked = prepareRequest(request, findings);
  const moveStateful = asked.moveStateful || policy.moves.stateful === 'allowed';
  const prepared = asked.under({ replicas: policy.replicas, moveStateful });
  const targets = scope === 'all targets' ? [...prepared.infrastructure.targets.keys()] : listTargets(prepared);
  const parts = readParts(prepared, policy, targets, findings);
  const { replicas, limits } = parts.listed;
  const posed = poseRules(
    {
      rules: policy.rules,
      replicas,
      containers: prepared.containers,
      ports: prepared.ports,
      orders: prepared.orders,
      allowed: parts.allowed,
      targets: parts.targets,
      partitionOf: parts.zones.numberOf,
      weightOf: parts.wishWeightOf,
    },
    findings,
  );
  const { terms, scales } = poseTerms(parts, prepared, policy, posed, findings);
  const graph = writeGraph(parts, prepared, policy, terms);
  const frozen = freezePlace(graph);
  const nodes = frozen.nodes.map(number => frozen.graph.nodeAt(number)).filter(node => node.kind === 'service');
  const labels = frozen.labels.map(number => frozen.graph.nodeAt(number)).filter(node => node.kind === 'target');
  return {
    graph,
    problem: frozen.problem,
    prepared,
    policy,
    nodes,
    labels,
    withoutCandidates: frozen.withoutCandidates,
    replicas,
    zones: parts.zones,
    capacities: parts.capacities,
    cost: parts.cost,
    ruleOrigins: posed.demands.map(({ from }) => from),
    wishes: posed.wishes,
    limits,
    scales,
    priorities: nodes.map(({ name }) => fractionOf(policy.priority.get(name) ?? { units: 0n, scale: 0 })),
    frozen,
  };
}

/** What the policy demands and wants in numbers, and what they stand for. */
function poseTerms(
  parts: Parts,
  prepared: PreparedRequest,
  policy: Policy,
  posed: PosedRules,
  findings: Findings,
): { readonly terms: PlaceTerms; readonly scales: PosedPlace['scales'] } {
  const linked = poseLinks(parts, prepared, policy);
  const loads = poseLoads(parts.capacities, policy);
  const scales = measureScales({ parts, linked, loads, posed });
  checkNeeds(parts, findings);
  const stages = weighAims(policy.minimise, scales, findings);
  tellWithoutPrevious(prepared, policy, findings);
  findings.throwIfErrors();
  const terms: PlaceTerms = {
    resources: parts.capacities.map(({ capacity }, r) => ({
      loadWeight: loads.loadWeights[r] ?? 0,
      transient: capacity.transient && prepared.previous !== undefined,
    })),
    zoneCounts: parts.zones.ways.map(({ names }) => names.length),
    levels: [0, ...policy.links.by.map(parts.zones.numberOf)],
    costs: linked.costs,
    nearest: linked.nearest,
    rules: posed.demands.map(({ demand }) => demand),
    wishes: posed.wishes.map(({ node, target, weight }) => ({ node, target, weight })),
    ...(policy.moves.atMost === undefined || prepared.previous === undefined ? {} : { atMost: policy.moves.atMost }),
    balances: loads.balances,
    stages,
  };
  return { terms, scales };
}

/**
 * The plan in the words of the models: each service with the targets of its replicas, in the order of its candidates,
 * and the containers that these name. O(nodes + candidates).
 */
export function readPlace({ nodes, labels, prepared }: PosedPlace, assignment: ArrayLike<number>): Distribution {
  const chosen = new Map<string, Set<string>>();
  nodes.forEach(({ name }, node) => {
    const target = labels[assignment[node] ?? -1]?.name;
    const targets = chosen.get(name) ?? new Set<string>();
    chosen.set(name, targets);
    if (target !== undefined) targets.add(target);
  });
  const mappings = new Map<string, readonly Mapping[]>();
  for (const [service, targets] of chosen) {
    mappings.set(service, findMappings(prepared.candidates, service, targets));
  }
  return { mappings };
}

/** What a problem is made from. */
interface Parts {
  /** Names of all targets that are in the problem, in byte order. */
  readonly targets: readonly string[];
  readonly zones: Zones;
  readonly capacities: readonly CountedCapacity[];
  readonly cost: CountedCost | undefined;
  readonly allowed: AllowedTargets;
  readonly listed: ReturnType<typeof listReplicas>;
  readonly moveUnit: Fraction;
  readonly wishUnit: Fraction;
  readonly wishWeightOf: (rule: Rule) => number | undefined;
}

function readParts(prepared: PreparedRequest, policy: Policy, targets: readonly string[], findings: Findings): Parts {
  const { candidates, services, infrastructure } = prepared;
  const names = sortNames(candidates.mappings.keys());
  const capacities = readCapacities(policy, names, targets, prepared, findings);
  const allowed = new AllowedTargets(services, infrastructure, findings);
  const moves = toWeights([fractionOf(one), ...[...policy.moves.weights.values()].map(fractionOf)]);
  const moveWeights = new Map([...policy.moves.weights.keys()].map((name, i) => [name, moves.weights[i + 1] ?? 0]));
  const soft = policy.rules.filter(rule => rule.soft !== undefined);
  const wishes = toWeights(soft.map(rule => fractionOf(rule.soft ?? one)));
  const wishWeights = new Map<Rule, number>(soft.map((rule, i) => [rule, wishes.weights[i] ?? 1]));
  const usualMove = moves.weights[0] ?? 1;
  const moveWeightOf = (service: string): number => moveWeights.get(service) ?? usualMove;
  return {
    targets,
    zones: readZones(policy, targets, infrastructure, findings),
    capacities,
    cost: readCosts(policy, targets, prepared, findings),
    allowed,
    listed: listReplicas({ policy, prepared, capacities, allowed, moveWeightOf }),
    moveUnit: moves.unit,
    wishUnit: wishes.unit,
    wishWeightOf: rule => wishWeights.get(rule),
  };
}

/** The targets that somebody may go to or is on. */
function listTargets({ candidates, previous, infrastructure }: PreparedRequest): readonly string[] {
  const wanted = new Set<string>();
  let last: readonly Mapping[] | undefined;
  for (const [service, mappings] of candidates.mappings) {
    for (const target of targetsOf(previous, service)) wanted.add(target);
    if (mappings !== last) for (const { target } of mappings) wanted.add(target);
    last = mappings;
  }
  return [...infrastructure.targets.keys()].filter(name => wanted.has(name));
}

interface Linked {
  readonly costs: readonly number[];
  readonly unit: Fraction;
  readonly most: bigint;
  readonly nearest: PlaceTerms['nearest'];
}

function poseLinks({ listed, targets }: Parts, prepared: PreparedRequest, policy: Policy): Linked {
  const { weights: costs, unit } = toWeights(policy.links.cost.map(fractionOf));
  const { replicas } = listed;
  const { services, weightOf } = prepared;
  const label: PlacementLabel = { problem: 'placement' };
  const isNearest = policy.links.replicas === 'nearest';
  const models = { services, replicas, targets: targets.map(name => ({ name })), weightOf, label };
  const nearest = isNearest ? listNearest({ ...models, linkReplicas: 'nearest' }) : [];
  let total = nearest.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
  for (const [a, b] of listServiceLinks(services)) {
    total += BigInt(weightOf(a, b)) * BigInt((replicas.get(a) ?? []).length * (replicas.get(b) ?? []).length);
  }
  return { costs, unit, most: total * BigInt(costs.at(-1) ?? 1), nearest };
}

interface Loads {
  readonly loadWeights: readonly number[];
  readonly loadUnit: Fraction;
  readonly balances: PlaceTerms['balances'];
  readonly balanceUnit: Fraction;
}

function poseLoads(capacities: readonly CountedCapacity[], policy: Policy): Loads {
  const easy = capacities.map(({ capacity, unit }) =>
    capacity.comfortable === undefined ? { over: 0n, under: 1n } : multiply(fractionOf(capacity.weight), unit),
  );
  const loads = toWeights(easy);
  const found = policy.balance.flatMap(wish => {
    const [of, against] = [wish.of, wish.against].map(name =>
      capacities.findIndex(({ capacity }) => capacity.name === name),
    );
    const [x, y] = [capacities[of ?? -1], capacities[against ?? -1]];
    if (of === undefined || against === undefined || x === undefined || y === undefined) return [];
    const ratio = Number(ratioInUnits(wish, x, y).over);
    return [{ of, against, ratio, weight: multiply(fractionOf(wish.weight), y.unit) }];
  });
  const weights = toWeights(found.map(({ weight }) => weight));
  return {
    loadWeights: loads.weights,
    loadUnit: loads.unit,
    balances: found.map((balance, i) => ({ ...balance, weight: weights.weights[i] ?? 1 })),
    balanceUnit: weights.unit,
  };
}

/** What 1 of each measure stands for, and the most that a plan can have of it. */
function measureScales(posed: {
  readonly parts: Parts;
  readonly linked: Linked;
  readonly loads: Loads;
  readonly posed: PosedRules;
}): Readonly<Record<MeasureName, MeasureScale>> {
  const { parts, linked, loads } = posed;
  const nodes = [...parts.listed.replicas.values()].flat();
  const whole: Fraction = { over: 1n, under: 1n };
  const sum = (numbers: Iterable<bigint>): bigint => [...numbers].reduce((total, number) => total + number, 0n);
  const load = parts.capacities.map(
    (_, r) => BigInt(loads.loadWeights[r] ?? 0) * sum(nodes.map(({ needs }) => needs[r] ?? 0n)),
  );
  const balance = loads.balances.map(
    ({ of, ratio, weight }) => BigInt(ratio) * BigInt(weight) * sum(parts.capacities[of]?.haves.values() ?? []),
  );
  const rules = posed.posed.demands.map(({ demand }) => BigInt((demand.weight ?? 0) * demand.nodes.length));
  return {
    links: { unit: linked.unit, most: linked.most },
    cost: { unit: parts.cost?.unit ?? whole, most: sum(parts.cost?.costs.values() ?? []) },
    targets: { unit: whole, most: BigInt(parts.targets.length) },
    moves: { unit: parts.moveUnit, most: sum(nodes.map(({ standing }) => BigInt(standing.weight))) },
    load: { unit: loads.loadUnit, most: sum(load) },
    balance: { unit: loads.balanceUnit, most: sum(balance) },
    wishes: { unit: parts.wishUnit, most: sum([...rules, ...posed.posed.wishes.map(({ weight }) => BigInt(weight))]) },
  };
}

function checkNeeds({ capacities, listed }: Parts, findings: Findings): void {
  for (const { capacity, needs, haves } of capacities) {
    let total = [...haves.values()].reduce((most, have) => (have > most ? have : most), 0n);
    for (const [service, need] of needs) total += need * BigInt((listed.replicas.get(service) ?? []).length);
    if (total <= mostExact) continue;
    findings.error('too-large', `what is needed of capacity "${capacity.name}" is more than can be counted exactly`, {
      position: capacity.position,
      hint: 'amounts with fewer digits, or in a larger unit, are enough to tell what fits',
      subject: { kind: 'capacity', name: capacity.name },
    });
  }
}

/** One note on all that means nothing without a plan before. */
function tellWithoutPrevious({ previous }: PreparedRequest, policy: Policy, findings: Findings): void {
  const transient = policy.capacities.find(capacity => capacity.transient);
  const position = policy.moves.position ?? transient?.position;
  if (previous !== undefined || (policy.moves.position === undefined && transient === undefined)) return;
  const parts = [
    ...(policy.moves.position === undefined ? [] : ['moves']),
    ...(transient === undefined ? [] : [`the transient capacity "${transient.name}"`]),
  ];
  const what = parts.join(' and ');
  const message = `the policy speaks of ${what}, but there is no previous plan that anything could move from`;
  findings.warning('policy-idle', message, { position, remedy: { kind: 'previous-plan' } });
}

function writeGraph(parts: Parts, prepared: PreparedRequest, policy: Policy, terms: PlaceTerms): PlacementGraph {
  const { targets, zones, capacities, cost, listed } = parts;
  const isCut = isAboutLinksAlone(prepared, policy);
  const caption = isCut ? undefined : captionPlace({ replicas: listed.replicas, targets, capacities, cost });
  const label: PlacementLabel = { problem: 'placement', terms, caption };
  const totals = capacities.map(({ needs }) => {
    let total = 0n;
    for (const [service, need] of needs) total += need * BigInt((listed.replicas.get(service) ?? []).length);
    return total;
  });
  // More than all together need is no more room, unless somebody asks what is left.
  const cap = (amount: bigint, r: number): bigint =>
    terms.balances.some(({ of, against }) => of === r || against === r) || amount < (totals[r] ?? 0n)
      ? amount
      : (totals[r] ?? 0n);
  const describe = (name: string): Omit<TargetNode, 'kind' | 'terminal'> => ({
    name,
    capacities: capacities.map(({ haves }, r) => cap(haves.get(name) ?? 0n, r)),
    comfortable: capacities.map(({ comfortable }, r) => {
      const easy = comfortable?.get(name);
      return easy === undefined ? undefined : cap(easy, r);
    }),
    zones: zones.ways.map(({ zoneOf }) => zoneOf.get(name) ?? 0),
    ...(cost === undefined ? {} : { cost: cost.costs.get(name) ?? 0n }),
  });
  const edges = [...listed.replicas.values()].flat().reduce((sum, { candidates }) => sum + candidates.length, 0);
  const graph: GraphOf<PlacementGraph> = createGraph(edges);
  buildPlaceGraph(
    {
      services: prepared.services,
      replicas: listed.replicas,
      targets: targets.map(describe),
      weightOf: prepared.weightOf,
      linkReplicas: policy.links.replicas,
      label,
    },
    graph,
  );
  return graph;
}
