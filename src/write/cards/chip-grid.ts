import type { Rectangle } from './geometry.ts';

/** Names in a card, from left to right and down: from one to the next it is so far. */
export interface ChipGrid {
  readonly columns: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** No chip is higher than a line. */
const highest = 18;
const mostColumns = 6;

/**
 * The grid in which so many chips fit into a room, and are as easy to read as can be: a chip should be as high as a
 * line, and as wide as most names. O(1).
 */
export function fitChips(count: number, width: number, height: number): ChipGrid {
  let best: ChipGrid = { columns: 1, stepX: width, stepY: highest };
  let bestSize = -1;
  for (let columns = 1; columns <= mostColumns; columns++) {
    const rows = Math.max(1, Math.ceil(count / columns));
    const grid = { columns, stepX: width / columns, stepY: Math.min(highest, height / rows) };
    // Narrower than six times its height a chip shows less of a name than a lower one.
    const size = Math.min(grid.stepY, grid.stepX / 6);
    if (size > bestSize + 1e-9) [best, bestSize] = [grid, size];
  }
  return best;
}

/** The place of a chip in the room that begins there. */
export function chipPlace({ columns, stepX, stepY }: ChipGrid, number: number, x: number, y: number): Rectangle {
  const space = Math.min(2, stepY * 0.15);
  const [column, row] = [number % columns, Math.floor(number / columns)];
  return { x: x + column * stepX, y: y + row * stepY, width: stepX - space, height: stepY - space };
}
