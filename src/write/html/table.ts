import { escapeXml } from '../escape-xml.ts';

/** A table; its rows are about things that pictures show too. */
export interface Table {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  /** The services and targets that the row is about: what the search looks for, and what hovering over a picture shows. */
  readonly names: readonly string[];
  readonly cells: readonly string[];
}

/** A table in HTML; the first cell of a row is its heading. */
export function writeTable({ caption, columns, rows }: Table): string {
  const heads = columns.map(column => `<th scope="col">${escapeXml(column)}</th>`);
  const lines = rows.map(({ names, cells }) => {
    const [first = '', ...rest] = cells.map(cell => `<bdi>${escapeXml(cell)}</bdi>`);
    const others = rest.map(cell => `<td>${cell}</td>`).join('');
    return `<tr data-names="${escapeXml(JSON.stringify(names))}"><th scope="row">${first}</th>${others}</tr>`;
  });
  return `<div class="table" tabindex="0" role="region" aria-label="${escapeXml(caption)}"><table>
<caption>${escapeXml(caption)}</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table></div>`;
}
