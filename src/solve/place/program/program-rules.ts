/**
 * Rules on groups of nodes in an integer program: those that must hold as rows, the others as what they lack.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { GroupRule } from '../place-problem.ts';
import { type ProgramDraft, Sum } from './program-draft.ts';

export function addRules(draft: ProgramDraft, countsWishes: boolean): void {
  const { problem, clusters } = draft.model;
  for (const rule of problem.rules) {
    if (rule.weight === undefined) demand(draft, rule);
    else if (countsWishes) draft.measures.wishes.addSum(lackOf(draft, rule), rule.weight);
  }
  if (!countsWishes) return;
  for (const { node, label, weight } of problem.labelWishes) {
    draft.measures.wishes.addSum(draft.inZone(clusters.of[node]!, 0, label), weight);
  }
}

/** Rows that let nothing be lacking. */
function demand(draft: ProgramDraft, rule: GroupRule): void {
  const { limit, inZone, model } = draft;
  const { partition } = rule;
  const members = clustersOf(draft, rule.nodes);
  for (let zone = 0; zone < model.problem.partitions[partition]!.zoneCount; zone++) {
    if (rule.kind === 'apart') limit(-Infinity, sumInZone(draft, members, partition, zone), 1);
    if (rule.kind === 'together') {
      const first = inZone(members[0]!, partition, zone);
      for (const other of members.slice(1)) limit(0, inZone(other, partition, zone).addSum(first, -1), 0);
    }
  }
  if (rule.kind === 'spread') limit(rule.least, countZones(draft, members, partition), Number.POSITIVE_INFINITY);
  if (rule.kind === 'skew') limit(-Infinity, difference(draft, rule), rule.most);
  if (rule.kind === 'near') for (const sum of farOnes(draft, rule)) limit(-Infinity, sum, 0);
}

/** Violations, as a sum that is as little as they are. */
function lackOf(draft: ProgramDraft, rule: GroupRule): Sum {
  const { rows, limit, model, inZone } = draft;
  const { partition, nodes } = rule;
  const members = clustersOf(draft, nodes);
  const lack = rows.addContinuous(0, Number.POSITIVE_INFINITY);
  const atLeast = (sum: Sum): void => limit(-Infinity, sum.add(lack, -1), 0);
  const missing = (count: number): Sum => {
    const sum = new Sum().addSum(countZones(draft, members, partition), -1);
    sum.constant += count;
    return sum;
  };
  if (rule.kind === 'apart') atLeast(missing(nodes.length));
  if (rule.kind === 'spread') atLeast(missing(rule.least));
  if (rule.kind === 'skew') {
    const sum = difference(draft, rule);
    sum.constant -= rule.most;
    atLeast(sum);
  }
  if (rule.kind === 'together') {
    const sum = new Sum();
    sum.constant = -1;
    for (let zone = 0; zone < model.problem.partitions[partition]!.zoneCount; zone++) {
      const used = rows.addContinuous(0, 1);
      sum.add(used, 1);
      for (const member of members) limit(-Infinity, inZone(member, partition, zone).add(used, -1), 0);
    }
    atLeast(sum);
  }
  if (rule.kind === 'near') {
    const sum = new Sum();
    for (const far of farOnes(draft, rule)) {
      const column = rows.addContinuous(0, 1);
      sum.add(column, 1);
      limit(-Infinity, far.add(column, -1), 0);
    }
    atLeast(sum);
  }
  return new Sum().add(lack, 1);
}

function clustersOf({ model: { clusters } }: ProgramDraft, nodes: Int32Array): number[] {
  return [...new Set(Array.from(nodes, node => clusters.of[node]!))];
}

function sumInZone({ inZone }: ProgramDraft, members: readonly number[], partition: number, zone: number): Sum {
  const sum = new Sum();
  for (const member of members) sum.addSum(inZone(member, partition, zone), 1);
  return sum;
}

/** At most the number of zones in which there is any. */
function countZones(draft: ProgramDraft, members: readonly number[], partition: number): Sum {
  const { rows, limit, model } = draft;
  const count = new Sum();
  for (let zone = 0; zone < model.problem.partitions[partition]!.zoneCount; zone++) {
    const used = rows.addContinuous(0, 1);
    count.add(used, 1);
    limit(-Infinity, new Sum().add(used, 1).addSum(sumInZone(draft, members, partition, zone), -1), 0);
  }
  return count;
}

/** At least the difference between the fullest and the emptiest zone, of those that any node may be in. */
function difference(draft: ProgramDraft, { nodes, partition, zones }: GroupRule & { kind: 'skew' }): Sum {
  const { rows, limit, model, inZone } = draft;
  const { listOf, lists, partitions } = model.problem;
  const { zoneOf } = partitions[partition]!;
  const open = new Set<number>(zones);
  for (const node of zones === undefined ? nodes : []) {
    const list = listOf[node]!;
    for (const label of lists.items.subarray(lists.start[list], lists.start[list + 1])) open.add(zoneOf[label]!);
  }
  const fullest = rows.addContinuous(0, nodes.length);
  const emptiest = rows.addContinuous(0, nodes.length);
  for (const zone of open) {
    const count = new Sum();
    for (const node of nodes) count.addSum(inZone(model.clusters.of[node]!, partition, zone), 1);
    limit(-Infinity, new Sum().addSum(count, 1).add(fullest, -1), 0);
    limit(-Infinity, new Sum().add(emptiest, 1).addSum(count, -1), 0);
  }
  return new Sum().add(fullest, 1).add(emptiest, -1);
}

/**
 * Node by node and zone by zone: 1 or less, more than 0 where the node is there and none of those that it wants to be
 * near to.
 */
function farOnes(draft: ProgramDraft, rule: GroupRule & { kind: 'near' }): Sum[] {
  const { model, columnOf } = draft;
  const { clusters, problem } = model;
  const { zoneOf, zoneCount } = problem.partitions[rule.partition]!;
  const wanted = clustersOf(draft, rule.to);
  const sums: Sum[] = [];
  for (const node of rule.nodes) {
    const cluster = clusters.of[node]!;
    const begin = clusters.lists.start[clusters.listOf[cluster]!]!;
    for (let zone = 0; zone < zoneCount; zone++) {
      const sum = new Sum();
      for (let i = 0; i < columnOf[cluster + 1]! - columnOf[cluster]!; i++) {
        const label = clusters.lists.items[begin + i]!;
        if (zoneOf[label] === zone && rule.free?.includes(label) !== true) sum.add(columnOf[cluster]! + i, 1);
      }
      if (sum.factors.size === 0) continue;
      sums.push(sum.addSum(sumInZone(draft, wanted, rule.partition, zone), -1));
    }
  }
  return sums;
}
