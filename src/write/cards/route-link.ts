import type { Point } from './geometry.ts';
import { type CardLayout, gutter } from './layout-cards.ts';

/**
 * The way of a link between two cards: out of the lower side of the first, along the gutter below its row, along the
 * gutter beside the other's column, and in from that side. It never crosses a card. `lane`, from -1 to 1, says where
 * in the gutters it goes, so that several ways are told apart.
 */
export function routeLink({ cards, bottoms }: CardLayout, from: number, to: number, lane: number): readonly Point[] {
  const [start, end] = [cards[from], cards[to]];
  if (start === undefined || end === undefined || from === to) return [];
  const spread = lane * 0.3;
  const out = start.x + start.width * (0.5 + spread);
  const below = (bottoms[start.row] ?? start.y + start.height) + gutter.row * (0.5 + spread);
  const goesLeft = end.x > start.x;
  const beside = goesLeft ? end.x - gutter.column * (0.5 + spread) : end.x + end.width + gutter.column * (0.5 + spread);
  const into = end.y + end.height * (0.5 + spread);
  return [
    { x: out, y: start.y + start.height },
    { x: out, y: below },
    { x: beside, y: below },
    { x: beside, y: into },
    { x: goesLeft ? end.x : end.x + end.width, y: into },
  ];
}

/** The lanes of a gutter, the middle first. */
const lanes = [0, 0.5, -0.5, 1, -1, 0.25, -0.25, 0.75, -0.75];

/**
 * The lane of each pair of cards: one in which its way runs along no way before it, or else along the fewest. So ways
 * that share a gutter lie beside each other. O(pairs² · lanes).
 */
export function chooseLanes(
  layout: CardLayout,
  pairs: readonly (readonly [from: number, to: number])[],
): readonly number[] {
  const taken: Piece[] = [];
  return pairs.map(([from, to]) => {
    let [best, fewest, own]: [number, number, readonly Piece[]] = [0, Number.POSITIVE_INFINITY, []];
    for (const lane of lanes) {
      const pieces = listPieces(routeLink(layout, from, to, lane));
      const shared = taken.filter(other => pieces.some(piece => runsAlong(piece, other))).length;
      if (shared < fewest) [best, fewest, own] = [lane, shared, pieces];
      if (shared === 0) break;
    }
    taken.push(...own);
    return best;
  });
}

/** A straight piece of a way: along x or y, at which of the other, from where to where. */
interface Piece {
  readonly isLevel: boolean;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

function listPieces(way: readonly Point[]): readonly Piece[] {
  return way.slice(1).flatMap((end, i) => {
    const start = way[i];
    if (start === undefined) return [];
    const isLevel = start.y === end.y;
    const [a, b] = isLevel ? [start.x, end.x] : [start.y, end.y];
    return [{ isLevel, at: isLevel ? start.y : start.x, from: Math.min(a, b), to: Math.max(a, b) }];
  });
}

/** Nearer than this two ways look like one. */
const nearest = 2;

function runsAlong(one: Piece, other: Piece): boolean {
  const isBeside = one.isLevel === other.isLevel && Math.abs(one.at - other.at) < nearest;
  return isBeside && one.from < other.to && other.from < one.to;
}
