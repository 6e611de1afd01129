import type { Drawing } from '../graph/drawing.ts';
import type { Table } from './table.ts';

/**
 * A part of a walk or of a catalogue, with a heading: what HTML and text are written from. All texts are byte strings.
 */
export interface Section {
  /** Unique on the page; letters and dashes. */
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** What is proved, as terms with their values. */
  readonly facts?: readonly (readonly [term: string, value: string])[];
  readonly pictures: readonly CaptionedDrawing[];
  /** Pictures that are drawn only where each is a file of its own: on a page others show as much. */
  readonly asides?: readonly CaptionedDrawing[] | undefined;
  readonly bars?: Bars | undefined;
  readonly steps?: readonly Steps[] | undefined;
  readonly tables: readonly Table[];
}

/** A picture that is still to be drawn, with what is written above it. */
export interface CaptionedDrawing {
  /** Unique in the whole; what a file is called, without the ending. */
  readonly name: string;
  readonly caption: string;
  readonly drawing: Drawing;
}

/** Numbers that are compared with each other, the first being the largest. */
export interface Bars {
  readonly caption: string;
  readonly bars: readonly { readonly name: string; readonly number: number }[];
}

/** What a solver did, one step after the other; the pictures of the section mark the names of the step. */
export interface Steps {
  readonly caption: string;
  readonly steps: readonly { readonly text: string; readonly marks: readonly string[] }[];
}
