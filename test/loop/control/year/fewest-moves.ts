/** When machines could take services: from this round on these could, until the next entry. */
export interface Openness {
  readonly round: number;
  readonly isOpen: readonly boolean[];
}

/**
 * The fewest moves with which one replica is always on a machine that could take services, from one round to another,
 * whatever there is room for: by dynamic programming, machine by machine. O(changes · machines).
 */
export function fewestMoves(history: readonly Openness[], from: number, to: number): number {
  let cost: number[] | undefined;
  for (const [i, { round, isOpen }] of history.entries()) {
    const end = history[i + 1]?.round ?? Number.POSITIVE_INFINITY;
    if (end <= from || round > to) continue;
    const least = cost === undefined ? 0 : Math.min(...cost);
    const before = cost;
    cost = isOpen.map((open, machine) =>
      open ? (before === undefined ? 0 : Math.min(before[machine] ?? 0, least + 1)) : Number.POSITIVE_INFINITY,
    );
  }
  return cost === undefined ? 0 : Math.min(...cost);
}
