import { openMachine } from '../open-machine.ts';
import { type OptionRules, seconds } from '../option-rules.ts';
import { type CutProblem, readCutProblem } from './cut-problem.ts';
import type { WeightOptions } from './exact-weights.ts';
import { checkGraphOptions, weightRules } from './graph-options.ts';
import type { GraphEdge, ReadableGraph } from './readable-graph.ts';
import { solveCut } from './solve-cut.ts';

/** How a multiway cut is looked for. */
export interface CutMultiwayOptions extends WeightOptions {
  /** Seconds after which the best cut so far is returned: 5 when left out. */
  readonly timeLimit?: number | undefined;
}

const rules: OptionRules<CutMultiwayOptions> = { timeLimit: seconds, ...weightRules };

/** A multiway cut, and what is proved of it. */
export interface MultiwayCut {
  /**
   * Node → the terminal with which it stays: without the edges of the cut, a path still leads there. A node that no
   * path joins with any terminal has no entry.
   */
  readonly part: ReadonlyMap<string, string>;
  /** The edges between different parts: without them no path leads from one terminal to another. */
  readonly cut: readonly GraphEdge[];
  /** The weight of all edges of the cut. */
  readonly weight: number;
  /** No cut weighs less. */
  readonly lowerBound: number;
  /** Whether `weight` equals `lowerBound`: then there is no better cut. */
  readonly optimal: boolean;
  /**
   * Whether `lowerBound` is recounted by code that shares nothing with the search (by shares of weights, by a flow, or
   * by trying all cuts of a small graph); else a search alone stands for it.
   */
  readonly certified: boolean;
  /** Whether the clock ended the search before its work was done: another run may find another cut. */
  readonly endedByClock: boolean;
}

/**
 * Separates some nodes, the terminals, from each other by taking away edges of as little weight as can be found and
 * proved in a time limit.
 *
 * Edges hold in both directions, also those of a directed graph. Parallel edges of a multigraph are cut or kept
 * together, loops are never cut, and parents of a compound graph are nodes like others. An edge between two terminals
 * is always cut. The cut is exact: weights are added up without rounding (see `LARGEST_SUM_OF_WEIGHTS`). The answer is
 * the same for the same graph, in whatever order it was built, unless the time limit ends the search. Cut and bound are
 * checked by code of its own before they are returned.
 *
 * With two terminals this is a minimum cut, which is always found. With three or more the problem is NP-hard (E.
 * Dahlhaus and others, "The complexity of multiterminal cuts", SIAM Journal on Computing 23(4), 1994): the search ends
 * when the cut meets a dual bound (V. Kolmogorov, "Convergent tree-reweighted message passing for energy minimization",
 * IEEE PAMI 28(10), 2006), or with the time limit. Space O(n + m · terminals).
 *
 * @param terminals nodes, each named once; with one terminal or none nothing is cut
 * @throws GraphError `unknown-node`, `same-node`, `weight` or `sum-of-weights`
 *
 * @example
 * ```ts
 * import { Graph } from '@dagrejs/graphlib';
 * import { cutMultiway } from 'dydisnix/graph';
 *
 * const calls = new Graph({ directed: false });
 * calls.setEdge('web', 'login', 5);
 * calls.setEdge('login', 'users', 2);
 * calls.setEdge('web', 'shop', 1);
 * calls.setEdge('shop', 'orders', 2.5);
 * const { part, cut, weight, optimal } = await cutMultiway(calls, ['web', 'users', 'orders']);
 * console.log(part.get('shop'), weight, optimal); // orders 3 true
 * console.log(cut); // [ { v: 'login', w: 'users' }, { v: 'shop', w: 'web' } ]
 * ```
 */
export async function cutMultiway(
  graph: ReadableGraph,
  terminals: Iterable<string>,
  options: CutMultiwayOptions = {},
): Promise<MultiwayCut> {
  checkGraphOptions(options, rules);
  const { timeLimit = 5 } = options;
  const problem = readCutProblem(graph, terminals, options);
  const programs = (await openMachine())?.runHighs;
  let endedByClock = false;
  const onClock = (): void => {
    endedByClock = true;
  };
  const { partOf, lowerBound, isCertified } = solveCut(problem, { timeLimit, programs, onClock });
  const { from, to, units, toWeight } = problem;
  const isCut = (_: unknown, e: number): boolean => partOf[from[e] ?? 0] !== partOf[to[e] ?? 0];
  const weight = units.reduce((sum, one, e) => (isCut(one, e) ? sum + one : sum), 0);
  if (weight < lowerBound) throw new Error(`the cut weighs ${weight}, less than its bound of ${lowerBound}`);
  return {
    part: nameParts(problem, partOf),
    cut: problem.edges.filter(isCut),
    weight: toWeight(weight),
    lowerBound: toWeight(lowerBound),
    optimal: weight === lowerBound,
    certified: isCertified,
    endedByClock,
  };
}

function nameParts({ names, terminals }: CutProblem, partOf: Int32Array): Map<string, string> {
  const parts = new Map<string, string>();
  names.forEach((name, node) => {
    const terminal = terminals[partOf[node] ?? -1];
    if (terminal !== undefined) parts.set(name, names[terminal] ?? '');
  });
  return parts;
}
