/**
 * The fewest colours for a graph whose vertices may take only some colours each, as far as they can be found and proved
 * in time.
 *
 * Problem    List colouring with the fewest different colours.
 * Input      A graph, a list of colours for each vertex, how many colours there are.
 * Result     A colouring, a lower bound, and whether they meet; or that there is none, with a set of vertices that
 *            cannot be coloured even on their own.
 * Guarantee  The colouring is legal and the bound holds. `optimal` and `impossible` are proofs: vertices that must
 *            differ, a complete search, or HiGHS.
 * Time       A first colouring in O((n + m + lists) log n); the rest is exponential and ends with the time limit. Space
 *            O(n · colours + m).
 * Source     See the files of each step.
 * Ties       In each step by number; the tabu search and HiGHS are seeded.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { Budget } from '../budget.ts';
import type { Adjacency } from '../graph/adjacency.ts';
import type { IntegerProgramSolver } from '../integer-program.ts';
import { colourByCandidates } from './colour-by-candidates.ts';
import type { CandidateLists, ColouringOptions, ColouringSolution } from './colouring.ts';
import { decideByProgram } from './decide-by-program.ts';
import { dropColours } from './drop-colours.ts';
import type { Decision } from './exact-colouring.ts';
import { findApart } from './find-apart.ts';
import { CliqueSearch } from './find-clique.ts';
import { findCrowdedClique } from './find-crowded-clique.ts';
import { ListSearch } from './list-search.ts';
import { shrinkConflict } from './shrink-conflict.ts';
import { TabuSearch } from './tabu-search.ts';

/** Steps of each kind of search before the next is tried. */
const searchSteps = 100_000_000;
const tabuSteps = 200_000_000;
const turn = 2_000_000;

interface Found {
  readonly decision: Decision;
  readonly colours: Int32Array;
  readonly method: ColouringSolution['method'];
}

interface Asked {
  readonly graph: Adjacency;
  readonly lists: CandidateLists;
  readonly available: number;
  readonly budget: Budget;
  readonly seed: number;
  readonly programs: IntegerProgramSolver | undefined;
}

export function solveListColouring(
  graph: Adjacency,
  lists: CandidateLists,
  options: ColouringOptions,
): ColouringSolution {
  const budget = new Budget(options.timeLimit);
  const available = options.available ?? lists.colours.reduce((most, c) => Math.max(most, c + 1), 0);
  const asked = { graph, lists, available, budget, seed: options.seed ?? 1, programs: options.programs };
  const cliques = new CliqueSearch(graph);
  cliques.advance(turn);
  const { clique } = cliques;

  let lowerBound = clique.length;
  let best: Found = nothingFound;

  // 1. Reasons that a person sees: no candidates, a clique with too few, vertices that must all differ.
  const hopeless = findEmptyList(lists) ?? findCrowdedClique(graph, lists, clique);
  if (hopeless !== undefined) return conclude('impossible', hopeless);
  const apart = findApart(graph, lists, clique);
  lowerBound = apart.length;
  if (lowerBound > available) return conclude('impossible', shrinkConflict(graph, lists, available, apart));

  // 2. A colouring.
  best = findColouring(asked);
  if (best.decision === 'impossible') {
    const all = Int32Array.from({ length: graph.vertexCount }, (_, v) => v);
    return conclude('impossible', shrinkConflict(graph, lists, available, all));
  }
  if (best.decision === 'unknown') return conclude('unknown', noVertices);

  // 3. Fewer colours, as long as that is not ruled out.
  if (options.algorithm !== 'dsatur') {
    const fewer = dropColours(graph, lists, best.colours, available, lowerBound, budget);
    if (countClasses(fewer) < countClasses(best.colours)) best = { ...best, colours: fewer, method: 'tabu search' };
    while (countClasses(best.colours) > lowerBound && !budget.isSpent()) {
      const next = decide(asked, countClasses(best.colours) - 1);
      if (next.decision === 'unknown') break;
      if (next.decision === 'coloured') best = next;
      else lowerBound = countClasses(best.colours);
    }
  }
  return conclude('coloured', noVertices);

  function conclude(kind: ColouringSolution['kind'], conflict: Int32Array): ColouringSolution {
    const colours = kind === 'coloured' ? best.colours : noVertices;
    const count = countClasses(colours);
    const optimal = kind === 'coloured' && count === lowerBound;
    return {
      kind,
      colours,
      count,
      lowerBound,
      boundBy: lowerBound === clique.length ? 'clique' : 'candidates',
      optimal,
      clique,
      conflict,
      method: best.method,
      seconds: budget.secondsSpent(),
      timedOut: kind !== 'impossible' && !optimal && options.algorithm !== 'dsatur',
    };
  }
}

const noVertices = new Int32Array(0);
const nothingFound: Found = { decision: 'unknown', colours: noVertices, method: 'branch and bound' };

/**
 * Any legal colouring: greedily, else by search, else by repairing what the greedy one left, else by integer
 * programming.
 */
function findColouring(asked: Asked): Found {
  const { graph, lists, available, budget, seed } = asked;
  const greedy = colourByCandidates(graph, lists, available);
  if (!greedy.includes(-1)) return { decision: 'coloured', colours: greedy, method: 'dsatur' };
  const searched = search(asked, available);
  if (searched.decision !== 'unknown') return searched;
  const tabu = new TabuSearch(graph, available, greedy, seed, lists);
  for (let steps = 0; steps < tabuSteps && !budget.isSpent(); steps += turn) {
    if (tabu.advance(turn)) return { decision: 'coloured', colours: tabu.colours, method: 'tabu search' };
  }
  return program(asked, available);
}

/** Whether at most `limit` different colours will do. */
function decide(asked: Asked, limit: number): Found {
  const searched = search(asked, limit);
  return searched.decision === 'unknown' ? program(asked, limit) : searched;
}

function search({ graph, lists, available, budget }: Asked, limit: number): Found {
  const backtracking = new ListSearch(graph, lists, available, limit);
  let decision: Decision = 'unknown';
  for (let steps = 0; decision === 'unknown' && steps < searchSteps && !budget.isSpent(); steps += turn) {
    decision = backtracking.advance(turn);
  }
  return { decision, colours: backtracking.colours.slice(), method: 'branch and bound' };
}

function program({ graph, lists, available, budget, programs }: Asked, limit: number): Found {
  if (programs === undefined || budget.isSpent()) return nothingFound;
  const answer = decideByProgram(graph, lists, { available, limit }, programs, budget.secondsLeft());
  if (answer === undefined) return nothingFound;
  if (answer === 'impossible') return { decision: 'impossible', colours: noVertices, method: 'branch and bound' };
  return { decision: 'coloured', colours: answer, method: 'branch and bound' };
}

function findEmptyList({ offsets }: CandidateLists): Int32Array | undefined {
  for (let v = 0; v + 1 < offsets.length; v++) if (offsets[v] === offsets[v + 1]) return Int32Array.of(v);
  return undefined;
}

function countClasses(colours: Int32Array): number {
  return new Set(colours).size;
}
