import type { Rectangle } from './geometry.ts';

/**
 * Cards in zones, on one grid: all cards have the width of a column, and the cards of a row have one height, or each
 * its own. So between any two columns, and between any two rows, there is a gutter without cards from one end of the
 * picture to the other, and links can be led through gutters (`route-link.ts`). Where cards are all of one height, the
 * place of one depends on the zones and on how many cards each has, not on what is in them, so that a plan and the one
 * before can be compared.
 */
export interface CardLayout {
  readonly width: number;
  readonly height: number;
  /** In the order of the zones; one without cards is nowhere. */
  readonly zones: readonly (Rectangle | undefined)[];
  /** In the order of the cards. */
  readonly cards: readonly Card[];
  readonly columns: number;
  /** Row → where its highest card ends. */
  readonly bottoms: readonly number[];
}

/** A card, in a column and a row of the whole. */
export interface Card extends Rectangle {
  readonly column: number;
  readonly row: number;
  readonly zone: number;
}

/** What is to be laid out. */
export interface CardsToLay {
  /** Card → its zone. Cards of a zone stand in their order, row by row. */
  readonly zoneOf: readonly number[];
  readonly zones: number;
  /** Card → how high it has to be. */
  readonly heights: readonly number[];
}

/** How to lay it out. */
export interface CardSettings {
  /** The width of a card. */
  readonly cardWidth: number;
  /** What the picture's width is to its height, where it can be had. */
  readonly aspect: number;
  /** No picture is wider. */
  readonly mostWidth: number;
  /** Whether zones stand below each other, each in rows of its own: where there is little room beside them. */
  readonly isStacked?: boolean;
}

/** The room between columns and rows: a zone's frame goes through it, and links. */
export const gutter = { column: 36, row: 28 } as const;
/** The room above the first row of a zone, for its name. */
export const zoneHead = 30;
/** Around all. */
export const margin = 14;

/**
 * Lays out cards. Of all ways to have so many columns in all, and at most so many in a zone, the one is taken whose
 * shape is nearest to what is asked for; of equal ones that with fewer columns. O(cards + ways · zones).
 */
export function layoutCards(toLay: CardsToLay, settings: CardSettings): CardLayout {
  const members = groupByZone(toLay);
  const shelves = chooseShelves(members, toLay, settings);
  return place(members, shelves, toLay, settings);
}

/** Zone → its cards. */
function groupByZone({ zoneOf, zones }: CardsToLay): readonly (readonly number[])[] {
  const members: number[][] = Array.from({ length: zones }, () => []);
  zoneOf.forEach((zone, card) => {
    members[zone]?.push(card);
  });
  return members;
}

/** A zone on its shelf: from which column on, how many columns and rows. */
interface Spot {
  readonly zone: number;
  readonly column: number;
  readonly columns: number;
  readonly rows: number;
}

interface Shelves {
  readonly columns: number;
  readonly shelves: readonly (readonly Spot[])[];
}

/** Of so many numbers of columns each is tried; beyond them only some. */
const tried = 40;

function chooseShelves(
  members: readonly (readonly number[])[],
  { heights }: CardsToLay,
  { cardWidth, aspect, mostWidth, isStacked = false }: CardSettings,
): Shelves {
  const counts = members.map(({ length }) => length);
  const most = Math.max(1, ...counts);
  const cards = counts.reduce((sum, count) => sum + count, 0);
  const usualHeight = heights.reduce((sum, height) => sum + height, 0) / Math.max(1, cards);
  const columnStep = cardWidth + gutter.column;
  const limit = Math.max(1, Math.floor((mostWidth - 2 * margin) / columnStep));
  let best = shelve(counts, { columns: 1, inZone: 1, isStacked });
  let bestMiss = Number.POSITIVE_INFINITY;
  for (const columns of candidatesUpTo(Math.min(limit, Math.max(1, cards)))) {
    for (const inZone of candidatesUpTo(Math.min(columns, most))) {
      const shelves = shelve(counts, { columns, inZone, isStacked });
      const rows = shelves.shelves.reduce((sum, shelf) => sum + rowsOf(shelf), 0);
      const width = usedColumns(shelves) * columnStep;
      const height = rows * (usualHeight + gutter.row) + shelves.shelves.length * zoneHead;
      const area = (width * height) / ((cards || 1) * columnStep * (usualHeight + gutter.row));
      const miss = Math.abs(Math.log(width / height / aspect)) + Math.log(area);
      if (miss < bestMiss - 1e-9) [best, bestMiss] = [shelves, miss];
    }
  }
  return best;
}

