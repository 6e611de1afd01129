import type { Point } from './geometry.ts';
import { GutterPieces } from './gutter-pieces.ts';
import { type Card, type CardLayout, gutter } from './layout-cards.ts';

/** Which of the ways between two cards. */
interface Lane {
  /** Where in the gutters, from -1 to 1: so several ways are told apart. */
  readonly spread: number;
  /** Whether it leaves through the gutter above the first card, not the one below. */
  readonly isAbove: boolean;
  /** Whether it comes to the other card from its far side. */
  readonly isFar: boolean;
}

/** The lanes of a gutter, the middle first. */
const spreads = [0, 0.5, -0.5, 1, -1, 0.25, -0.25, 0.75, -0.75];

/** The straight way first. */
const lanes: readonly Lane[] = [false, true].flatMap(isFar =>
  [false, true].flatMap(isAbove => spreads.map(spread => ({ spread, isAbove, isFar }))),
);

/**
 * The ways of links between cards, by pair; one from a card to itself has none. A way goes out of the lower (or upper)
 * side of the first card, along the gutter there, along a gutter beside the other's column, and in from that side: it
 * never crosses a card. Each goes where it runs along no way before it, or else along the fewest, so that ways which
 * share a gutter lie beside each other. O(pairs · lanes · log pairs).
 *
 * @example
 * routeLinks(layout, [[0, 5], [1, 5]]).map(way => way.length); // [5, 5]
 */
export function routeLinks(
  layout: CardLayout,
  pairs: readonly (readonly [from: number, to: number])[],
): readonly (readonly Point[])[] {
  const taken = new GutterPieces();
  return pairs.map(([from, to]) => {
    const [start, end] = [layout.cards[from], layout.cards[to]];
    if (start === undefined || end === undefined || from === to) return [];
    let [best, fewest]: [readonly Point[], number] = [[], Number.POSITIVE_INFINITY];
    for (const lane of lanes) {
      const way = route(layout, start, end, lane);
      if (way === undefined) continue;
      const shared = taken.countAlong(way);
      if (shared < fewest) [best, fewest] = [way, shared];
      if (shared === 0) break;
    }
    taken.add(best);
    return best;
  });
}

/** Undefined where there is no gutter to leave through. */
function route(layout: CardLayout, start: Card, end: Card, lane: Lane): readonly Point[] | undefined {
  const { isAbove, isFar } = lane;
  const spread = lane.spread * 0.3;
  const edge = isAbove ? gutterAbove(layout, start) : (layout.bottoms[start.row] ?? start.y + start.height);
  if (edge === undefined) return undefined;
  const out = start.x + start.width * (0.5 + spread);
  const across = edge + gutter.row * (0.5 + spread);
  const isLeft = end.x > start.x !== isFar;
  const beside = isLeft ? end.x - gutter.column * (0.5 + spread) : end.x + end.width + gutter.column * (0.5 + spread);
  const into = end.y + end.height * (0.5 + spread);
  return [
    { x: out, y: isAbove ? start.y : start.y + start.height },
    { x: out, y: across },
    { x: beside, y: across },
    { x: beside, y: into },
    { x: isLeft ? end.x : end.x + end.width, y: into },
  ];
}

/** Where the gutter above a card begins; above the first row of a zone stands the zone's name. */
function gutterAbove({ bottoms }: CardLayout, card: Card): number | undefined {
  const bottom = bottoms[card.row - 1];
  return bottom !== undefined && Math.abs(bottom + gutter.row - card.y) < 1e-6 ? bottom : undefined;
}
