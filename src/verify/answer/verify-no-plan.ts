/**
 * Checks that there is no plan: by counting candidates, by the conflict that the answer tells, or by trying all plans.
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import { exhaustPlans } from '../exhaust-plans.ts';
import { holdDemands, type PlacedDemand } from '../placed-demands.ts';
import { listedIn, type PlacedProblem, type PlacedRule } from '../placed-problem.ts';
import { type PlacedCrowd, verifyConflict } from '../verify-conflict.ts';
import type { ClaimedCrowd, ClaimedDemand, NoPlanClaim, Verdict } from './answer-claim.ts';
import type { AskedSystem } from './asked-system.ts';
import type { NumberedSystem } from './number-system.ts';

/** @param work how many looks at a node and a label may be taken */
export function verifyNoPlan(
  system: AskedSystem,
  numbered: NumberedSystem,
  claim: NoPlanClaim | undefined,
  work: number,
): Verdict {
  const what = 'there is no plan';
  const say = (by: Verdict['certified'][number]['by']): Verdict => ({ faults: [], certified: [{ what, by }] });
  const { services, beyond } = system;
  if (services.some(({ candidates, replicas }) => candidates.length < replicas)) return say('counted');
  if (claim !== undefined && isCrowdedClique(system, claim.clique)) return say('clique');
  if (claim?.demands !== undefined) {
    const judged = judgeConflict(system, numbered, { ...claim, demands: claim.demands }, work);
    // Who asks for more than is read here may mean something else.
    if (judged.faults.length > 0) return beyond.length > 0 ? say('not certified') : { ...judged, certified: [] };
    return say(judged.confirmedBy === undefined ? 'not certified' : 'conflict');
  }
  const { problem } = numbered;
  const some = claim !== undefined && claim.services.length > 0 ? claim.services : undefined;
  const alone = some && holdAlone(system, numbered, some);
  if (alone !== undefined && exhaustPlans(alone, work) === 'no plan') return say('all plans tried');
  const found = exhaustPlans(problem, work);
  if (found === 'no plan') return say('all plans tried');
  return found === 'a plan' && beyond.length === 0
    ? { faults: ['there is a plan'], certified: [] }
    : say('not certified');
}

