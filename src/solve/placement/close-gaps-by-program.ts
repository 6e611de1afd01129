/**
 * Problem    The best choice for one component of a core, by integer programming.
 * Input      The component, its best choice so far (given to the solver as a start), a time limit in seconds.
 * Program    Binary x[v,h]: v takes h; z[e,h] in [0, 1]: edge e is saved at h. Maximise Σ gain·x + Σ w·z subject to
 *            Σ_h x[v,h] = 1, z[e,h] ≤ x[u,h], z[e,h] ≤ x[v,h].
 * Result     A choice and a bound; or undefined when the solver gave nothing (no time, no memory).
 * Guarantee  The bound is that of HiGHS, computed in floating point with tolerances of 1e-6; an exact certificate it is
 *            not.
 * Time       Exponential at worst, ended by the seconds; a column for each candidate and each common candidate of an
 *            edge.
 * Source     HiGHS (Q. Huangfu, J. A. J. Hall, "Parallelizing the dual revised simplex method", Math. Prog. Comp. 10,
 *            2018), compiled to WebAssembly. The linear relaxation is that of J. Kleinberg, É. Tardos, J. ACM 49(5),
 *            2002, section 2.1.
 * Ties       By HiGHS with a fixed seed.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import type { Budget } from '../budget.ts';
import { type IntegerProgram, type IntegerProgramSolver, ProgramBuilder } from '../integer-program.ts';
import { countCandidates, endOfCandidates, firstCandidate } from './core.ts';
import type { LinkSearch } from './link-search.ts';

/** Programs of more columns than this are not worth trying, or would not fit into memory. */
export const mostColumnsForAuto = 30_000;

/** The same for the algorithm `exact`, which takes its time. */
export const mostColumnsForExact = 400_000;

/**
 * Integer programming in each open component, in the time that the budget leaves. Returns whether it settled any: found
 * the best choice there and proved it.
 */
export function closeGapsByProgram(
  search: LinkSearch,
  budget: Budget,
  programs: IntegerProgramSolver,
  mostColumns: number,
  onComponent: (stage: string) => void,
): boolean {
  let settled = false;
  const open = findFitting(search, mostColumns);
  for (const [i, c] of open.entries()) {
    if (budget.isSpent()) break;
    const result = solveIntegerProgram(search, c, programs, budget.secondsLeft() / (open.length - i));
    if (!result) continue;
    const { choice: found } = result;
    if (found) {
      search.borrowScratch(choice => {
        choice.set(found, search.nodesOf(c).from);
        search.offer(choice, [c]);
      });
    }
    const saved = search.savedIn(c);
    search.prove(c, Math.max(saved, Math.min(search.savedAtMostIn(c), result.savedAtMost)));
    settled ||= search.savedAtMostIn(c) === saved;
    onComponent('integer programming');
  }
  return settled;
}

/** The open components whose program has no more than so many columns. */
export function findFitting(search: LinkSearch, mostColumns: number): number[] {
  return search.openComponents().filter(c => countColumns(search, c) <= mostColumns);
}

function countColumns({ core, common }: LinkSearch, component: number): number {
  const from = core.componentStart[component]!;
  const to = core.componentStart[component + 1]!;
  let columns = 0;
  for (let v = from; v < to; v++) {
    columns += countCandidates(core, v);
    for (let a = core.incidentStart[v]!; a < core.incidentStart[v + 1]! && core.incidentNode[a]! < v; a++) {
      const pair = common.pairOf[core.incidentEdge[a]!]!;
      columns += common.start[pair + 1]! - common.start[pair]!;
    }
  }
  return columns;
}

interface ProgramResult {
  /** The choice found, for the nodes of the component in their order; undefined if none better than nothing was. */
  readonly choice: Int32Array | undefined;
  /** What any choice saves at most, as HiGHS's own bound has it: rounded down after an allowance for its tolerances. */
  readonly savedAtMost: number;
}

function solveIntegerProgram(
  search: LinkSearch,
  component: number,
  programs: IntegerProgramSolver,
  seconds: number,
): ProgramResult | undefined {
  const { program, columnOf } = writeProgram(search, component);
  const answer = programs(program, seconds);
  if (!answer || !Number.isFinite(answer.bound)) return undefined;
  const { core } = search;
  const { from, to } = search.nodesOf(component);
  const choice = new Int32Array(to - from);
  const values = answer.values;
  for (let v = from; values && v < to; v++) {
    const start = columnOf[v - from]!;
    const length = columnOf[v - from + 1]! - start;
    let best = 0;
    for (let h = 1; h < length; h++) if (values[start + h]! > values[start + best]!) best = h;
    choice[v - from] = core.listLabels[firstCandidate(core, v) + best]!;
  }
  const allowance = 1e-6 * Math.max(1, Math.abs(answer.bound));
  return { choice: values ? choice : undefined, savedAtMost: Math.floor(-answer.bound + allowance) };
}

function writeProgram(search: LinkSearch, component: number): { program: IntegerProgram; columnOf: Int32Array } {
  const { core, common } = search;
  const { incidentStart, incidentEdge, incidentNode, listLabels } = core;
  const { from, to } = search.nodesOf(component);
  const rows = new ProgramBuilder();
  const columnOf = new Int32Array(to - from + 1);
  for (let v = from; v < to; v++) {
    const columns: number[] = [];
    let gain = core.gainStart[v]!;
    for (let i = firstCandidate(core, v); i < endOfCandidates(core, v); i++) {
      const isGain = gain < core.gainStart[v + 1]! && core.gainLabel[gain] === listLabels[i];
      const cost = isGain ? -core.gainValue[gain++]! : 0;
      columns.push(rows.addBinary(cost, search.choice[v] === listLabels[i] ? 1 : 0));
    }
    columnOf[v - from + 1] = columnOf[v - from]! + columns.length;
    rows.addRow(1, 1, columns);
  }
  for (let v = from; v < to; v++) {
    for (let a = incidentStart[v]!; a < incidentStart[v + 1]! && incidentNode[a]! < v; a++) {
      const e = incidentEdge[a]!;
      const pair = common.pairOf[e]!;
      for (let i = common.start[pair]!; i < common.start[pair + 1]!; i++) {
        const lower = columnOf[incidentNode[a]! - from]! + common.lower[i]!;
        rows.addMeeting(-core.edgeWeight[e]!, lower, columnOf[v - from]! + common.upper[i]!);
      }
    }
  }
  return { program: rows.build(), columnOf };
}
