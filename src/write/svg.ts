import type { Drawing } from '../graph/drawing.ts';
import { writeDot } from './dot.ts';
import { renderSvg } from './render-svg.ts';

export interface SvgOptions {
  readonly plain?: boolean | undefined;
  readonly timeLimit?: number | undefined;
}

/** A drawing as SVG. */
export function drawSvg(
  drawing: Drawing,
  options: SvgOptions = {},
): { readonly text: string; readonly note?: string | undefined } {
  const { svg, note } = renderSvg(writeDot(drawing, options), { timeLimit: options.timeLimit ?? 10_000 });
  return { text: svg, note };
}
