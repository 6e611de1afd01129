import type { HeldRange, IdWish, NumberPool } from './id-claim.ts';

/** What is held of a pool's numbers without asking for them. */
export class HeldRanges {
  /** Those that are in use. */
  readonly used: readonly HeldRange[];
  /** Ascending by their starts. */
  readonly #ranges: readonly HeldRange[];
  /** Parallel to `#ranges`: the greatest end up to each. */
  readonly #ends: readonly number[];

  constructor(ranges: readonly HeldRange[]) {
    this.used = ranges.filter(({ barsNewOnly }) => barsNewOnly !== true);
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

  /** Who holds a number of an id where nobody may get it as a new one; it does not matter who. */
  barrierTo(pool: NumberPool, id: number, wish: IdWish): HeldRange | undefined {
    for (const range of this.#touching(pool, id)) if (bars(range, pool, wish)) return range;
    return undefined;
  }

  /** Who but the one who wishes holds a number of an id, pinned or had before, in a place of the wish. */
  holderWhere(pool: NumberPool, id: number, wish: IdWish): HeldRange | undefined {
    for (const range of this.#touching(pool, id)) {
      const isSpared = range.service === wish.service || range.spares?.has(wish.service) === true;
      if (range.barsNewOnly !== true && !isSpared && meets(range, wish)) return range;
    }
    return undefined;
  }

  /** Those that have one of the numbers of an id. O(log n), and those that are passed. */
  *#touching({ block }: NumberPool, id: number): Generator<HeldRange> {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] ?? 0) < id) low = middle + 1;
      else high = middle;
    }
    for (; low < this.#ranges.length; low++) {
      const range = this.#ranges[low];
      if (range === undefined || range.from > id + block - 1) return;
      if (range.to >= id) yield range;
    }
  }
}

/**
 * Whether a range keeps new ids of a pool from the one who wishes: where it is held in a place of the wish, and, of a
 * pool of global scope, anywhere.
 */
export function bars(range: HeldRange, { scope }: NumberPool, wish: IdWish): boolean {
  return scope === 'global' || meets(range, wish);
}

/** Whether a range is held in a place of the wish; where either names no target they may well meet. */
export function meets({ targets }: HeldRange, wish: IdWish): boolean {
  return targets.length === 0 || wish.targets.length === 0 || targets.some(target => wish.targets.includes(target));
}
