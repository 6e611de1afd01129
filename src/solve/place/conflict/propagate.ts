/**
 * Closes labels that nodes have in no plan.
 *
 * Problem    Which labels can be ruled out without a search?
 * Input      A problem and what is open in it, which is narrowed.
 * Result     Whether every node may still have a label; if not, there is no plan.
 * Guarantee  What is closed is in no plan. What is left may be in none, too.
 * Method     Until nothing changes: a label is closed to nodes that do not fit beside those that have no other one; in
 *            zones where an apart rule has a node already; in zones where not all of a together rule may be; where
 *            nothing is that a node must be near to. Spread and skew are matchings of nodes and zones. Where as many
 *            nodes must move as may, all others stay.
 * Time       O(rounds · (nodes · labels · resources + sizes of rules · zones)).
 * Source     Arc consistency (A. Mackworth, "Consistency in Networks of Relations", Artificial Intelligence 8, 1977),
 *            rule by rule; bounds on knapsacks for room.
 * Ties       None: the result does not depend on an order.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { isHome } from '../is-home.ts';
import type { GroupRule } from '../place-problem.ts';
import { canFillZones, canHoldAll } from './match-zones.ts';
import type { OpenLabels } from './open-labels.ts';

/** Rounds after which it is left at that. */
const mostRounds = 50;

export function propagate(labels: OpenLabels): boolean {
  for (let round = 0; round < mostRounds; round++) {
    if (labels.count.includes(0)) return false;
    const steps = [narrowByRoom(labels), narrowByMoves(labels)];
    for (const rule of labels.problem.rules) {
      steps.push(narrowByRule(labels, rule));
      if (steps.at(-1) === 'no plan') return false;
    }
    if (steps.includes('no plan')) return false;
    if (!steps.includes('narrowed')) return !labels.count.includes(0);
  }
  return true;
}

/** What a step did. */
type Step = 'narrowed' | 'nothing' | 'no plan';

function narrowByRoom(labels: OpenLabels): Step {
  const { nodeCount, labelCount, resources } = labels.problem;
  let step: Step = 'nothing';
  for (let r = 0; r < resources.length; r++) {
    const room = labels.room[r]!.slice();
    for (let node = 0; node < nodeCount; node++) {
      if (labels.count[node] !== 1 || labels.isSettled(node)) continue;
      const label = labels.open.indexOf(1, node * labelCount) - node * labelCount;
      room[label]! -= labels.needAt(r, node, label);
    }
    if (room.some(left => left < 0)) return 'no plan';
    for (let node = 0; node < nodeCount; node++) {
      if (labels.count[node]! < 2 || labels.isSettled(node)) continue;
      for (let label = 0; label < labelCount; label++) {
        if (!labels.isOpen(node, label) || labels.needAt(r, node, label) <= room[label]!) continue;
        labels.close(node, label);
        step = 'narrowed';
      }
    }
  }
  return step;
}

/** Closes labels and says whether any was open. */
function closeAll(labels: OpenLabels, node: number, isClosed: (label: number) => boolean): Step {
  let step: Step = 'nothing';
  for (let label = 0; label < labels.problem.labelCount; label++) {
    if (labels.isOpen(node, label) && isClosed(label) && labels.close(node, label)) step = 'narrowed';
  }
  return step;
}

function narrowByMoves(labels: OpenLabels): Step {
  const { moves, nodeCount } = labels.problem;
  const { atMost, classOf, homes, newcomers } = moves;
  if (atMost === undefined) return 'nothing';
  const away = new Int32Array(newcomers.length);
  const staysOf = (node: number): boolean => {
    for (let i = homes.start[classOf[node]!]!; i < homes.start[classOf[node]! + 1]!; i++) {
      if (labels.isOpen(node, homes.items[i]!)) return true;
    }
    return false;
  };
  for (let node = 0; node < nodeCount; node++) {
    const its = classOf[node]!;
    if (homes.start[its] !== homes.start[its + 1] && !staysOf(node)) away[its]!++;
  }
  const forced = away.reduce((sum, count, its) => sum + Math.max(0, count - newcomers[its]!), 0);
  if (forced > atMost) return 'no plan';
  if (forced < atMost) return 'nothing';
  let step: Step = 'nothing';
  for (let node = 0; node < nodeCount; node++) {
    const its = classOf[node]!;
    if (homes.start[its] === homes.start[its + 1] || newcomers[its]! > 0 || !staysOf(node)) continue;
    if (closeAll(labels, node, label => !isHome(moves, node, label)) === 'narrowed') step = 'narrowed';
  }
  return step;
}

function narrowByRule(labels: OpenLabels, rule: GroupRule): Step {
  switch (rule.kind) {
    case 'apart':
      return narrowApart(labels, rule);
    case 'together':
      return narrowTogether(labels, rule);
    case 'near':
      return narrowNear(labels, rule);
    case 'spread':
      return canFillZones(labels, rule, 1, rule.least) ? 'nothing' : 'no plan';
    case 'skew':
      return canBalance(labels, rule) ? 'nothing' : 'no plan';
  }
}

