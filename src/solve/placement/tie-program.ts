/**
 * Problem    Among the plans with the fewest links, one with the fewest labels, then the fewest moves, by integer
 *            programming.
 * Input      A search that has settled every component, a plan with the fewest links to start from, a time limit in
 *            seconds.
 * Program    That of `close-gaps-by-program.ts` with, for each component, Σ gain·x + Σ w·z ≥ what can be saved there,
 *            and binary y[h] ≥ x[v,h]: label h is used. Minimise (n + 1) · Σ y - Σ x[v, previous v].
 *            Candidates that the dual bound excludes from every best choice (reduced costs) are fixed to 0 beforehand.
 * Result     A plan, and the least that (n + 1) · labels + moves can be; undefined when the solver gave nothing.
 * Guarantee  As far as HiGHS's floating-point bound goes, see `close-gaps-by-program.ts`.
 * Time       Exponential at worst, ended by the seconds; a column for each candidate and each common candidate of an
 *            edge.
 * Ties       By HiGHS with a fixed seed.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { type IntegerProgram, type IntegerProgramSolver, ProgramBuilder } from '../integer-program.ts';
import { completePlan, countCandidates, endOfCandidates, firstCandidate } from './core.ts';
import type { LinkSearch } from './link-search.ts';
import type { PlacementInstance } from './placement-instance.ts';

/** A plan with few labels and moves, and the least that (n + 1) · labels + moves can be; see above. */
export function solveTieProgram(
  instance: PlacementInstance,
  search: LinkSearch,
  plan: Int32Array,
  programs: IntegerProgramSolver,
  seconds: number,
): { plan: Int32Array; atLeast: number } | undefined {
  const { core } = search;
  const { listLabels } = core;
  const { program, columnOf } = writeTieProgram(instance, search, plan);
  const answer = programs(program, seconds);
  if (!answer?.values || !Number.isFinite(answer.bound)) return undefined;
  const choice = new Int32Array(core.nodeCount);
  for (let v = 0; v < core.nodeCount; v++) {
    const base = firstCandidate(core, v);
    const first = columnOf[v]!;
    let best = 0;
    for (let h = 1; h < endOfCandidates(core, v) - base; h++) {
      if (answer.values[first + h]! > answer.values[first + best]!) best = h;
    }
    choice[v] = listLabels[base + best]!;
  }
  const allowance = 1e-6 * Math.max(1, Math.abs(answer.bound));
  const constant = costOfFixed(instance, search);
  return { plan: completePlan(core, choice), atLeast: Math.ceil(answer.bound - allowance) + constant };
}

/** What every plan pays: the labels and moves of fixed nodes, and a move for each other node unless it stays. */
function costOfFixed(instance: PlacementInstance, { core }: LinkSearch): number {
  const { previous, nodeCount } = instance;
  let moves = 0;
  for (let v = 0; v < nodeCount; v++) if (previous[v]! >= 0 && previous[v] !== core.fixedLabel[v]) moves++;
  const fixed = new Set(core.fixedLabel);
  fixed.delete(-1);
  return (nodeCount + 1) * fixed.size + moves;
}

function writeTieProgram(
  instance: PlacementInstance,
  search: LinkSearch,
  plan: Int32Array,
): { program: IntegerProgram; columnOf: Int32Array } {
  const { core, common } = search;
  const { listLabels, incidentStart, incidentNode, incidentEdge } = core;
  const rows = new ProgramBuilder();
  const used = new Set(plan);
  const fixed = new Set(core.fixedLabel);
  const perLabel = instance.nodeCount + 1;
  const labelColumn = Array.from({ length: core.labelCount }, (_, h) =>
    fixed.has(h) ? -1 : rows.addBinary(perLabel, used.has(h) ? 1 : 0),
  );
  const columnOf = new Int32Array(core.nodeCount);
  const open = openCandidates(search);
  for (let v = 0, i = 0; v < core.nodeCount; v++) {
    const node = core.original[v]!;
    const columns: number[] = [];
    for (let j = firstCandidate(core, v); j < endOfCandidates(core, v); j++) {
      const label = listLabels[j]!;
      const cost = label === instance.previous[node] ? -1 : 0;
      columns.push(rows.addBinary(cost, plan[node] === label ? 1 : 0, open[i++] === 1));
      const y = labelColumn[label]!;
      if (y >= 0) rows.addRow(-Infinity, 0, [columns[columns.length - 1]!, y], [1, -1]);
    }
    columnOf[v] = columns[0]!;
    rows.addRow(1, 1, columns);
  }
  for (let c = 0; c < search.componentCount; c++) {
    const { from, to } = search.nodesOf(c);
    const columns: number[] = [];
    const values: number[] = [];
    for (let v = from; v < to; v++) {
      for (let j = core.gainStart[v]!; j < core.gainStart[v + 1]!; j++) {
        const list = listLabels.subarray(firstCandidate(core, v), endOfCandidates(core, v));
        columns.push(columnOf[v]! + list.indexOf(core.gainLabel[j]!));
        values.push(core.gainValue[j]!);
      }
      for (let a = incidentStart[v]!; a < incidentStart[v + 1]! && incidentNode[a]! < v; a++) {
        const pair = common.pairOf[incidentEdge[a]!]!;
        for (let j = common.start[pair]!; j < common.start[pair + 1]!; j++) {
          const lower = columnOf[incidentNode[a]!]! + common.lower[j]!;
          columns.push(rows.addMeeting(0, lower, columnOf[v]! + common.upper[j]!));
          values.push(core.edgeWeight[incidentEdge[a]!]!);
        }
      }
    }
    if (columns.length > 0) rows.addRow(search.savedIn(c), Infinity, columns, values);
  }
  return { program: rows.build(), columnOf };
}

/** Candidate (of all nodes, in their order) → 1 if the dual bound lets a best choice use it. */
function openCandidates(search: LinkSearch): Uint8Array {
  const { core, shares } = search;
  const open: number[] = [];
  for (let c = 0; c < search.componentCount; c++) {
    const { from, to } = search.nodesOf(c);
    const slack = shares.savedAtMost(from, to) - search.savedIn(c) * shares.unit;
    for (let v = from; v < to; v++) {
      const collected = shares.collectedBy(v);
      const length = countCandidates(core, v);
      let top = 0;
      for (let h = 0; h < length; h++) top = Math.max(top, collected[h]!);
      for (let h = 0; h < length; h++) open.push(collected[h]! >= top - slack ? 1 : 0);
    }
  }
  return Uint8Array.from(open);
}
