import { targetInks } from './target-inks.ts';

/** A colour by day and by night. */
export interface Ink {
  readonly light: string;
  readonly dark: string;
}

/**
 * The inks of one target. Text in `inks.text` has a contrast of at least 4.5:1 on `fill` and on `tint`, by day and by
 * night.
 */
export interface TargetInks {
  /** Fills a node. */
  readonly fill: Ink;
  /** Fills a box that holds nodes. */
  readonly tint: Ink;
  /** Draws the outline of either. */
  readonly line: Ink;
}

/** More than these and they look alike. */
export const distinctColours = targetInks.length;

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
 * The inks of target number `number` (from 0). Any number is possible; after `distinctColours` targets the colours
 * start again, so a picture also says in words which target is meant.
 */
export function inksOfTarget(number: number): TargetInks {
  const row = targetInks[number % targetInks.length];
  if (row === undefined) throw new RangeError(`there is no target number ${number}`);
  const [fill, fillDark, tint, tintDark, line, lineDark] = row;
  return {
    fill: { light: fill, dark: fillDark },
    tint: { light: tint, dark: tintDark },
    line: { light: line, dark: lineDark },
  };
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
