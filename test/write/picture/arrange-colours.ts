import type { TargetInks } from '../../../src/write/picture/palette.ts';
import { hexOfRgb, type Lab, labOfRgb, rgbOfOklch, simulate } from './colour-space.ts';

/** How the table in `src/write/picture/target-inks.ts` came about; `tsx test/write/picture/arrange-colours.ts` prints it. */

const hues = 24;
const lightnesses = [0.93, 0.86, 0.8, 0.73];
const chroma = 0.105;

interface Candidate {
  readonly lightness: number;
  readonly hue: number;
  /** As seen with normal vision, with protanopia, with deuteranopia. */
  readonly views: readonly Lab[];
}

/**
 * Puts a grid of light colours in an order in which each is as far as possible from those before it, and most of all from the
 * latest: the distance is the smallest that any of three kinds of eyes sees. Greedy; ties go to the first in the grid.
 * O(grid · count²).
 */
export function arrangeColours(count: number): TargetInks[] {
  const left: Candidate[] = [];
  for (const lightness of lightnesses) {
    for (let i = 0; i < hues; i++) {
      // From blue on, so that the first target is blue.
      const hue = (250 + (i * 360) / hues) % 360;
      const rgb = rgbOfOklch(lightness, chroma, hue);
      const views = [rgb, simulate('protanopia', rgb), simulate('deuteranopia', rgb)].map(labOfRgb);
      left.push({ lightness, hue, views });
    }
  }
  const chosen = left.splice(hues, 1);
  while (chosen.length < count) {
    const scores = left.map(candidate => separation(candidate, chosen));
    chosen.push(...left.splice(scores.indexOf(Math.max(...scores)), 1));
  }
  return chosen.map(inksOf);
}

function separation(candidate: Candidate, chosen: readonly Candidate[]): number {
  return Math.min(
    ...chosen.map((other, i) => {
      const age = chosen.length - i;
      const seen = candidate.views.map((view, eye) => distance(view, other.views[eye] as Lab));
      return Math.min(...seen) * (age / (age + 3));
    }),
  );
}

/** Differences of hue count three times as much as in OKLab: beside that they would hardly count against those of lightness. */
function distance(a: Lab, b: Lab): number {
  return Math.hypot(a[0] - b[0], 3 * (a[1] - b[1]), 3 * (a[2] - b[2]));
}

function inksOf({ lightness, hue }: Candidate): TargetInks {
  const hex = (l: number, c: number) => hexOfRgb(rgbOfOklch(l, c, hue));
  // By night the light end of the grid becomes 0.48 and the dark end 0.31: dark enough for light text.
  const night = 0.31 + (lightness - 0.73) * 0.85;
  return {
    fill: { light: hex(lightness, chroma), dark: hex(night, chroma) },
    tint: { light: hex(0.965, 0.03), dark: hex(0.25, 0.04) },
    line: { light: hex(0.5, 0.12), dark: hex(0.72, 0.12) },
  };
}

/** The table as TypeScript: a row for each target. */
export function writeTable(sequence: readonly TargetInks[]): string {
  const rows = sequence.map(({ fill, tint, line }) => {
    const inks = [fill, tint, line].flatMap(({ light, dark }) => [light, dark]);
    return `  [${inks.map(ink => `'${ink}'`).join(', ')}],\n`;
  });
  return rows.join('');
}

if (process.argv[1]?.endsWith('arrange-colours.ts')) process.stdout.write(writeTable(arrangeColours(36)));
