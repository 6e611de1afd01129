/**
 * The fewest colours for a graph whose vertices may take only some colours each, as far as they can be found and proved in time.
 *
 * Problem    List colouring with the fewest different colours: several services of the same kind may go to some targets only.
 * Input      A graph, a list of colours for each vertex, how many colours there are.
 * Result     A colouring, a lower bound, and whether they meet; or that there is none, with a set of vertices that cannot be coloured even on their own.
 * Guarantee  The colouring is legal and the bound holds. `optimal` and `impossible` are proofs: a complete search, or HiGHS.
 * Time       Exponential, ended by the time limit. Space O(n · colours + m).
 * Source     The backtracking of `list-search.ts`; the assignment model x[v,c] ≤ y[c], x[u,c] + x[v,c] ≤ y[c] by HiGHS; TabuCol.
 * Ties       By number in the search, which comes first; then by the tabu search and HiGHS, both seeded.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { type Adjacency, degreeOf, induceSubgraph } from '../../graph/adjacency.ts';
import { runHighs } from '../run-highs.ts';
import type { CandidateLists, ColouringOptions, ColouringSolution } from './colouring.ts';
import { Deadline } from './deadline.ts';
import type { Decision } from './exact-colouring.ts';
import { CliqueSearch } from './find-clique.ts';
import { ListSearch } from './list-search.ts';
import { TabuSearch } from './tabu-search.ts';

/** Steps of each kind of search before the next is tried. */
const searchSteps = 20_000_000;
const tabuSteps = 200_000_000;
const turn = 2_000_000;
/** Columns of the integer program beyond which it is not worth trying. */
const mostColumns = 10_000;
/** A conflict of more vertices is not made smaller. */
const mostToShrink = 200;
const shrinkSteps = 200_000;

export function solveListColouring(
  graph: Adjacency,
  lists: CandidateLists,
  options: ColouringOptions,
): ColouringSolution {
  const deadline = new Deadline(options.timeLimit);
  const available = options.available ?? lists.colours.reduce((most, c) => Math.max(most, c + 1), 0);
  const cliques = new CliqueSearch(graph);
  cliques.advance(turn);
  const { clique } = cliques;
  const improving = options.algorithm !== 'dsatur';
  const asked = { graph, lists, available, deadline, improving };

  let found = decide(asked, available);
  let best: Found | undefined;
  let refuted = 0;
  while (found.decision === 'coloured') {
    best = found;
    if (best.count <= clique.length || !improving || deadline.passed) break;
    found = decide(asked, best.count - 1);
    if (found.decision === 'impossible') refuted = best.count;
  }
  const isImpossible = best === undefined && found.decision === 'impossible';
  const lowerBound = Math.max(clique.length, refuted, graph.vertexCount > 0 ? 1 : 0);
  const count = best?.count ?? 0;
  const optimal = best !== undefined && count === lowerBound;
  return {
    status: best !== undefined ? 'coloured' : isImpossible ? 'impossible' : 'unknown',
    colours: best?.colours ?? new Int32Array(0),
    count,
    lowerBound,
    boundBy: lowerBound === clique.length ? 'clique' : 'candidates',
    optimal,
    clique,
    conflict: isImpossible ? shrink(graph, lists, available) : new Int32Array(0),
    method: best?.method ?? 'branch and bound',
    seconds: deadline.seconds,
    timedOut: deadline.passed && !optimal && !isImpossible,
  };
}

interface Asked {
  readonly graph: Adjacency;
  readonly lists: CandidateLists;
  readonly available: number;
  readonly deadline: Deadline;
  readonly improving: boolean;
}

interface Found {
  readonly decision: Decision;
  readonly colours: Int32Array;
  readonly count: number;
  readonly method: ColouringSolution['method'];
}