/** The zone that a node is in for certain; -1 where it has a choice. */
function zoneForCertain(labels: OpenLabels, node: number, zoneOf: Int32Array): number {
  let zone = -1;
  for (let label = 0; label < labels.problem.labelCount; label++) {
    if (!labels.isOpen(node, label) || zoneOf[label] === zone) continue;
    if (zone >= 0) return -1;
    zone = zoneOf[label]!;
  }
  return zone;
}

function narrowApart(labels: OpenLabels, { nodes, partition }: GroupRule): Step {
  const { zoneOf } = labels.problem.partitions[partition]!;
  const owners = new Map<number, number>();
  for (const node of nodes) {
    const zone = zoneForCertain(labels, node, zoneOf);
    if (zone < 0) continue;
    if (owners.has(zone)) return 'no plan';
    owners.set(zone, node);
  }
  let step: Step = 'nothing';
  for (const node of nodes) {
    const closed = closeAll(labels, node, label => (owners.get(zoneOf[label]!) ?? node) !== node);
    if (closed === 'narrowed') step = 'narrowed';
  }
  return step;
}

function narrowTogether(labels: OpenLabels, { nodes, partition }: GroupRule): Step {
  const { resources, partitions, labelCount } = labels.problem;
  const { zoneOf, zoneCount } = partitions[partition]!;
  const seen = new Int32Array(zoneCount);
  for (const node of nodes) {
    const zones = new Set(labels.labelsOf(node).map(label => zoneOf[label]!));
    for (const zone of zones) seen[zone]!++;
  }
  // In a zone all of them must have room.
  for (let r = 0; r < resources.length; r++) {
    const { need, transient } = resources[r]!;
    if (transient) continue;
    const all = nodes.reduce((sum, node) => sum + need[node]!, 0);
    const room = new Float64Array(zoneCount);
    for (let label = 0; label < labelCount; label++) room[zoneOf[label]!]! += labels.room[r]![label]!;
    for (let zone = 0; zone < zoneCount; zone++) if (room[zone]! < all) seen[zone] = 0;
  }
  let step: Step = 'nothing';
  for (const node of nodes) {
    if (closeAll(labels, node, label => seen[zoneOf[label]!]! < nodes.length) === 'narrowed') step = 'narrowed';
  }
  return step;
}

function narrowNear(labels: OpenLabels, rule: GroupRule & { kind: 'near' }): Step {
  const { zoneOf, zoneCount } = labels.problem.partitions[rule.partition]!;
  const { labelCount } = labels.problem;
  const isFree = new Uint8Array(labelCount);
  for (const label of rule.free ?? []) isFree[label] = 1;
  // Zone → how many may be there that the others want to be near to, and one of them.
  const wanted = new Int32Array(zoneCount);
  const one = new Int32Array(zoneCount);
  for (const node of rule.to) {
    for (const zone of new Set(labels.labelsOf(node).map(label => zoneOf[label]!))) {
      wanted[zone]!++;
      one[zone] = node;
    }
  }
  let step: Step = 'nothing';
  for (const node of rule.nodes) {
    const closed = closeAll(labels, node, label => isFree[label] === 0 && wanted[zoneOf[label]!] === 0);
    if (closed === 'narrowed') step = 'narrowed';
    const zone = zoneForCertain(labels, node, zoneOf);
    if (zone < 0 || wanted[zone] !== 1 || labels.labelsOf(node).some(label => isFree[label] === 1)) continue;
    if (closeAll(labels, one[zone]!, label => zoneOf[label] !== zone) === 'narrowed') step = 'narrowed';
  }
  return step;
}

/** Some least number of nodes a zone, with which all zones have enough and none too many. */
function canBalance(labels: OpenLabels, rule: GroupRule & { kind: 'skew' }): boolean {
  const zones = rule.zones ?? openZones(labels, rule);
  if (zones.length < 2) return true;
  for (let least = 0; least * zones.length <= rule.nodes.length; least++) {
    if (canFillZones(labels, rule, least, zones.length, zones) && canHoldAll(labels, rule, least + rule.most, zones)) {
      return true;
    }
  }
  return false;
}

/** Zones that any node of the group may be in, by its list. */
function openZones({ problem }: OpenLabels, { nodes, partition }: GroupRule): Int32Array {
  const { zoneOf } = problem.partitions[partition]!;
  const zones = new Set<number>();
  for (const node of nodes) {
    const list = problem.listOf[node]!;
    for (let i = problem.lists.start[list]!; i < problem.lists.start[list + 1]!; i++) {
      zones.add(zoneOf[problem.lists.items[i]!]!);
    }
  }
  return Int32Array.from(zones).sort();
}
