import { gunzipSync } from 'node:zlib';
import { fromBytes } from '../../src/base/bytes.ts';
import type { Chapters } from '../../src/page/chapters.ts';

/** The chapters that a page has in it. */
export function readChapters(page: string): Chapters {
  const [, packed] = /<script type="text\/plain" id="chapters">([^<]*)</.exec(page) ?? [];
  if (packed === undefined) throw new Error('the page has no chapters');
  return JSON.parse(gunzipSync(Buffer.from(packed, 'base64')).toString('latin1'));
}

/** All that is written in the chapters of a page, a line each. */
export function textOfWalk(page: string): string {
  const lines = readChapters(page).chapters.flatMap(({ title, paragraphs, facts, pictures, bars, steps, tables }) => [
    title,
    ...paragraphs,
    ...facts.map(fact => fact.join(': ')),
    ...pictures.map(({ caption, note }) => `${caption} ${note ?? ''}`),
    ...(bars === undefined ? [] : [bars.caption, ...bars.bars.map(({ name, number }) => `${name} ${number}`)]),
    ...steps.flatMap(list => [list.caption, ...list.steps.map(({ text }) => text)]),
    ...tables.flatMap(({ caption, columns, rows }) => [
      caption,
      columns.join('\t'),
      ...rows.map(row => row.join('\t')),
    ]),
  ]);
  return fromBytes(lines.join('\n'));
}
