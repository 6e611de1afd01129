import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeLabels } from '../../../src/write/cards/place-labels.ts';

const point = fc.record({ x: fc.integer({ min: 0, max: 300 }), y: fc.integer({ min: 0, max: 300 }) });
const ways = fc.array(fc.array(point, { maxLength: 6 }), { maxLength: 25 });

describe('numbers of ways', () => {
  it('stand in the middle of the longest part of a way that is alone', () => {
    const way = [
      { x: 0, y: 0 },
      { x: 0, y: 10 },
      { x: 100, y: 10 },
    ];
    expect(placeLabels([way], 18)).toEqual([{ x: 50, y: 10 }]);
    expect(placeLabels([way, way], 18)).toEqual([
      { x: 50, y: 10 },
      { x: 30, y: 10 },
    ]);
    expect(placeLabels([[], [{ x: 1, y: 1 }]], 18)).toEqual([undefined, undefined]);
  });

  it('never lie on each other, and each is on its way', () => {
    fc.assert(
      fc.property(ways, fc.integer({ min: 1, max: 60 }), (all, distance) => {
        const placed = placeLabels(all, distance);
        placed.forEach((one, i) => {
          if (one === undefined) return;
          const on = all[i]?.slice(1).some((end, j) => {
            const start = all[i]?.[j] ?? end;
            const length = Math.hypot(end.x - start.x, end.y - start.y);
            const detour =
              Math.hypot(one.x - start.x, one.y - start.y) + Math.hypot(end.x - one.x, end.y - one.y) - length;
            return detour < 1e-6;
          });
          expect(on).toBe(true);
          for (const two of placed.slice(0, i)) {
            if (two) expect(Math.hypot(one.x - two.x, one.y - two.y)).toBeGreaterThanOrEqual(distance);
          }
        });
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