/** Whether some services all depend on each other, and are more than the targets that they may be on. */
function isCrowdedClique({ services, links, rules }: AskedSystem, clique: readonly string[]): boolean {
  const numbers = new Map(services.map(({ name }, i) => [name, i]));
  const members = [...new Set(clique)].map(name => numbers.get(name) ?? -1);
  if (members.length < 2 || members.includes(-1) || !rules.some(({ demand }) => demand?.kind === 'link')) return false;
  const pairs = new Set(links.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  const areLinked = members.every((one, i) => members.slice(0, i).every(other => pairs.has(`${one} ${other}`)));
  return areLinked && members.length > new Set(members.flatMap(member => services[member]!.candidates)).size;
}

function judgeConflict(
  system: AskedSystem,
  numbered: NumberedSystem,
  claim: NoPlanClaim & { readonly demands: readonly ClaimedDemand[] },
  work: number,
) {
  const whole = openProblem(numbered.problem);
  const demands = claim.demands.map(demand => poseDemand(system, numbered, demand));
  const known = demands.map((_, number) => number);
  const share = Math.floor(work / (demands.length + 1));
  const conflict = {
    ...{ demands: known, witnesses: [], isMinimal: false },
    crowd: claim.crowd && poseCrowd(system, numbered, claim.crowd),
  };
  const checked = verifyConflict(whole, demands, conflict, share);
  if (checked.faults.length > 0 && conflict.crowd !== undefined) {
    // What is counted is only one way to show it.
    const tried = verifyConflict(whole, demands, { ...conflict, crowd: undefined }, share);
    if (tried.confirmedBy === undefined) return checked;
  }
  const unknown = claim.demands.filter(
    (_, i) =>
      ['rules', 'limits', 'rooms'].every(part => demands[i]![part as 'rules'].length === 0) && !demands[i]!.moves,
  );
  const needless = claim.isMinimal
    ? claim.demands.filter((_, i) => {
        const others = demands.filter((_demand, other) => other !== i);
        return exhaustPlans(holdDemands(whole, others), share) === 'no plan';
      })
    : [];
  const faults = checked.faults.map(fault => `the conflict: ${fault}`);
  return {
    faults: [
      ...faults,
      ...unknown.map(({ kind, name }) => `nobody asks for the demand ${kind} "${name}"`),
      ...needless.map(({ kind, name }) => `the conflict is said to be minimal, and is one without ${kind} "${name}"`),
    ],
    confirmedBy: checked.confirmedBy,
  };
}

/** The problem in which nothing but needs and rules is given, these about the zones that they are about now. */
function openProblem(problem: PlacedProblem): PlacedProblem {
  const all = Int32Array.from({ length: problem.labelCount }, (_, label) => label);
  return {
    ...problem,
    listOf: new Int32Array(problem.nodeCount),
    lists: { start: Int32Array.of(0, all.length), items: all },
    rules: problem.rules.map(rule => closeZones(problem, rule)),
  };
}

function closeZones(problem: PlacedProblem, rule: PlacedRule): PlacedRule {
  if (rule.kind !== 'skew') return rule;
  const { zoneOf } = problem.partitions[rule.partition]!;
  const zones = new Set<number>();
  for (const node of rule.nodes) {
    for (const label of listedIn(problem.lists, problem.listOf[node]!)) zones.add(zoneOf[label]!);
  }
  return { ...rule, zones: Int32Array.from(zones).sort() };
}

function poseDemand(
  { services, targets, room = [], limits = [] }: AskedSystem,
  { nodesOf, demands: origins }: NumberedSystem,
  { kind, name, target, services: named }: ClaimedDemand,
): PlacedDemand {
  const isNamed = (numbers: readonly number[]): boolean =>
    numbers.every(number => named.includes(services[number]?.name ?? ''));
  const rules = origins.flatMap(({ demand, services: its }, rule) => {
    if (demand?.kind !== kind) return [];
    return kind === 'port' ? (isNamed(its) ? [rule] : []) : demand.name === name ? [rule] : [];
  });
  const resource = room.findIndex(one => one.name === name);
  const label = targets.findIndex(one => one.name === target);
  return {
    rules,
    limits: limits
      .filter(({ demand }) => demand.kind === kind && demand.name === name)
      .map(({ services: its, targets: labels }) => ({ nodes: its.flatMap(service => nodesOf[service]!), labels })),
    rooms: kind === 'capacity' && resource >= 0 && label >= 0 ? [{ resource, label }] : [],
    moves: kind === 'moves',
  };
}

function poseCrowd(
  { services, targets, room = [], zones }: AskedSystem,
  { nodesOf, problem }: NumberedSystem,
  claim: ClaimedCrowd,
): PlacedCrowd | undefined {
  const named = new Set(claim.services);
  const nodes = services.flatMap(({ name }, service) => (named.has(name) ? nodesOf[service]! : []));
  const labels = targets.flatMap(({ name }, label) => (claim.targets.includes(name) ? [label] : []));
  const resource = room.findIndex(({ name }) => name === claim.capacity);
  if (claim.kind === 'sum') return resource < 0 ? undefined : { nodes, labels, counted: { kind: 'sum', resource } };
  if (claim.kind === 'large') {
    const needs = resource < 0 ? [] : nodes.map(node => problem.resources[resource]!.need[node]!);
    return { nodes, labels, counted: { kind: 'large', resource, least: Math.min(...needs) } };
  }
  // Of all ways to group targets that with the fewest places among these.
  const ways = [0, ...zones.map((_, i) => i + 1)];
  const places = ways.map(way => new Set(labels.map(label => problem.partitions[way]!.zoneOf[label]!)).size);
  return { nodes, labels, counted: { kind: 'apart', partition: places.indexOf(Math.min(...places)) } };
}

/** Some services alone: the others go anywhere. */
function holdAlone(
  { services }: AskedSystem,
  { problem, nodesOf }: NumberedSystem,
  names: readonly string[],
): PlacedProblem {
  const those = new Set(services.flatMap(({ name }, i) => (names.includes(name) ? nodesOf[i]! : [])));
  return {
    ...problem,
    rules: problem.rules.filter(({ nodes, to }) => [...nodes, ...(to ?? [])].every(node => those.has(node))),
    resources: problem.resources.map(({ need, ...resource }) => ({
      ...resource,
      need: need.map((amount, node) => (those.has(node) ? amount : 0)),
    })),
    moves: { ...problem.moves, atMost: undefined },
  };
}
