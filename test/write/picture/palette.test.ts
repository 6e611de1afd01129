import { describe, expect, it } from 'vitest';
import { distinctColours, inks, inksOfTarget, nightColours } from '../../../src/write/picture/palette.ts';
import { arrangeColours } from './arrange-colours.ts';

/** Contrast and simulation are written out here once more, from WCAG 2.1 and from Viénot, Brettel and Mollon (1999). */
function channels(hex: string): [number, number, number] {
  const part = (i: number) => {
    const value = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, blue] = channels(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** CIE Lab (D65) of a colour as seen by a kind of eye. */
function seen(hex: string, eye: 'normal' | 'protan' | 'deutan'): [number, number, number] {
  let [r, g, b] = channels(hex);
  if (eye === 'protan')
    [r, g, b] = [0.11238 * r + 0.88762 * g, 0.11238 * r + 0.88762 * g, 0.00401 * r - 0.00401 * g + b];
  if (eye === 'deutan')
    [r, g, b] = [0.29275 * r + 0.70725 * g, 0.29275 * r + 0.70725 * g, -0.02234 * r + 0.02234 * g + b];
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function difference(a: string, b: string, eye: 'normal' | 'protan' | 'deutan'): number {
  const [p, q] = [seen(a, eye), seen(b, eye)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

const numbers = Array.from({ length: distinctColours }, (_, number) => number);
const eyes = ['normal', 'protan', 'deutan'] as const;

describe('the palette', () => {
  it('is the one that the arrangement of colours gives', () => {
    expect(numbers.map(inksOfTarget)).toEqual(arrangeColours(distinctColours));
  });

  it('keeps text legible on every fill and tint, by day and by night', () => {
    for (const number of numbers) {
      const { fill, tint } = inksOfTarget(number);
      for (const ink of [fill, tint]) {
        expect(contrast(ink.light, inks.text.light)).toBeGreaterThanOrEqual(4.5);
        expect(contrast(ink.dark, inks.text.dark)).toBeGreaterThanOrEqual(4.5);
      }
      for (const time of ['light', 'dark'] as const)
        expect(contrast(tint[time], inks.loud[time])).toBeGreaterThanOrEqual(4.5);
    }
    for (const ground of [inks.plain, inks.paper]) {
      expect(contrast(ground.light, inks.text.light)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(ground.dark, inks.text.dark)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('draws lines that stand out from the page (3:1)', () => {
    for (const time of ['light', 'dark'] as const) {
      for (const ink of [inks.outline, inks.quiet, inks.loud])
        expect(contrast(ink[time], inks.paper[time])).toBeGreaterThan(3);
      for (const number of numbers)
        expect(contrast(inksOfTarget(number).line[time], inks.paper[time])).toBeGreaterThan(3);
    }
  });

  it('tells neighbours in the sequence apart, for every kind of eye', () => {
    // A difference of 2.3 in CIE Lab is just noticeable; 20 is seen at a glance. The last colour's neighbour is the first.
    for (const number of numbers) {
      for (const eye of eyes) {
        const [a, b] = [inksOfTarget(number), inksOfTarget(number + 1)];
        expect(difference(a.fill.light, b.fill.light, eye)).toBeGreaterThan(20);
      }
    }
  });

  it('keeps the first eight targets apart from one another, for every kind of eye', () => {
    for (let i = 0; i < 8; i++) {
      for (let j = 0; j < i; j++) {
        for (const eye of eyes) {
          expect(difference(inksOfTarget(i).fill.light, inksOfTarget(j).fill.light, eye)).toBeGreaterThan(12);
        }
      }
    }
  });

  it('has a fill of its own for each of its colours, and starts again after them', () => {
    expect(new Set(numbers.map(number => inksOfTarget(number).fill.light)).size).toBe(distinctColours);
    expect(inksOfTarget(distinctColours + 3)).toEqual(inksOfTarget(3));
  });

  it('knows the night colour of every day colour', () => {
    const night = nightColours();
    expect(night.get(inks.paper.light)).toBe(inks.paper.dark);
    for (const number of numbers) expect(night.has(inksOfTarget(number).fill.light)).toBe(true);
  });
});
