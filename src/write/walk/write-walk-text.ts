import { displayText } from '../display-text.ts';
import type { Section } from '../section.ts';
import type { Table } from '../table.ts';

/**
 * The sections of a walk as text for a terminal, a byte string: headings, paragraphs, facts, steps as numbered lists,
 * tables with aligned columns. Pictures are files of their own; `pathOf` tells where the one of a name is. O(length).
 */
export function writeWalkText(sections: readonly Section[], pathOf: (name: string) => string): string {
  return sections.map(section => writeSection(section, pathOf)).join('\n');
}

function writeSection(section: Section, pathOf: (name: string) => string): string {
  const { title, paragraphs, facts = [], pictures, asides = [], bars, steps = [], tables } = section;
  const blocks: readonly (readonly string[])[] = [
    [title, '-'.repeat(title.length)],
    ...paragraphs.map(text => wrap(text)),
    [...asides, ...pictures].map(({ name, caption }) => `${caption}: ${pathOf(name)}`),
    facts.map(([term, value]) => `  ${term}: ${value}`),
    ...(bars === undefined
      ? []
      : [[`${bars.caption}:`, ...bars.bars.map(({ name, number }) => `  ${name}: ${number}`)]]),
    ...steps
      .filter(list => list.steps.length > 0)
      .map(list => [`${list.caption}:`, ...list.steps.map(({ text }, i) => `  ${i + 1}. ${text}`)]),
    ...tables.map(writeTable),
  ];
  const [heading = [], ...rest] = blocks.filter(lines => lines.length > 0);
  const shown = [heading.map(displayText).join('\n'), ...rest.map(lines => lines.map(displayText).join('\n'))];
  return `${shown.join('\n\n')}\n`.replace('\n\n', '\n');
}

/** Columns without content are left out. */
function writeTable({ caption, columns, rows }: Table): readonly string[] {
  if (rows.length === 0) return [`${caption}: none.`];
  const kept = columns.flatMap((_, i) => (rows.some(({ cells }) => (cells[i] ?? '') !== '') ? [i] : []));
  const lines = [columns, ...rows.map(({ cells }) => cells)].map(cells => kept.map(i => cells[i] ?? ''));
  const widths = kept.map((_, column) => Math.max(...lines.map(cells => lengthOf(cells[column] ?? ''))));
  const written = lines.map(cells =>
    cells.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - lengthOf(cell))).join('  '),
  );
  return [`${caption}:`, ...written.map(line => `  ${line}`.trimEnd())];
}

/** Characters of a byte string: bytes that do not go on with one. */
function lengthOf(text: string): number {
  return displayText(text).replace(/[\x80-\xbf]/g, '').length;
}

const columns = 100;

function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
