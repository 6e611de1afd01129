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

/** The lane of a pair: always the same, and different for most pairs that share a gutter. */
export function laneOf(from: number, to: number): number {
  const hash = (Math.imul(from + 1, 73_856_093) ^ Math.imul(to + 1, 19_349_663)) >>> 0;
  return (hash % 1024) / 512 - 1;
}
