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
import { boundByHittingSets } from './bound-by-hitting-sets.ts';
import { colourByCandidates } from './colour-by-candidates.ts';
import type { CandidateLists, ColouringOptions, ColouringSolution, ListProof } from './colouring.ts';
import { readRows } from './cover-rows.ts';
import { decideByProgram } from './decide-by-program.ts';
import { HittingSetDrops } from './drop-by-hitting-sets.ts';
import { dropColours } from './drop-colours.ts';
import type { Decision } from './exact-colouring.ts';
import { findApart } from './find-apart.ts';
import { CliqueSearch } from './find-clique.ts';
import { findCrowdedClique } from './find-crowded-clique.ts';
import { gatherGroups } from './gather-groups.ts';
import { ListSearch } from './list-search.ts';
import { boundOf, priceGroups, priceRounds } from './price-groups.ts';
import { ListRepair } from './repair-by-lists.ts';
import { shrinkConflict } from './shrink-conflict.ts';

/** Steps of each kind of search before the next is tried. */
const searchSteps = 100_000_000;
const repairSteps = 200_000_000;
const turn = 2_000_000;
/** Steps of the first local search without success, for each entry of a list. */
const patience = 3_000;
const mostPatience = 30_000_000;
/** Steps of the exhaustive search for each second that is allowed. */
const exhaustiveSteps = 80_000_000;
/** Entries of the table that backtracking keeps, beyond which it would find nothing in time. */
const largestTable = 16_000_000;

/** A colouring, or that there is none, or neither. */
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

/** The bound so far, and what proves it. */
interface Bound {
  readonly value: number;
  readonly by: ColouringSolution['boundBy'];
  readonly proof?: ListProof | undefined;
}

export function solveListColouring(
  graph: Adjacency,
  lists: CandidateLists,
  options: ColouringOptions,
): ColouringSolution {
  const budget = new Budget(options.timeLimit, options);
  const available = options.available ?? lists.colours.reduce((most, c) => Math.max(most, c + 1), 0);
  const asked = { graph, lists, available, budget, seed: options.seed ?? 1, programs: budget.watch(options.programs) };
  const cliques = new CliqueSearch(graph);
  cliques.advance(turn);
  const { clique } = cliques;
  let bound: Bound = { value: clique.length, by: 'clique' };
  let best: Found = nothingFound;

  // 1. Reasons that a person sees: no candidates, a clique with too few, vertices that must all differ.
  const hopeless = findEmptyList(lists) ?? findCrowdedClique(graph, lists, clique);
  if (hopeless !== undefined) return conclude('impossible', hopeless);
  const apart = findApart(graph, lists, clique);
  if (apart.length > bound.value) {
    bound = { value: apart.length, by: 'apart', proof: { kind: 'apart', vertices: apart } };
  }
  if (bound.value > available) return conclude('impossible', shrinkConflict(graph, lists, available, apart));

  // 2. A colouring.
  best = findColouring(asked);
  if (best.decision === 'impossible') {
    const all = Int32Array.from({ length: graph.vertexCount }, (_, v) => v);
    return conclude('impossible', shrinkConflict(graph, lists, available, all));
  }
  if (best.decision === 'unknown') return conclude('unknown', noVertices);

  // 3. Fewer colours, as long as that is not ruled out.
  if (options.algorithm !== 'dsatur' && countClasses(best.colours) > bound.value) {
    ({ best, bound } = closeGap(asked, best, bound, apart));
  }
  return conclude('coloured', noVertices);

  function conclude(kind: ColouringSolution['kind'], conflict: Int32Array): ColouringSolution {
    const colours = kind === 'coloured' ? best.colours : noVertices;
    const count = countClasses(colours);
    const optimal = kind === 'coloured' && count === bound.value;
    const isEnded = kind === 'impossible' || optimal || options.algorithm === 'dsatur';
    return {
      kind,
      colours,
      count,
      lowerBound: bound.value,
      boundBy: bound.by,
      listProof: bound.proof,
      optimal,
      clique,
      conflict,
      method: best.method,
      seconds: budget.secondsSpent(),
      endedBy: isEnded ? 'done' : (budget.endedAllBy ?? 'work'),
    };
  }
}

/** Fewer colours and better bounds in turns, the quickest first, until they meet or the budget is spent. */
function closeGap(asked: Asked, first: Found, known: Bound, apart: Int32Array): { best: Found; bound: Bound } {
  const { graph, lists, available, budget } = asked;
  let best = first;
  let bound = boundByPrices(asked, known, apart);
  const take = (colours: Int32Array, method: Found['method']): void => {
    if (countClasses(colours) < countClasses(best.colours)) best = { decision: 'coloured', colours, method };
  };
  const isOpen = (): boolean => countClasses(best.colours) > bound.value && !budget.isSpent();
  const rows = readRows(lists, available);
  const drops = new HittingSetDrops(graph, lists, rows, best.colours);

  budget.allow(0.4);
  drops.advance(bound.value, Math.min(mostPatience, patience * (lists.colours.length + available)), budget);
  take(drops.colours, 'tabu search');
  budget.allow(0.7);
  if (isOpen()) {
    const limits = {
      upper: countClasses(best.colours),
      steps: Math.ceil(exhaustiveSteps * budget.seconds),
    };
    const exhaustive = boundByHittingSets(graph, lists, rows, best.colours, limits, budget);
    if (exhaustive.bound > bound.value)
      bound = { value: exhaustive.bound, by: 'hitting sets', proof: exhaustive.proof };
    if (exhaustive.colours !== undefined) take(exhaustive.colours, 'branch and bound');
  }
  if (isOpen()) take(dropColours(graph, lists, best.colours, available, bound.value, budget), 'tabu search');
  budget.allow(0.9);
  while (isOpen()) {
    const next = decide(asked, countClasses(best.colours) - 1);
    if (next.decision === 'unknown') break;
    if (next.decision === 'coloured') best = next;
    else bound = { value: countClasses(best.colours), by: 'candidates' };
  }
  budget.allow(1);
  drops.offer(best.colours);
  drops.advance(bound.value, Number.POSITIVE_INFINITY, budget);
  take(drops.colours, 'tabu search');
  return { best, bound };
}

function boundByPrices({ graph, lists, available, budget }: Asked, known: Bound, apart: Int32Array): Bound {
  const groups = gatherGroups(graph, lists, [apart]);
  const prices = priceGroups(groups, available);
  budget.spend(priceRounds * groups.reduce((sum, { colours }) => sum + 4 * colours.length, 0));
  const value = boundOf(prices);
  return value > known.value ? { value, by: 'prices', proof: { kind: 'prices', ...prices } } : known;
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
  const repair = new ListRepair(graph, lists, greedy, seed);
  for (let steps = 0; steps < repairSteps && !budget.isSpent(); steps += turn) {
    budget.spend(turn);
    if (repair.advance(turn)) return { decision: 'coloured', colours: repair.colours, method: 'tabu search' };
  }
  return program(asked, available);
}

/** Whether at most `limit` different colours will do. */
function decide(asked: Asked, limit: number): Found {
  const isTooLarge = asked.graph.vertexCount * asked.available > largestTable;
  const searched = isTooLarge ? nothingFound : search(asked, limit);
  return searched.decision === 'unknown' ? program(asked, limit) : searched;
}

function search({ graph, lists, available, budget }: Asked, limit: number): Found {
  const backtracking = new ListSearch(graph, lists, available, limit);
  let decision: Decision = 'unknown';
  for (let steps = 0; decision === 'unknown' && steps < searchSteps && !budget.isSpent(); steps += turn) {
    budget.spend(turn);
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
