/**
 * As many items as can be had together.
 *
 * Problem    Not all items fit. Which is the largest number of them that does?
 * Input      Items, and an oracle that says of some of them whether they can be had together, or that it does not know.
 *            Leaving items out never makes anything impossible. How many questions it may be asked.
 * Result     Items, in their order, of which the oracle said that they can be had together; those left out of which it
 *            did not know; and whether no larger number can be had.
 * Guarantee  With `isMost` the number is the largest there is. Without it, each item left out was found impossible, or
 *            not known to be possible, beside items that are all kept.
 * Method     Conflicts (items that are impossible together, none of them needless) are collected. Whatever is possible
 *            leaves out an item of each, so the fewest items that hit all conflicts are left out: if the rest is
 *            possible, it is the most; if not, there is a conflict in it that is new. When the questions run out, items
 *            are added in their order, by halves, and the hitting set says how far that may be from the most.
 * Time       At worst exponentially many conflicts; O(k·log n) questions for adding, when k items are left out.
 * Source     J. Davies, F. Bacchus, Solving MAXSAT by solving a sequence of simpler SAT instances, CP 2011 (implicit
 *            hitting sets); conflicts by QUICKXPLAIN.
 * Deviations The questions are limited; then items are added greedily.
 * Ties       Later items are rather left out than earlier ones, as far as the exact cover breaks ties by number.
 */
import { minimiseConflict } from './minimise-conflict.ts';
import { coverExactly } from './set-cover/cover-exactly.ts';

/** What an oracle says of some items. */
export type Possibility = 'possible' | 'impossible' | 'unknown';

/** Items that can be had together. */
export interface MostItems<Item> {
  readonly kept: readonly Item[];
  /** Left out, and not known to be impossible. */
  readonly undecided: readonly Item[];
  readonly isMost: boolean;
}

/** @param questions so many are asked before items are added greedily, which asks some more */
export function keepMost<Item>(
  items: readonly Item[],
  decide: (items: readonly Item[]) => Possibility,
  questions: number,
): MostItems<Item> {
  if (items.length === 0) return { kept: items, undecided: [], isMost: true };
  let left = questions;
  const ask = (some: readonly Item[]): Possibility => {
    left--;
    return decide(some);
  };
  const conflicts: (readonly number[])[] = [];
  const numbers = items.map((_, i) => i);
  const pick = (some: readonly number[]): readonly Item[] => some.flatMap(i => items.slice(i, i + 1));
  let fewest = 0;
  while (left > 0) {
    const hit = hitAll(conflicts, items.length);
    fewest = hit.fewest;
    const kept = numbers.filter(i => !hit.chosen.has(i));
    const answer = ask(pick(kept));
    if (answer === 'possible') return { kept: pick(kept), undecided: [], isMost: hit.chosen.size === fewest };
    if (answer === 'unknown') break;
    // A part of which the oracle does not know counts as possible: the conflict is then larger, and still one.
    const conflict = minimiseConflict(kept, some => left > 0 && ask(pick(some)) === 'impossible');
    if (left <= 0) break;
    if (conflict.length === 0) return { kept: [], undecided: [], isMost: true };
    conflicts.push(conflict);
  }
  const { kept, undecided } = addGreedily(items, decide);
  return { kept, undecided, isMost: items.length - kept.length === fewest };
}

/** Few numbers of which each conflict has one, and how many there must be. */
function hitAll(
  conflicts: readonly (readonly number[])[],
  count: number,
): { readonly chosen: ReadonlySet<number>; readonly fewest: number } {
  if (conflicts.length === 0) return { chosen: new Set(), fewest: 0 };
  const last = count - 1;
  // The cover prefers low numbers, so they are counted from the end.
  const candidates = conflicts.map(conflict => conflict.map(i => last - i).sort((a, b) => a - b));
  const cover = coverExactly({ candidates, costs: Array.from({ length: count }, () => 1n) }, 0);
  return { chosen: new Set(cover.chosen.map(i => last - i)), fewest: Number(cover.lowerBound) };
}

/** Adds items in their order, many at once where they fit together. */
function addGreedily<Item>(
  items: readonly Item[],
  decide: (items: readonly Item[]) => Possibility,
): Omit<MostItems<Item>, 'isMost'> {
  const kept: Item[] = [];
  const undecided: Item[] = [];
  const add = (some: readonly Item[]): void => {
    const answer = decide([...kept, ...some]);
    if (answer === 'possible') kept.push(...some);
    else if (some.length === 1) undecided.push(...(answer === 'unknown' ? some : []));
    else {
      const half = some.length >> 1;
      add(some.slice(0, half));
      add(some.slice(half));
    }
  };
  add(items);
  return { kept, undecided };
}
