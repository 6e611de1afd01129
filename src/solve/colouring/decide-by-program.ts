/**
 * Can each vertex get one of its candidates, with at most `limit` different colours in all? By integer programming.
 *
 * Problem    As in `list-search.ts`; for small instances that backtracking leaves open.
 * Input      A graph, a list of colours for each vertex, how many colours there are, how many may be used, seconds.
 * Result     A colouring, 'impossible', or nothing where HiGHS came to no answer in time or the program would be too large.
 * Model      x[v,c] = 1 when v takes c, y[c] = 1 when c is used: Σ x[v,·] = 1, x[v,c] ≤ y[c], x[u,c] + x[v,c] ≤ y[c] on
 *            edges, Σ y ≤ limit.
 * Guarantee  As good as HiGHS (floating point, tolerances of 1e-6): a colouring is checked later, a refutation is not.
 * Time       Exponential at worst, ended by the seconds. Space O(lists · degree).
 * Source     The assignment model of colouring, on lists; solved by HiGHS (`run-highs.ts`).
 * Ties       By HiGHS with a fixed seed.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Adjacency } from '../graph/adjacency.ts';
import { runHighs } from '../run-highs.ts';
import type { CandidateLists } from './colouring.ts';

/** Columns of an integer program beyond which it is not worth trying. */
const mostColumns = 10_000;

/** A colouring, or 'impossible'. */
export type ProgramAnswer = Int32Array | 'impossible';

/** Columns: x[v,c] in the order of the lists, then y[c]. */
export function decideByProgram(
  graph: Adjacency,
  lists: CandidateLists,
  available: number,
  limit: number,
  seconds: number,
): ProgramAnswer | undefined {
  const binaries = lists.colours.length;
  if (binaries > mostColumns) return undefined;
  const rows: {
    readonly lower: number;
    readonly upper: number;
    readonly entries: readonly (readonly [number, number])[];
  }[] = [];
  const columnOf = (v: number, c: number): number => {
    const list = lists.colours.subarray(lists.offsets[v], lists.offsets[v + 1]);
    const place = list.indexOf(c);
    return place < 0 ? -1 : lists.offsets[v]! + place;
  };
  for (let v = 0; v < graph.vertexCount; v++) {
    const from = lists.offsets[v]!;
    const to = lists.offsets[v + 1]!;
    rows.push({ lower: 1, upper: 1, entries: Array.from({ length: to - from }, (_, i) => [from + i, 1] as const) });
    for (let i = from; i < to; i++) {
      const c = lists.colours[i]!;
      rows.push({
        lower: Number.NEGATIVE_INFINITY,
        upper: 0,
        entries: [
          [i, 1],
          [binaries + c, -1],
        ],
      });
      for (let j = graph.offsets[v]!; j < graph.offsets[v + 1]!; j++) {
        const w = graph.neighbours[j]!;
        const other = w > v ? columnOf(w, c) : -1;
        if (other >= 0)
          rows.push({
            lower: Number.NEGATIVE_INFINITY,
            upper: 0,
            entries: [
              [i, 1],
              [other, 1],
              [binaries + c, -1],
            ],
          });
      }
    }
  }
  rows.push({
    lower: 0,
    upper: limit,
    entries: Array.from({ length: available }, (_, c) => [binaries + c, 1] as const),
  });
  const rowStart = [0];
  for (const { entries } of rows) rowStart.push(rowStart.at(-1)! + entries.length);
  const answer = runHighs(
    {
      cost: Float64Array.from({ length: binaries + available }, (_, j) => (j < binaries ? 0 : 1)),
      upper: new Float64Array(binaries + available).fill(1),
      binaries: binaries + available,
      rowStart: Int32Array.from(rowStart),
      rowColumn: Int32Array.from(rows.flatMap(({ entries }) => entries.map(([column]) => column))),
      rowValue: Float64Array.from(rows.flatMap(({ entries }) => entries.map(([, value]) => value))),
      rowLower: Float64Array.from(rows, ({ lower }) => lower),
      rowUpper: Float64Array.from(rows, ({ upper }) => upper),
    },
    seconds,
  );
  if (answer === undefined) return undefined;
  const { values } = answer;
  // HiGHS says by an infinite bound that there is no solution.
  if (values === undefined) return answer.bound === Number.POSITIVE_INFINITY ? 'impossible' : undefined;
  return Int32Array.from({ length: graph.vertexCount }, (_, v) => {
    const list = lists.colours.subarray(lists.offsets[v], lists.offsets[v + 1]);
    return list.find((_colour, i) => values[lists.offsets[v]! + i]! > 0.5) ?? -1;
  });
}
