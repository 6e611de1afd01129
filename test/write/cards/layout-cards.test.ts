import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chipPlace, fitChips } from '../../../src/write/cards/chip-grid.ts';
import type { Point, Rectangle } from '../../../src/write/cards/geometry.ts';
import { GutterPieces } from '../../../src/write/cards/gutter-pieces.ts';
import { layoutCards } from '../../../src/write/cards/layout-cards.ts';
import { routeLinks } from '../../../src/write/cards/route-link.ts';
import { rounds } from '../../rounds.ts';

/** From 1 to 600 machines in 1 to 20 zones, cards of any height, screens of any shape. */
const problem = fc
  .record({
    cards: fc.integer({ min: 1, max: 600 }),
    zones: fc.integer({ min: 1, max: 20 }),
    seed: fc.integer({ min: 1, max: 1e6 }),
    highest: fc.integer({ min: 40, max: 3000 }),
    isEven: fc.boolean(),
    aspect: fc.double({ min: 0.3, max: 3, noNaN: true }),
    mostWidth: fc.integer({ min: 200, max: 6000 }),
  })
  .map(({ cards, zones, seed, highest, isEven, ...settings }) => {
    const draw = (card: number): number => (Math.imul(card + seed, 2_654_435_761) >>> 0) / 2 ** 32;
    return {
      toLay: {
        zones,
        zoneOf: Array.from({ length: cards }, (_, card) => Math.floor(draw(card) * zones)),
        heights: Array.from({ length: cards }, (_, card) => (isEven ? 100 : 40 + Math.floor(draw(card + 7) * highest))),
      },
      settings: { ...settings, cardWidth: 150 },
    };
  });

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isInside = (inner: Rectangle, outer: Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width + 1e-6 &&
  inner.y + inner.height <= outer.y + outer.height + 1e-6;

/** Whether two pieces on one line have a part in common. */
const meetIn = (side: 'x' | 'y', a: Rectangle, b: Rectangle): boolean => {
  const length = side === 'x' ? 'width' : 'height';
  return a[side] < b[side] + b[length] && b[side] < a[side] + a[length];
};

/** A piece of a way as a box without width. */
const boxOf = (from: Point, to: Point): Rectangle => ({
  x: Math.min(from.x, to.x),
  y: Math.min(from.y, to.y),
  width: Math.abs(from.x - to.x),
  height: Math.abs(from.y - to.y),
});

describe('cards', () => {
  it('do not overlap, stand in their zone, and in the picture', () => {
    fc.assert(
      fc.property(problem, ({ toLay, settings }) => {
        const { cards, zones, width, height } = layoutCards(toLay, settings);
        const whole = { x: 0, y: 0, width, height };
        expect(cards).toHaveLength(toLay.zoneOf.length);
        expect(width).toBeLessThanOrEqual(Math.max(settings.mostWidth, 150 + 64));
        const sorted = [...cards].sort((a, b) => a.y - b.y);
        sorted.forEach((card, i) => {
          for (let j = i + 1; j < sorted.length; j++) {
            const other = sorted[j];
            if (other === undefined || other.y >= card.y + card.height) break;
            expect(overlap(card, other)).toBe(false);
          }
        });
        cards.forEach((card, number) => {
          expect(card.zone).toBe(toLay.zoneOf[number]);
          const frame = zones[card.zone];
          expect(frame && isInside(card, frame) && isInside(frame, whole)).toBe(true);
        });
        const frames = zones.filter(frame => frame !== undefined);
        frames.forEach((frame, i) => {
          expect(frames.slice(i + 1).some(other => overlap(frame, other))).toBe(false);
        });
      }),
      { seed: 1, numRuns: rounds({ short: 150, long: 1000 }) },
    );
  });

  it('are never crossed by a link, which begins and ends at its own and stays in the picture', () => {
    fc.assert(
      fc.property(problem, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }), ({ toLay, settings }, pairs) => {
        const layout = layoutCards(toLay, settings);
        const whole = { x: 0, y: 0, width: layout.width, height: layout.height };
        const count = layout.cards.length;
        const ends = pairs.map(([a, b]) => [a % count, b % count] as const);
        const ways = routeLinks(layout, ends);
        for (const [i, [from, to]] of ends.entries()) {
          const way = ways[i] ?? [];
          if (from === to) expect(way).toEqual([]);
          if (from === to) continue;
          way.slice(1).forEach((point, i) => {
            const piece = boxOf(way[i] ?? point, point);
            expect(piece.width === 0 || piece.height === 0).toBe(true);
            expect(isInside(piece, whole)).toBe(true);
            expect(layout.cards.filter(card => crosses(piece, card))).toEqual([]);
          });
          const [start, end] = [way[0], way.at(-1)].map(point => point && { ...point, width: 0, height: 0 });
          const [first, last] = [layout.cards[from], layout.cards[to]];
          expect(start && first && isInside(start, first)).toBe(true);
          expect(end && last && isInside(end, last)).toBe(true);
        }
      }),
      { seed: 2, numRuns: rounds({ short: 100, long: 700 }) },
    );
  });

  it('are led to beside each other by ways that share a gutter', () => {
    const toLay = {
      zones: 1,
      zoneOf: Array.from({ length: 12 }, () => 0),
      heights: Array.from({ length: 12 }, () => 100),
    };
    const layout = layoutCards(toLay, { cardWidth: 150, aspect: 1.6, mostWidth: 6000 });
    const pairs = [4, 5, 6, 7, 8, 9].map(to => [0, to] as const);
    const ways = routeLinks(layout, pairs);
    const pieces = ways.flatMap((way, i) =>
      way.slice(1).map((point, k) => ({ i, box: boxOf(way[k] ?? point, point) })),
    );
    const along = pieces.filter(({ i, box }) =>
      pieces.some(
        other =>
          other.i < i &&
          ((box.height === 0 && other.box.height === 0 && box.y === other.box.y && meetIn('x', box, other.box)) ||
            (box.width === 0 && other.box.width === 0 && box.x === other.box.x && meetIn('y', box, other.box))),
      ),
    );
    expect(along).toEqual([]);
    expect(routeLinks(layout, pairs)).toEqual(ways);
  });

  it('leave by the upper side, or come from the far side, before links run along each other', () => {
    const toLay = {
      zones: 1,
      zoneOf: Array.from({ length: 30 }, () => 0),
      heights: Array.from({ length: 30 }, () => 9),
    };
    const layout = layoutCards(toLay, { cardWidth: 150, aspect: 1.6, mostWidth: 6000 });
    const row = layout.cards.filter(card => card.row === 1).length;
    expect(row).toBe(3);
    // Each leaves the second row for the fourth: one gutter has room for nine.
    const pairs = Array.from(
      { length: 14 },
      (_, i) => [row + (i % row), 3 * row + (Math.floor(i / row) % row)] as const,
    );
    const ways = routeLinks(layout, pairs);
    const laid = new GutterPieces();
    const along = ways.filter(way => {
      const count = laid.countAlong(way);
      laid.add(way);
      return count > 0;
    });
    expect(along.length).toBeLessThan(14 - 9);
    const sides = ways.map(([first, second]) => Math.sign((second?.y ?? 0) - (first?.y ?? 0)));
    expect(new Set(sides)).toEqual(new Set([1, -1]));
  });

  it('are as many along a way as one finds who compares it with each', () => {
    const way = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -9, max: 9 })), { maxLength: 5 }).map(turns => {
      let at: Point = { x: 0, y: 0 };
      return [at, ...turns.map(([isLevel, to]) => (at = isLevel ? { ...at, x: to } : { ...at, y: to }))];
    });
    const along = (one: Rectangle, other: Rectangle): boolean =>
      (one.height === 0 && other.height === 0 && Math.abs(one.y - other.y) < 2 && meetIn('x', one, other)) ||
      (one.width === 0 && other.width === 0 && Math.abs(one.x - other.x) < 2 && meetIn('y', one, other));
    const boxesOf = (points: readonly Point[]): readonly Rectangle[] =>
      points.slice(1).flatMap((point, i) => {
        const box = boxOf(points[i] ?? point, point);
        return box.width + box.height === 0 ? [] : [box];
      });
    fc.assert(
      fc.property(fc.array(way, { maxLength: 12 }), way, (laid, last) => {
        const pieces = new GutterPieces();
        for (const one of laid) pieces.add(one);
        const found = boxesOf(last).map(box => laid.flatMap(boxesOf).filter(other => along(box, other)).length);
        expect(pieces.countAlong(last)).toBe(found.reduce((sum, count) => sum + count, 0));
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('of a zone have rows of their own where zones are stacked', () => {
    fc.assert(
      fc.property(problem, ({ toLay, settings }) => {
        const { zones } = layoutCards(toLay, { ...settings, isStacked: true });
        const frames = zones.flatMap(frame => frame ?? []);
        frames.slice(1).forEach((frame, i) => {
          const before = frames[i];
          expect(before && before.y + before.height).toBeLessThanOrEqual(frame.y);
        });
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  it('stand in their order, row by row, beside the zone before', () => {
    const toLay = { zones: 3, zoneOf: [0, 0, 2, 2, 2, 2], heights: [100, 100, 100, 100, 100, 100] };
    const { cards, zones } = layoutCards(toLay, { cardWidth: 150, aspect: 1.6, mostWidth: 6000 });
    expect(cards.map(({ column, row }) => `${column} ${row}`).join()).toBe('0 0,1 0,0 1,1 1,0 2,1 2');
    expect(zones[1]).toBeUndefined();
  });
});

/** Whether a piece of a way goes through the inside of a card. */
function crosses(piece: Rectangle, card: Rectangle): boolean {
  return (
    piece.x < card.x + card.width - 1e-6 &&
    piece.x + piece.width > card.x + 1e-6 &&
    piece.y < card.y + card.height - 1e-6 &&
    piece.y + piece.height > card.y + 1e-6
  );
}

describe('chips', () => {
  it('stand in their room without overlapping, from none to 300', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 20, max: 200 }), (count, height) => {
        const grid = fitChips(count, 138, height);
        const chips = Array.from({ length: count }, (_, i) => chipPlace(grid, i, 0, 0));
        expect(chips.filter(chip => !isInside(chip, { x: 0, y: 0, width: 138, height }))).toEqual([]);
        const crowded = chips.filter((chip, i) => chips.slice(i + 1, i + 8).some(other => overlap(chip, other)));
        expect(crowded).toEqual([]);
      }),
      { seed: 3, numRuns: 200 },
    );
  });
});
