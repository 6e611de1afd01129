/**
 * How many colours hit every list, by exhaustive search, and with so many, whether the vertices can be told apart.
 *
 * Problem    The fewest colours of a list colouring, from below.
 * Input      A graph, lists and their rows, a colouring to start from, how many colours are too many, steps.
 * Result     A bound with its proof; a colouring that meets it, where the search met one.
 * Guarantee  Every set of fewer colours was ruled out: it misses a row, or the whole of what a refusal asks for.
 * Time       Exponential at worst, bounded by the steps.
 * Source     `search-free-colours.ts`, `colour-within.ts`; refusals as cuts: see `drop-by-hitting-sets.ts`.
 * Ties       Those of the searches.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Budget } from '../budget.ts';
import type { Adjacency } from '../graph/adjacency.ts';
import { colourWithin } from './colour-within.ts';
import type { CandidateLists, ListProof, Refusal } from './colouring.ts';
import { CoverRows } from './cover-rows.ts';
import { listOpposed } from './list-opposed.ts';
import { FreeColourSearch, type Judge } from './search-free-colours.ts';

/** What was proved and found. */
export interface HittingSetBound {
  readonly bound: number;
  readonly proof: ListProof;
  /** A colouring with as many colours as the bound says. */
  readonly colours: Int32Array | undefined;
}

/** Words of the table of exclusions beyond which the search would only wait for memory. */
const mostColours = 1_024;
const judgeSteps = { repair: 200_000, search: 2_000_000 };

export function boundByHittingSets(
  graph: Adjacency,
  lists: CandidateLists,
  plain: CoverRows,
  start: Int32Array,
  limits: { readonly upper: number; readonly steps: number },
  budget: Budget,
): HittingSetBound {
  const rows = new CoverRows(plain.colourCount, plain.rows);
  const colours = Int32Array.from(new Set(lists.colours)).sort();
  const refusals: Refusal[] = [];
  const proof: ListProof = { kind: 'hitting sets', refusals };
  if (colours.length > mostColours) return { bound: 0, proof, colours: undefined };
  const search = new FreeColourSearch(rows, colours, budget);
  const isCounted = search.count(limits.steps);
  let found: Int32Array | undefined;
  let checked = 0;

  const judge: Judge = free => {
    const allowed = new Uint8Array(plain.colourCount);
    for (const c of colours) allowed[c] = 1;
    for (const c of free) allowed[c] = 0;
    const answer = colourWithin(graph, lists, allowed, start, judgeSteps);
    checked += lists.colours.length + graph.neighbours.length;
    if (answer.kind === 'unknown') {
      checked += judgeSteps.search;
      return 'unknown';
    }
    if (answer.kind === 'coloured') {
      found = answer.colours;
      return 'accepted';
    }
    const opposed = listOpposed(lists, answer.vertices, allowed);
    refusals.push({ vertices: answer.vertices, colours: opposed });
    return opposed;
  };

  let { bound } = search;
  let left = search.stepsLeft;
  for (; isCounted && bound < limits.upper && left > 0 && !budget.isSpent(); bound++) {
    const known = refusals.length;
    checked = 0;
    const decision = search.decide(bound, judge, left);
    budget.spend(checked);
    left = search.stepsLeft - checked;
    if (decision === 'impossible') continue;
    // What the search that did not end has learned proves nothing yet.
    if (decision === 'unknown') refusals.length = known;
    break;
  }
  return { bound, proof, colours: found };
}
