import type { Table } from '../table.ts';
import { html, joinLines, type Markup } from './html.ts';

/** A table of more columns has the width of the page. */
const mostBesidePicture = 5;

/**
 * A table in HTML; the first cell of a row is its heading. Columns without content are left out, and so is a table
 * without rows.
 */
export function writeTable({ caption, columns, rows }: Table): Markup {
  if (rows.length === 0) return html`<p class="none">${caption}: none.</p>`;
  const kept = columns
    .map((_, i) => i)
    .filter(i => rows.some(({ cells }) => cells[i] !== undefined && cells[i] !== ''));
  const heads = kept.map(i => html`<th scope="col">${columns[i] ?? ''}</th>`);
  const lines = rows.map(({ names, cells, link }) => {
    const [first = html``, ...rest] = kept.map(i => html`<bdi>${cells[i] ?? ''}</bdi>`);
    const head = link === undefined ? first : html`<a href="${link}">${first}</a>`;
    const others = rest.map(cell => html`<td>${cell}</td>`);
    return html`<tr data-names="${JSON.stringify(names)}"><th scope="row">${head}</th>${others}</tr>`;
  });
  const wide = kept.length > mostBesidePicture ? ' wide' : '';
  return html`<div class="table${wide}" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${joinLines(lines)}
</tbody>
</table></div>`;
}
