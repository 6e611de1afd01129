import { escapeXml } from '../escape-xml.ts';
import { styleSheet } from '../finish-svg.ts';
import type { Picture } from '../graph.ts';

/** A picture inside a page: a figure that scrolls. A wide one starts in full size: made to fit, its names would be too small. */
export function inlinePicture(caption: string, { text, note }: Picture): string {
  if (text === '') return `<p class="none">${escapeXml(`${caption}: ${note ?? 'none'}.`)}</p>`;
  const svg = text
    .replace(/^[\s\S]*?(?=<svg )/, '')
    .replace(/<style>[\s\S]*?<\/style>\n/, '')
    .trimEnd();
  const said = note === undefined ? caption : `${caption} (${note})`;
  const width = Number(/<svg width="(\d+)/.exec(svg)?.[1] ?? 0);
  return `<figure${width > 1200 ? ' class="full"' : ''}>
<div class="picture" tabindex="0" role="region" aria-label="${escapeXml(caption)}">
${svg}
</div>
<figcaption>${escapeXml(said)}</figcaption>
</figure>`;
}

/** The rules that all pictures of a page need, once. */
export function pictureStyle(svgs: readonly string[]): string {
  return styleSheet(svgs.join(''));
}
