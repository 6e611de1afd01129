/**
 * Fewer different colours in a list colouring, by way of the set of colours in use: it must hit every list, and then
 * the vertices must be told apart with it.
 *
 * Problem    Improve a list colouring.
 * Input      A graph, lists, a legal colouring, steps as often as there are some left.
 * Result     A legal colouring with as many different colours or fewer.
 * Guarantee  It never gets worse.
 * Time       That of `search-hitting-set.ts`, and of `colour-within.ts` for each hitting set met. Space O(lists).
 * Source     Logic-based Benders decomposition: J. N. Hooker, G. Ottosson, Mathematical Programming 96, 2003. What
 *            cannot be coloured becomes a row: one more colour of those vertices is to be used.
 * Deviation  Where it is only not found, the vertices left in conflict make such a row, too: then it is a guess.
 * Ties       Those of the two searches.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { Budget } from '../budget.ts';
import type { Adjacency } from '../graph/adjacency.ts';
import { colourWithin } from './colour-within.ts';
import type { CandidateLists } from './colouring.ts';
import { CoverRows } from './cover-rows.ts';
import { listOpposed } from './list-opposed.ts';
import { HittingSetSearch } from './search-hitting-set.ts';

const longestTurn = 1_000_000;
const searchSteps = 200_000;

export class HittingSetDrops {
  readonly #graph: Adjacency;
  readonly #lists: CandidateLists;
  readonly #rows: CoverRows;
  readonly #search: HittingSetSearch;
  #colours: Int32Array;
  #count: number;
  #isStuck = false;

  /** `rows` are copied. */
  constructor(graph: Adjacency, lists: CandidateLists, rows: CoverRows, start: Int32Array) {
    this.#graph = graph;
    this.#lists = lists;
    this.#rows = new CoverRows(rows.colourCount, rows.rows);
    this.#colours = start;
    this.#search = new HittingSetSearch(this.#rows, markUsed(start, rows.colourCount), 1);
    this.#count = this.#search.size;
    this.#search.shrink();
  }

  /** The best colouring so far. */
  get colours(): Int32Array {
    return this.#colours;
  }

  /** How many different colours it has. */
  get count(): number {
    return this.#count;
  }

  /** Begins again from a colouring that was found elsewhere, if it has fewer colours. */
  offer(colours: Int32Array): void {
    const used = markUsed(colours, this.#rows.colourCount);
    const count = used.reduce((sum, isUsed) => sum + isUsed, 0);
    if (count >= this.#count) return;
    this.#colours = colours;
    this.#count = count;
    this.#search.restart(used);
    this.#search.shrink();
  }

  /** Searches until the bound is met, no fewer colours were found for so many steps, or the budget is spent. */
  advance(enough: number, patience: number, budget: Budget): void {
    const turn = Math.min(longestTurn, patience);
    for (let left = patience; left > 0 && this.#count > enough && !this.#isStuck && !budget.isSpent(); ) {
      const before = this.#count;
      const steps = turn + (this.#search.advance(turn) ? this.#colour() : 0);
      budget.spend(steps);
      left = this.#count < before ? patience : left - steps;
    }
  }

  /** Tries to colour with the present set; returns the steps. */
  #colour(): number {
    const { used } = this.#search;
    const work = this.#lists.colours.length + this.#graph.neighbours.length;
    const effort = { repair: 200_000 + 4 * work, search: searchSteps };
    const answer = colourWithin(this.#graph, this.#lists, used, this.#colours, effort);
    if (answer.kind === 'coloured') {
      this.#colours = answer.colours;
      this.#search.restart(markUsed(answer.colours, used.length));
      this.#count = this.#search.size;
      this.#search.shrink();
      return 4 * work;
    }
    const opposed = listOpposed(this.#lists, answer.kind === 'impossible' ? answer.vertices : answer.wrong, used);
    const row = opposed.length > 0 ? opposed : listUnused(used);
    if (row.length === 0) this.#isStuck = true;
    else {
      this.#rows.add(row);
      this.#search.learn();
    }
    return answer.kind === 'impossible' ? 2 * work : effort.repair + effort.search;
  }
}

function markUsed(colours: Int32Array, colourCount: number): Uint8Array {
  const used = new Uint8Array(colourCount);
  for (const c of colours) used[c] = 1;
  return used;
}

function listUnused(used: Uint8Array): Int32Array {
  return Int32Array.from(used.keys()).filter(c => used[c] === 0);
}
