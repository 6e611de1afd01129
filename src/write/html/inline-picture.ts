import { InputError } from '../../base/diagnostic.ts';
import { styleSheet } from '../picture/finish-svg.ts';
import { writeGraph } from '../picture/graph.ts';
import type { Picture } from '../picture/picture.ts';
import type { Renderer } from '../picture/renderer.ts';
import type { CaptionedDrawing } from '../section.ts';
import { html, Markup, noMarkup } from './html.ts';

/** A picture with what is written above it. */
export interface PagePicture extends Picture {
  readonly caption: string;
}

/** A drawing as SVG; without text where it is too large for one, which `note` says. */
export function drawForPage({ caption, drawing }: CaptionedDrawing, renderer: Renderer): PagePicture {
  try {
    return { caption, ...writeGraph(drawing, { format: 'svg', renderer }) };
  } catch (error) {
    if (!(error instanceof InputError) || error.diagnostics.some(({ code }) => code !== 'picture')) throw error;
    return { caption, text: '', note: error.message };
  }
}

/**
 * A picture inside a page: a figure that scrolls. A wide one has the whole width of the page, a very wide one starts in
 * full size, for those without scripts.
 */
export function inlinePicture({ caption, text, note }: PagePicture): Markup {
  if (text === '') return html`<p class="none">${caption}: ${note ?? 'none'}.</p>`;
  const svg = text
    .replace(/^[\s\S]*?(?=<svg )/, '')
    .replace(/<style>[\s\S]*?<\/style>\n/, '')
    .trimEnd();
  const said = note === undefined ? caption : `${caption} (${note})`;
  const width = Number(/<svg width="(\d+)/.exec(svg)?.[1] ?? 0);
  const kinds = [...(width > widest ? ['wide'] : []), ...(width > 3 * widest ? ['full'] : [])];
  const classes = kinds.length === 0 ? noMarkup : html` class="${kinds.join(' ')}"`;
  return html`<figure${classes}>
<figcaption>${said}</figcaption>
<div class="picture" tabindex="0" role="region" aria-label="${caption}">
${new Markup(svg)}
</div>
</figure>`;
}

/** In points; a wider picture beside a table would have letters that are too small. */
const widest = 700;

/** The rules that all pictures of a page need, once. */
export function pictureStyle(svgs: readonly string[]): string {
  return styleSheet(svgs.join(''));
}
