import { html, type Markup, noMarkup } from '../html/html.ts';
import { inks } from '../picture/palette.ts';
import type { Rectangle } from './geometry.ts';

/** How a box looks: colours of the palette, so that a picture has its night colours. */
interface BoxLook {
  readonly fill: string;
  readonly stroke?: string;
  readonly radius?: number;
  /** From 0 to 1. */
  readonly opacity?: number;
}

/** A box of a picture. */
export function drawBox(box: Rectangle, { fill, stroke, radius = 0, opacity = 1 }: BoxLook): Markup {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(round);
  const line = stroke === undefined ? noMarkup : html` stroke="${stroke}" stroke-width="0.6"`;
  const part = opacity === 1 ? noMarkup : html` fill-opacity="${opacity.toFixed(2)}"`;
  const place = html`x="${x ?? 0}" y="${y ?? 0}" width="${width ?? 0}" height="${height ?? 0}"`;
  return html`<rect ${place} rx="${radius}" fill="${fill}"${line}${part}/>`;
}

/** How a text looks. */
interface LabelLook {
  readonly size: number;
  readonly bold?: boolean;
  readonly ink?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** What shows on hovering. */
  readonly title?: string;
  /** Turned around its place, in degrees. */
  readonly turned?: number;
}

/** A text of a picture (byte string), on its base line. */
export function drawLabel(x: number, y: number, text: string, look: LabelLook): Markup {
  const { size, bold = false, ink = inks.text.light, anchor = 'start', title, turned } = look;
  const place =
    turned === undefined
      ? html`x="${round(x)}" y="${round(y)}"`
      : html`transform="translate(${round(x)} ${round(y)}) rotate(${turned})"`;
  const weight = bold ? html` font-weight="bold"` : noMarkup;
  const side = anchor === 'start' ? noMarkup : html` text-anchor="${anchor}"`;
  const hover = title === undefined ? noMarkup : html`<title>${title}</title>`;
  return html`<text ${place} font-size="${size}" fill="${ink}"${weight}${side}>${text}${hover}</text>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
