import { drawForPage, pictureStyle } from '../write/html/inline-picture.ts';
import type { Renderer } from '../write/picture/renderer.ts';
import type { Bars, CaptionedDrawing, Section, Steps } from '../write/section.ts';

/** The way from models to a plan, chapter by chapter, as data of a page; texts are byte strings. */
export interface Chapters {
  /** The rules that all pictures need. */
  readonly style: string;
  readonly chapters: readonly Chapter[];
}

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly (readonly [term: string, value: string])[];
  readonly pictures: readonly ChapterPicture[];
  readonly bars: Bars | undefined;
  readonly steps: readonly Steps[];
  readonly tables: readonly ChapterTable[];
}

/** A picture; without SVG where it is too large to be read, and the map shows more. */
export interface ChapterPicture {
  readonly caption: string;
  readonly svg: string | undefined;
  readonly note: string | undefined;
}

export interface ChapterTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Of more nodes nobody reads a drawing of lines. */
const mostNodes = 120;

/** Chapters with the pictures that can be read. O(size of the sections), and the layout of these pictures. */
export function makeChapters(sections: readonly Section[], renderer: Renderer): Chapters {
  const chapters = sections.map(
    ({ id, title, paragraphs, facts = [], pictures, bars, steps = [], tables }): Chapter => ({
      ...{ id, title, paragraphs, facts, bars },
      pictures: pictures.map(picture => draw(picture, renderer)),
      steps: steps.filter(list => list.steps.length > 0),
      tables: tables.map(({ caption, columns, rows }) => ({ caption, columns, rows: rows.map(({ cells }) => cells) })),
    }),
  );
  const svgs = chapters.flatMap(({ pictures }) => pictures.flatMap(({ svg }) => svg ?? []));
  return { style: pictureStyle(svgs), chapters };
}

function draw(picture: CaptionedDrawing, renderer: Renderer): ChapterPicture {
  const { caption, drawing } = picture;
  const nodes = drawing.nodeCount();
  if (nodes > mostNodes) return { caption, svg: undefined, note: `${nodes} nodes are too many for a drawing` };
  const { text, note } = drawForPage(picture, renderer);
  const svg = text.replace(/^[\s\S]*?(?=<svg )/, '').replace(/<style>[\s\S]*?<\/style>\n/, '');
  return { caption, svg: text === '' ? undefined : svg, note };
}