/** Whether at most `limit` different colours will do: by search; then by tabu search, which can only say yes, where all colours may be used; then by integer programming. */
function decide({ graph, lists, available, deadline, improving }: Asked, limit: number): Found {
  const search = new ListSearch(graph, lists, available, limit);
  let decision: Decision = 'open';
  for (let steps = 0; decision === 'open' && steps < searchSteps && !deadline.passed; steps += turn)
    decision = search.advance(turn);
  if (decision !== 'open') return report(decision, search.colours, 'branch and bound');
  if (limit === available) {
    const tabu = new TabuSearch(graph, available, colourGreedily(graph, lists, available), 1, lists);
    for (let steps = 0; steps < tabuSteps && !deadline.passed; steps += turn) {
      if (tabu.advance(turn)) return report('coloured', tabu.colours, 'tabu search');
    }
  }
  const isSmall = lists.colours.length <= mostColumns;
  const byProgram =
    improving && isSmall && !deadline.passed
      ? decideByProgram(graph, lists, available, limit, deadline.secondsLeft)
      : undefined;
  return byProgram ?? report('open', new Int32Array(0), 'branch and bound');
}

function report(decision: Decision, colours: Int32Array, method: Found['method']): Found {
  return { decision, colours: colours.slice(), count: new Set(colours).size, method };
}

/** A colour for each vertex, those with most neighbours first: the first candidate that fewest neighbours have. It need not be legal. */
function colourGreedily(graph: Adjacency, lists: CandidateLists, available: number): Int32Array {
  const order = Int32Array.from({ length: graph.vertexCount }, (_, v) => v).sort(
    (a, b) => degreeOf(graph, b) - degreeOf(graph, a) || a - b,
  );
  const colours = new Int32Array(graph.vertexCount).fill(-1);
  const near = new Int32Array(available);
  for (const v of order) {
    near.fill(0);
    for (let i = graph.offsets[v]!; i < graph.offsets[v + 1]!; i++) {
      const colour = colours[graph.neighbours[i]!]!;
      if (colour >= 0) near[colour]!++;
    }
    let best = lists.colours[lists.offsets[v]!]!;
    for (let i = lists.offsets[v]! + 1; i < lists.offsets[v + 1]!; i++) {
      const colour = lists.colours[i]!;
      if (near[colour]! < near[best]!) best = colour;
    }
    colours[v] = best;
  }
  return colours;
}

/** Columns: x[v,c] in the order of the lists, then y[c]. */
function decideByProgram(
  graph: Adjacency,
  lists: CandidateLists,
  available: number,
  limit: number,
  seconds: number,
): Found | undefined {
  const binaries = lists.colours.length;
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
  if (values === undefined)
    return answer.bound === Number.POSITIVE_INFINITY
      ? report('impossible', new Int32Array(0), 'branch and bound')
      : undefined;
  const colours = Int32Array.from({ length: graph.vertexCount }, (_, v) => {
    const list = lists.colours.subarray(lists.offsets[v], lists.offsets[v + 1]);
    return list.find((_colour, i) => values[lists.offsets[v]! + i]! > 0.5) ?? -1;
  });
  return report('coloured', colours, 'branch and bound');
}

/**
 * A set of vertices that cannot be coloured even on their own: leaving any one out makes it possible, as far as the search for that ended.
 * One vertex after another is left out for good when the rest is still impossible.
 */
function shrink(graph: Adjacency, lists: CandidateLists, available: number): Int32Array {
  const empty = Array.from({ length: graph.vertexCount }, (_, v) => v).find(
    v => lists.offsets[v] === lists.offsets[v + 1],
  );
  if (empty !== undefined) return Int32Array.of(empty);
  let kept = Int32Array.from({ length: graph.vertexCount }, (_, v) => v);
  if (kept.length > mostToShrink) return kept;
  for (const v of [...kept]) {
    const without = kept.filter(w => w !== v);
    const search = new ListSearch(induceSubgraph(graph, without), restrict(lists, without), available, available);
    if (search.advance(shrinkSteps) === 'impossible') kept = without;
  }
  return kept;
}

function restrict(lists: CandidateLists, vertices: Int32Array): CandidateLists {
  const parts = [...vertices].map(v => lists.colours.subarray(lists.offsets[v], lists.offsets[v + 1]));
  const offsets = new Int32Array(parts.length + 1);
  parts.forEach((part, i) => {
    offsets[i + 1] = offsets[i]! + part.length;
  });
  return { offsets, colours: Int32Array.from(parts.flatMap(part => [...part])) };
}
