import { hexOfRgb, type Lab, labOfRgb, rgbOfOklch, simulate } from './colour-space.ts';

/** A colour by day and by night. */
export interface Ink {
  readonly light: string;
  readonly dark: string;
}

/** The inks of one target. Text in `inks.text` has a contrast of at least 4.5:1 on `fill` and on `tint`, by day and by night. */
export interface TargetInks {
  /** Fills a node. */
  readonly fill: Ink;
  /** Fills a box that holds nodes. */
  readonly tint: Ink;
  /** Draws the outline of either. */
  readonly line: Ink;
}

/** The inks that all pictures share. */
export const inks = {
  paper: { light: '#ffffff', dark: '#10151f' },
  text: { light: '#111827', dark: '#f6f7f9' },
  /** Nodes without a target. */
  plain: { light: '#eef1f6', dark: '#2c3442' },
  outline: { light: '#4b5567', dark: '#a3adbd' },
  /** Edges that need no attention, and those that do. */
  quiet: { light: '#7f8a9c', dark: '#7a8598' },
  loud: { light: '#b42318', dark: '#ff9b8f' },
} as const satisfies Record<string, Ink>;

/**
 * The inks of target number `number` (from 0). Any number is possible; after `distinctColours` targets the colours start again, so a picture
 * also says in words which target is meant.
 */
export function inksOfTarget(number: number): TargetInks {
  sequence ??= arrangeColours();
  return sequence[number % sequence.length] as TargetInks;
}

/** The night colour of every day colour in this palette. Where two inks share a day colour, the first one's counts. */
export function nightColours(): ReadonlyMap<string, string> {
  const all: Ink[] = Object.values(inks);
  for (let number = 0; number < distinctColours; number++) {
    const { fill, tint, line } = inksOfTarget(number);
    all.push(fill, tint, line);
  }
  return new Map(all.reverse().map(({ light, dark }) => [light, dark]));
}

const hues = 24;
const lightnesses = [0.93, 0.86, 0.8, 0.73];
/** More than these and they look alike. */
export const distinctColours = 36;

let sequence: TargetInks[] | undefined;

interface Candidate {
  readonly lightness: number;
  readonly hue: number;
  /** As seen with normal vision, with protanopia, with deuteranopia. */
  readonly views: readonly Lab[];
}

/**
 * Puts a grid of light colours in an order in which each is as far as possible from those before it, and most of all from the
 * latest: the distance is the smallest that any of three kinds of eyes sees. Greedy; ties go to the first in the grid.
 * O(grid · distinctColours²), run once.
 */
function arrangeColours(): TargetInks[] {
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
  while (chosen.length < distinctColours) {
    const scores = left.map(candidate => separation(candidate, chosen));
    chosen.push(...left.splice(scores.indexOf(Math.max(...scores)), 1));
  }
  return chosen.map(inksOf);
}

const chroma = 0.105;

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
