import { describe, expect, it } from 'vitest';
import { inksOfLoad, overloadMark } from '../../../src/write/cards/load-inks.ts';
import { type Ink, inks } from '../../../src/write/picture/palette.ts';
import { labOfRgb, type Rgb, simulate } from '../picture/colour-space.ts';

const eyes = ['normal', 'protanopia', 'deuteranopia'] as const;
const times = ['light', 'dark'] as const;

/** How different two inks are in OKLab, as an eye sees them: 0.02 is just noticed, 0.1 is seen at a glance. */
function difference(a: Ink, b: Ink, time: 'light' | 'dark', eye: (typeof eyes)[number]): number {
  const [one, other] = [a, b].map(ink => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(i => Number.parseInt(ink[time].slice(i, i + 2), 16) / 255);
    const rgb: Rgb = [red, green, blue];
    return labOfRgb(eye === 'normal' ? rgb : simulate(eye, rgb));
  });
  if (one === undefined || other === undefined) throw new Error('two inks have two colours');
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

const [calm, full, over] = [inksOfLoad(0.5), inksOfLoad(0.9), inksOfLoad(1.2)];

describe('inks of loads', () => {
  it('tell tiles that are calm, full and overloaded apart, for every kind of eye', () => {
    for (const time of times) {
      for (const eye of eyes) {
        expect(difference(calm.fill, full.fill, time, eye)).toBeGreaterThan(0.1);
        expect(difference(full.fill, over.fill, time, eye)).toBeGreaterThan(0.1);
        expect(difference(calm.fill, over.fill, time, eye)).toBeGreaterThan(0.1);
      }
    }
  });

  it('need a mark on lines that are overloaded, which stands out from each of them', () => {
    // The reason for the mark: to some eyes these two are nearly one.
    expect(difference(full.line, over.line, 'light', 'deuteranopia')).toBeLessThan(0.1);
    for (const time of times) {
      for (const eye of eyes) {
        for (const line of [calm.line, full.line, over.line, inks.plain])
          expect(difference(overloadMark.ink, line, time, eye)).toBeGreaterThan(0.1);
        expect(difference(calm.line, full.line, time, eye)).toBeGreaterThan(0.1);
      }
    }
  });
});