function* candidatesUpTo(most: number): Iterable<number> {
  for (let number = 1; number <= most; number += number < tried ? 1 : Math.ceil(number / 20)) yield number;
}

/** Zones from left to right and down, each as wide as it may be. */
function shelve(
  counts: readonly number[],
  { columns, inZone, isStacked }: { readonly columns: number; readonly inZone: number; readonly isStacked: boolean },
): Shelves {
  const shelves: Spot[][] = [];
  let [shelf, next]: [Spot[], number] = [[], 0];
  counts.forEach((count, zone) => {
    if (count === 0) return;
    const own = Math.min(columns, inZone, count);
    if (next + own > columns || shelves.length === 0 || isStacked) {
      [shelf, next] = [[], 0];
      shelves.push(shelf);
    }
    shelf.push({ zone, column: next, columns: own, rows: Math.ceil(count / own) });
    next += own;
  });
  return { columns, shelves };
}

function rowsOf(shelf: readonly Spot[]): number {
  return shelf.reduce((most, { rows }) => Math.max(most, rows), 0);
}

function usedColumns({ shelves }: Shelves): number {
  return shelves.flat().reduce((most, { column, columns }) => Math.max(most, column + columns), 1);
}

function place(
  members: readonly (readonly number[])[],
  shelves: Shelves,
  { zoneOf, zones, heights }: CardsToLay,
  { cardWidth }: CardSettings,
): CardLayout {
  const cards: Card[] = [];
  const frames: (Rectangle | undefined)[] = Array.from({ length: zones }, () => undefined);
  const left = (column: number): number => margin + gutter.column / 2 + column * (cardWidth + gutter.column);
  const bottoms: number[] = [];
  let top = margin;
  for (const shelf of shelves.shelves) {
    const first = top + zoneHead;
    const tops = stackRows(shelf, members, heights, first);
    for (const { zone, column, columns, rows } of shelf) {
      members[zone]?.forEach((card, i) => {
        const inZone = Math.floor(i / columns);
        const at = column + (i % columns);
        const box = { x: left(at), y: tops[inZone] ?? first, width: cardWidth, height: heights[card] ?? 0 };
        cards[card] = { ...box, column: at, row: bottoms.length + inZone, zone: zoneOf[card] ?? zone };
      });
      const x = left(column) - gutter.column / 2 + 5;
      const width = columns * (cardWidth + gutter.column) - 10;
      frames[zone] = { x, y: top, width, height: (tops[rows] ?? first) - gutter.row / 2 - 3 - top };
    }
    top = tops.at(-1) ?? first;
    bottoms.push(...tops.slice(1).map(next => next - gutter.row));
  }
  const columns = usedColumns(shelves);
  const width = 2 * margin + columns * (cardWidth + gutter.column);
  return { width, height: top + margin - gutter.row / 2, zones: frames, cards, columns, bottoms };
}

/** Where the rows of a shelf begin, and where the next shelf may. */
function stackRows(
  shelf: readonly Spot[],
  members: readonly (readonly number[])[],
  heights: readonly number[],
  first: number,
): readonly number[] {
  const tops = [first];
  for (let row = 0; row < rowsOf(shelf); row++) {
    const highest = shelf.reduce((most, { zone, columns }) => {
      const own = members[zone]?.slice(row * columns, (row + 1) * columns) ?? [];
      return own.reduce((high, card) => Math.max(high, heights[card] ?? 0), most);
    }, 0);
    tops.push((tops[row] ?? first) + highest + gutter.row);
  }
  return tops;
}
