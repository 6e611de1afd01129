import type { Drawing } from '../../graph/drawing.ts';
import { writeDot } from './dot.ts';
import type { Picture } from './picture.ts';
import type { Renderer } from './renderer.ts';
import { drawSvg } from './svg.ts';

/** The form of a picture. */
export interface PictureOptions {
  readonly format: 'dot' | 'svg';
  /** Leaves the colours of the targets out. */
  readonly plain?: boolean | undefined;
  /** Draws the SVG. */
  readonly renderer: Renderer;
  /** Milliseconds for the layout of an SVG picture before a simpler one is tried. Default 10,000. */
  readonly timeLimit?: number | undefined;
  /** The most points that a side of an SVG picture may have. Default 6,000: larger ones are made smaller as a whole. */
  readonly mostSide?: number | undefined;
}

/** Writes a drawing in a format: the one call that commands need. */
export function writeGraph(drawing: Drawing, options: PictureOptions): Picture {
  return options.format === 'dot' ? { text: writeDot(drawing, options) } : drawSvg(drawing, options);
}
