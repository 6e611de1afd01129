import type { Point } from './geometry.ts';

/** Along a part of a way these places are tried, the middle first. */
const parts = [0.5, 0.3, 0.7, 0.15, 0.85];

/**
 * Where the numbers of ways stand: each on its own way, where it is longest if there is room, and no two nearer to each
 * other than `distance`. The earlier way goes first; one that finds no room has none, since a number that lies on
 * another tells nothing. O(ways² · parts).
 */
export function placeLabels(ways: readonly (readonly Point[])[], distance: number): readonly (Point | undefined)[] {
  const taken: Point[] = [];
  return ways.map(way => {
    const free = listPlaces(way).find(one => taken.every(two => Math.hypot(one.x - two.x, one.y - two.y) >= distance));
    if (free !== undefined) taken.push(free);
    return free;
  });
}

/** Places on a way, those on its longer parts first. */
function listPlaces(way: readonly Point[]): readonly Point[] {
  const lines = way.slice(1).flatMap((end, i) => {
    const start = way[i];
    return start === undefined ? [] : [{ start, end, length: Math.abs(end.x - start.x) + Math.abs(end.y - start.y) }];
  });
  return [...lines]
    .sort((a, b) => b.length - a.length)
    .flatMap(({ start, end }) =>
      parts.map(part => ({ x: start.x + (end.x - start.x) * part, y: start.y + (end.y - start.y) * part })),
    );
}
