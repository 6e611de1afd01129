import type { HeldRange, IdWish, NumberPool } from './id-claim.ts';

/** What services hold of a pool's numbers without asking for them. */
export class HeldRanges {
  /** Ascending by their starts. */
  readonly #ranges: readonly HeldRange[];
  /** Parallel to `#ranges`: the greatest end up to each. */
  readonly #ends: readonly number[];

  constructor(ranges: readonly HeldRange[]) {
    this.#ranges = [...ranges].sort((a, b) => a.from - b.from);
    let end = Number.NEGATIVE_INFINITY;
    this.#ends = this.#ranges.map(({ to }) => {
      end = Math.max(end, to);
      return end;
    });
  }

  get all(): readonly HeldRange[] {
    return this.#ranges;
  }

  /** Those that have one of the numbers `from … to`. O(log n), and those that are passed. */
  *touching(from: number, to: number): Generator<HeldRange> {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    for (; low < this.#ranges.length; low++) {
      const range = this.#ranges[low];
      if (range === undefined || range.from > to) return;
      if (range.to >= from) yield range;
    }
  }

  /** Whether somebody holds a number of an id, in any place. */
  hasAnywhere({ block }: NumberPool, id: number): boolean {
    return this.touching(id, id + block - 1).next().done !== true;
  }

  /** Who but the one who wishes holds a number of an id, pinned or had before, in a place of the wish. */
  holderWhere({ block }: NumberPool, id: number, wish: IdWish): HeldRange | undefined {
    for (const range of this.touching(id, id + block - 1)) {
      const isSpared = range.service === wish.service || range.spares?.has(wish.service) === true;
      if (!isSpared && meets(range, wish)) return range;
    }
    return undefined;
  }
}

/** Whether a range is held in a place of the wish; where either names no target they may well meet. */
export function meets({ targets }: HeldRange, wish: IdWish): boolean {
  return targets.length === 0 || wish.targets.length === 0 || targets.some(target => wish.targets.includes(target));
}
