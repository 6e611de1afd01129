// `!` in this file only marks reads of typed arrays inside their bounds.

import { Budget } from '../budget.ts';
import type { Timing } from '../timing.ts';
import { AlphaExpansion } from './alpha-expansion.ts';
import { savedBy } from './core.ts';
import { LinkSearch } from './link-search.ts';
import type { PlacementInstance } from './placement-instance.ts';
import { reduce } from './reduce.ts';

/** The expansion moves of α-expansion, one by one. */
export interface ExpansionRecord {
  /** The weight of the links when each node has the label where it saves most by itself. */
  readonly start: number;
  /** The expansions that gained something, in the order in which they were done. */
  readonly moves: readonly ExpansionMove[];
  /** The weight of the links in the end: where no expansion gains any more, unless time was over. */
  readonly end: number;
  readonly finished: boolean;
}

/** One label expands: these nodes, ascending, take it all at once. */
export interface ExpansionMove {
  readonly label: number;
  readonly nodes: Int32Array;
  /** The weight of the links before and after. */
  readonly before: number;
  readonly after: number;
}

/**
 * What α-expansion (`alpha-expansion.ts`) does with an instance in which every node has a candidate, from the same
 * start and in the same order as the algorithm `expansion` of `solvePlacement`. Two maximum flows or more for each
 * label; about `timeLimit` seconds at most, by the clock `now` in milliseconds.
 *
 * @example
 * const { start, moves, end } = recordExpansion(instance, { timeLimit: 5 });
 */
export function recordExpansion(
  instance: PlacementInstance,
  { timeLimit, ...timing }: Timing & { readonly timeLimit: number },
): ExpansionRecord {
  const core = reduce(instance);
  const choice = Int32Array.from(new LinkSearch(core).choice);
  const expansion = new AlphaExpansion(core);
  const budget = new Budget(timeLimit, timing);
  const goOn = (): boolean => !budget.isSpent();
  const start = core.totalWeight - core.certainlySaved - savedBy(core, choice, 0, core.nodeCount);
  const moves: ExpansionMove[] = [];
  let links = start;
  let sinceLast = 0;
  for (let label = 0; sinceLast < core.labelCount && goOn(); label = (label + 1) % core.labelCount) {
    const earlier = choice.slice();
    const gain = expansion.expand(choice, label, goOn);
    sinceLast = gain > 0 ? 1 : sinceLast + 1;
    if (gain === 0) continue;
    const nodes = core.original.filter((_, node) => choice[node] !== earlier[node]).sort();
    moves.push({ label, nodes, before: links, after: links - gain });
    links -= gain;
  }
  return { start, moves, end: links, finished: sinceLast >= core.labelCount };
}
