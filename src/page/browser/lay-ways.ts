import type { Point } from '../../write/cards/geometry.ts';
import type { CardLayout } from '../../write/cards/layout-cards.ts';
import { routeLinks } from '../../write/cards/route-link.ts';
import { type Ink, inks, inksOfTarget } from '../../write/picture/palette.ts';

/** What leads from card to card: from, to, and how heavy it is, or how many move. */
export type CardLink = readonly [from: number, to: number, size: number];

/** A link or a move as it is drawn. */
export interface Way {
  readonly points: readonly Point[];
  readonly colour: Ink;
  /** How heavy it is beside the heaviest. */
  readonly part: number;
  readonly text: string;
  readonly isMove: boolean;
}

/** Lays links, then moves, into the gutters between the cards. As `routeLinks`: not for each frame. */
export function layWays(layout: CardLayout, links: readonly CardLink[], moves: readonly CardLink[]): readonly Way[] {
  const all = [...links, ...moves];
  const ways = routeLinks(
    layout,
    all.map(([from, to]) => [from, to]),
  );
  const heaviest = links.reduce((most, [, , weight]) => Math.max(most, weight), 1);
  return all.map(([, , size], i) => ({
    points: ways[i] ?? [],
    ...(i < links.length
      ? { colour: inksOfTarget(24).line, part: size / heaviest, text: String(size), isMove: false }
      : { colour: inks.loud, part: 0.4, text: `${size}\u2192`, isMove: true }),
  }));
}
