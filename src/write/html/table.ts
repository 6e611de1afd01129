import { escapeXml } from '../escape-xml.ts';
import type { Table } from '../table.ts';

/** A table of more columns has the width of the page. */
const mostBesidePicture = 5;

/**
 * A table in HTML; the first cell of a row is its heading. Columns without content are left out, and so is a table
 * without rows.
 */
export function writeTable({ caption, columns, rows }: Table): string {
  if (rows.length === 0) return `<p class="none">${escapeXml(caption)}: none.</p>`;
  const kept = columns
    .map((_, i) => i)
    .filter(i => rows.some(({ cells }) => cells[i] !== undefined && cells[i] !== ''));
  const heads = kept.map(i => `<th scope="col">${escapeXml(columns[i] ?? '')}</th>`);
  const lines = rows.map(({ names, cells, link }) => {
    const [first = '', ...rest] = kept.map(i => `<bdi>${escapeXml(cells[i] ?? '')}</bdi>`);
    const head = link === undefined ? first : `<a href="${escapeXml(link)}">${first}</a>`;
    const others = rest.map(cell => `<td>${cell}</td>`).join('');
    return `<tr data-names="${escapeXml(JSON.stringify(names))}"><th scope="row">${head}</th>${others}</tr>`;
  });
  const wide = kept.length > mostBesidePicture ? ' wide' : '';
  return `<div class="table${wide}" tabindex="0" role="region" aria-label="${escapeXml(caption)}"><table>
<caption>${escapeXml(caption)}</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table></div>`;
}
