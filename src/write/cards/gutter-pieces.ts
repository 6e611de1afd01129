import type { Point } from './geometry.ts';

/** Nearer than this two ways look like one. */
const nearest = 2;

/** A straight piece of a way: along x or y, at which of the other, from where to where. */
interface Piece {
  readonly isLevel: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** The pieces at one place across: where they begin and where they end, each ascending. */
interface Line {
  readonly at: number;
  readonly starts: number[];
  readonly ends: number[];
}

/** The straight pieces of ways that are laid, found by where they are. */
export class GutterPieces {
  readonly #lines = new Map<number, Line[]>();

  /** Lays a way. O(log pieces) a piece, and moving those behind it. */
  add(way: readonly Point[]): void {
    for (const piece of listPieces(way)) {
      const key = keyOf(piece.isLevel, piece.at);
      const lines = this.#lines.get(key) ?? [];
      if (lines.length === 0) this.#lines.set(key, lines);
      let line = lines.find(({ at }) => at === piece.at);
      if (line === undefined) {
        line = { at: piece.at, starts: [], ends: [] };
        lines.push(line);
      }
      line.starts.splice(countBelow(line.starts, piece.from), 0, piece.from);
      line.ends.splice(countBelow(line.ends, piece.to), 0, piece.to);
    }
  }

  /** How many pieces a way would run along, or so near that they look like one. O(log pieces) for each of its own. */
  countAlong(way: readonly Point[]): number {
    let count = 0;
    for (const { isLevel, at, from, to } of listPieces(way)) {
      for (let step = -1; step <= 1; step++) {
        for (const line of this.#lines.get(keyOf(isLevel, at + step * nearest)) ?? []) {
          if (Math.abs(line.at - at) >= nearest) continue;
          // Those that begin before its end, but for those that end before it begins.
          count += countBelow(line.starts, to) - countUpTo(line.ends, from);
        }
      }
    }
    return count;
  }
}

/** Places across that may be too near to each other have keys that are beside each other. */
function keyOf(isLevel: boolean, at: number): number {
  return 2 * Math.floor(at / nearest) + (isLevel ? 1 : 0);
}

function listPieces(way: readonly Point[]): readonly Piece[] {
  return way.slice(1).flatMap((end, i) => {
    const start = way[i];
    if (start === undefined) return [];
    const isLevel = start.y === end.y;
    const [a, b] = isLevel ? [start.x, end.x] : [start.y, end.y];
    return a === b ? [] : [{ isLevel, at: isLevel ? start.y : start.x, from: Math.min(a, b), to: Math.max(a, b) }];
  });
}

const countBelow = (sorted: readonly number[], limit: number): number => countWhile(sorted, one => one < limit);
const countUpTo = (sorted: readonly number[], limit: number): number => countWhile(sorted, one => one <= limit);

/** How many of ascending numbers, from the first on, are as they are wanted. */
function countWhile(sorted: readonly number[], isWanted: (one: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isWanted(sorted[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
