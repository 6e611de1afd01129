/**
 * Can each vertex get one of its candidates, with at most `limit` different colours in all? By integer programming.
 *
 * Problem    As in `list-search.ts`; for small instances that backtracking leaves open.
 * Input      A graph, a list of colours for each vertex, how many colours there are, how many may be used, a solver,
 *            seconds.
 * Result     A colouring, 'impossible', or nothing where HiGHS came to no answer in time or the program would be too
 *            large.
 * Model      x[v,c] = 1 when v takes c, y[c] = 1 when c is used: Σ x[v,·] + z[v] = 1, x[v,c] ≤ y[c],
 *            x[u,c] + x[v,c] ≤ y[c] on edges, Σ y ≤ limit. A vertex without a colour (z) costs 1, so that there is
 *            always a solution, since HiGHS does not tell in its bound that there is none; where each costs more than
 *            0, there is no colouring.
 * Guarantee  As good as HiGHS (floating point, tolerances of 1e-6): a colouring is checked later, a refutation is not.
 * Time       Exponential at worst, ended by the seconds. Space O(lists · degree).
 * Source     The assignment model of colouring, on lists; solved by whoever solves integer programs: HiGHS.
 * Ties       By HiGHS with a fixed seed.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';
import { type IntegerProgram, type IntegerProgramSolver, ProgramBuilder } from '../integer-program.ts';
import type { CandidateLists } from './colouring.ts';
import { placeOf } from './restrict-lists.ts';

/** Columns of an integer program beyond which it is not worth trying. */
const mostColumns = 10_000;

/** A bound above this is above 0. */
const allowance = 1e-4;

/** A colouring, or 'impossible'. */
export type ProgramAnswer = Int32Array | 'impossible';

/** Columns: x[v,c] in the order of the lists, then y[c], then z[v]. */
export function decideByProgram(
  graph: Adjacency,
  lists: CandidateLists,
  limits: { readonly available: number; readonly limit: number },
  programs: IntegerProgramSolver,
  seconds: number,
): ProgramAnswer | undefined {
  if (lists.colours.length > mostColumns) return undefined;
  const answer = programs(writeProgram(graph, lists, limits), seconds);
  if (answer === undefined) return undefined;
  const { bound, values } = answer;
  if (bound > allowance) return 'impossible';
  if (values === undefined) return undefined;
  const colours = readColours(graph, lists, values);
  return colours.includes(-1) ? undefined : colours;
}

function writeProgram(
  graph: Adjacency,
  lists: CandidateLists,
  { available, limit }: { readonly available: number; readonly limit: number },
): IntegerProgram {
  const rows = new ProgramBuilder();
  for (let i = 0; i < lists.colours.length; i++) rows.addBinary(0);
  const used = Array.from({ length: available }, () => rows.addBinary(0));
  const bare = Array.from({ length: graph.vertexCount }, () => rows.addBinary(1));
  for (let v = 0; v < graph.vertexCount; v++) {
    const from = lists.offsets[v]!;
    const to = lists.offsets[v + 1]!;
    rows.addRow(1, 1, [...Array.from({ length: to - from }, (_, i) => from + i), bare[v]!]);
    for (let i = from; i < to; i++) {
      const colour = lists.colours[i]!;
      rows.addRow(-Infinity, 0, [i, used[colour]!], [1, -1]);
      for (let j = graph.offsets[v]!; j < graph.offsets[v + 1]!; j++) {
        const w = graph.neighbours[j]!;
        const other = w > v ? placeOf(lists, w, colour) : -1;
        if (other >= 0) rows.addRow(-Infinity, 0, [i, other, used[colour]!], [1, 1, -1]);
      }
    }
  }
  rows.addRow(0, limit, used);
  return rows.build();
}

function readColours({ vertexCount }: Adjacency, lists: CandidateLists, values: Float64Array): Int32Array {
  return Int32Array.from({ length: vertexCount }, (_, v) => {
    const list = lists.colours.subarray(lists.offsets[v], lists.offsets[v + 1]);
    return list.find((_colour, i) => values[lists.offsets[v]! + i]! > 0.5) ?? -1;
  });
}
