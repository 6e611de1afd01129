/**
 * Room, moves, used labels, load and balance in an integer program.
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { Measures } from '../place-problem.ts';
import { type ProgramDraft, Sum } from './program-draft.ts';

export function addMeasures(draft: ProgramDraft, wanted: (measure: keyof Measures) => boolean): void {
  const { problem } = draft.model;
  problem.resources.forEach((_, r) => {
    for (let label = 0; label < problem.labelCount; label++) limitRoom(draft, r, label);
  });
  if (draft.usedColumn) countLabels(draft, draft.usedColumn);
  addMoves(draft, wanted('moves'));
  if (wanted('load')) addLoad(draft);
  if (wanted('balance')) addBalance(draft);
}

/** The column of a node with a label, or undefined where it cannot have it. */
function columnAt({ model: { clusters }, columnOf }: ProgramDraft, cluster: number, label: number): number | undefined {
  const list = clusters.listOf[cluster]!;
  const i = clusters.lists.items.subarray(clusters.lists.start[list], clusters.lists.start[list + 1]).indexOf(label);
  return i < 0 ? undefined : columnOf[cluster]! + i;
}

/** What is used of a resource on a label. */
function usedOf(draft: ProgramDraft, r: number, label: number): Sum {
  const { problem, clusters } = draft.model;
  const sum = new Sum();
  problem.resources[r]!.need.forEach((need, node) => {
    const column = need > 0 ? columnAt(draft, clusters.of[node]!, label) : undefined;
    if (column !== undefined) sum.add(column, need);
  });
  return sum;
}

/** Where it is used at all, a label holds no more than it has: what nodes need, and what those need that move away. */
function limitRoom(draft: ProgramDraft, r: number, label: number): void {
  const { problem, clusters } = draft.model;
  const { need, have, transient } = problem.resources[r]!;
  const used = usedOf(draft, r, label);
  const most = have[label]!;
  if (draft.usedColumn) draft.limit(-Infinity, new Sum().addSum(used, 1).add(draft.usedColumn[label]!, -most), 0);
  else draft.limit(-Infinity, used, most);
  if (!transient) return;
  const { classOf, homes } = problem.moves;
  const held = new Sum().addSum(used, 1);
  const counted = new Set<number>();
  classOf.forEach((its, node) => {
    if (!homes.items.subarray(homes.start[its], homes.start[its + 1]).includes(label)) return;
    if (!counted.has(its)) held.constant += need[node]!;
    counted.add(its);
    const column = columnAt(draft, clusters.of[node]!, label);
    if (column !== undefined) held.add(column, -need[node]!);
  });
  draft.limit(-Infinity, held, most);
}

function countLabels(
  { model: { problem, clusters }, columnOf, limit, measures }: ProgramDraft,
  used: Int32Array,
): void {
  for (let c = 0; c < clusters.count; c++) {
    const begin = clusters.lists.start[clusters.listOf[c]!]!;
    for (let i = 0; i < columnOf[c + 1]! - columnOf[c]!; i++) {
      limit(-Infinity, new Sum().add(columnOf[c]! + i, 1).add(used[clusters.lists.items[begin + i]!]!, -1), 0);
    }
  }
  used.forEach((column, label) => {
    measures.labels.add(column, 1);
    measures.cost.add(column, problem.labelCost[label]!);
  });
}

function addMoves(draft: ProgramDraft, isWanted: boolean): void {
  const { model, columnOf, limit, measures, rows } = draft;
  const { problem, clusters } = model;
  const { classOf, homes, weight, atMost, newcomers, distance, distanceWeight, groupOf, groupWeight } = problem.moves;
  if (!isWanted && atMost === undefined) return;
  const moved = new Sum();
  const groups = new Map<number, Sum>();
  const seen = new Set<number>();
  classOf.forEach((its, node) => {
    const home = homes.items.subarray(homes.start[its], homes.start[its + 1]);
    if (home.length === 0) return;
    if (!seen.has(its)) {
      moved.constant -= newcomers[its]!;
      measures.moves.constant -= newcomers[its]! * weight[node]!;
    }
    seen.add(its);
    const cluster = clusters.of[node]!;
    const begin = clusters.lists.start[clusters.listOf[cluster]!]!;
    for (let column = columnOf[cluster]!; column < columnOf[cluster + 1]!; column++) {
      const label = clusters.lists.items[begin + column - columnOf[cluster]!]!;
      if (distance) measures.moves.add(column, distanceWeight * distance[home[0]! * problem.labelCount + label]!);
      if (home.includes(label)) continue;
      moved.add(column, 1);
      measures.moves.add(column, weight[node]!);
      const group = groupWeight > 0 ? groupOf?.[node] : undefined;
      if (group !== undefined) groups.set(group, (groups.get(group) ?? new Sum()).add(column, 1));
    }
  });
  if (atMost !== undefined) limit(-Infinity, moved, atMost);
  if (!isWanted || groups.size === 0) return;
  const most = rows.addContinuous(0, problem.nodeCount);
  measures.moves.add(most, groupWeight);
  for (const sum of groups.values()) limit(-Infinity, sum.add(most, -1), 0);
}

function addLoad(draft: ProgramDraft): void {
  const { model, rows, measures, limit } = draft;
  model.problem.resources.forEach(({ comfortable, loadWeight }, r) => {
    if (!comfortable || loadWeight === 0) return;
    comfortable.forEach((amount, label) => {
      const over = rows.addContinuous(0, Number.POSITIVE_INFINITY);
      measures.load.add(over, loadWeight);
      limit(-Infinity, usedOf(draft, r, label).add(over, -1), amount);
    });
  });
}

function addBalance(draft: ProgramDraft): void {
  const { model, rows, measures, limit } = draft;
  const { balances, resources, labelCount } = model.problem;
  for (const { of, against, ratio, weight } of balances) {
    for (let label = 0; label < labelCount; label++) {
      const lack = rows.addContinuous(0, Number.POSITIVE_INFINITY);
      measures.balance.add(lack, weight);
      const sum = new Sum().addSum(usedOf(draft, of, label), -ratio).addSum(usedOf(draft, against, label), 1);
      sum.constant = ratio * resources[of]!.have[label]! - resources[against]!.have[label]!;
      limit(-Infinity, sum.add(lack, -1), 0);
    }
  }
}
