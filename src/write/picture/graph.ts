import type { Drawing } from '../../graph/drawing.ts';
import { writeDot } from './dot.ts';
import type { Renderer } from './renderer.ts';
import { drawSvg } from './svg.ts';

/** A picture as bytes, and what the reader of stderr should know about it. */
export interface Picture {
  readonly text: string;
  readonly note?: string | undefined;
}

/** The form of a picture. */
export interface PictureOptions {
  readonly format: 'dot' | 'svg';
  /** Leaves the colours of the targets out. */
  readonly plain?: boolean | undefined;
  /** Draws the SVG. */
  readonly renderer: Renderer;
  /** Milliseconds for the layout of an SVG picture before a simpler one is tried. Default 10,000. */
  readonly timeLimit?: number | undefined;
}

/** Writes a drawing in a format: the one call that commands need. */
export function writeGraph(drawing: Drawing, options: PictureOptions): Picture {
  return options.format === 'dot' ? { text: writeDot(drawing, options) } : drawSvg(drawing, options);
}
