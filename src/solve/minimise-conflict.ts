/**
 * A small reason why something is impossible.
 *
 * Problem    Some of the items given cannot be had together. Which of them are to blame?
 * Input      Items, impossible together, and an oracle that tells whether some of them are. Leaving items out never
 *            makes anything impossible.
 * Result     Items, in their order, that are impossible together.
 * Guarantee  Inclusion-minimal: without any one of them the rest is possible, as the oracle has it. There may be
 *            smaller reasons elsewhere.
 * Time       O(k + k·log(n/k)) questions for a reason of k items among n.
 * Source     U. Junker, QUICKXPLAIN: preferred explanations and relaxations for over-constrained problems, AAAI 2004,
 *            algorithm 1.
 * Deviations None; an empty background, and the items of a part are kept in their order.
 * Ties       Of several reasons one that avoids the later items is found.
 * Letters    B is background, C is items, Δ (what was just added to the background) is isNew.
 */
export function minimiseConflict<Item>(
  items: readonly Item[],
  isImpossible: (items: readonly Item[]) => boolean,
): readonly Item[] {
  return items.length === 0 || isImpossible([]) ? [] : explain([], false, items);

  /**
   * Items that are impossible together with the background, and minimal so. The background and all items are impossible
   * together.
   */
  function explain(background: readonly Item[], isNew: boolean, among: readonly Item[]): readonly Item[] {
    if (isNew && isImpossible(background)) return [];
    if (among.length === 1) return among;
    const half = among.length >> 1;
    const first = among.slice(0, half);
    const laterReason = explain([...background, ...first], true, among.slice(half));
    const firstReason = explain([...background, ...laterReason], laterReason.length > 0, first);
    return [...firstReason, ...laterReason];
  }
}
