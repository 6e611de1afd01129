import { escapeXml } from '../escape-xml.ts';

/** Markup as it is to be written. What is no markup is escaped when it is put into one. */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What a template takes: texts are escaped, markup and numbers are not, and lists are put one behind the other. */
export type Insert = string | number | Markup | readonly Markup[];

/**
 * Writes HTML. Nothing gets into a page but by this template, so no text is written without being escaped.
 * @example
 * html`<td>${'a < b'}</td>`.toString(); // '<td>a &#60; b</td>'
 */
export function html(markup: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  let text = markup[0] ?? '';
  inserts.forEach((insert, i) => {
    text += typeof insert === 'string' ? escapeXml(insert) : isList(insert) ? insert.join('') : String(insert);
    text += markup[i + 1] ?? '';
  });
  return new Markup(text);
}

/** The same, a line for each. */
export function joinLines(parts: readonly Markup[]): Markup {
  return new Markup(parts.join('\n'));
}

/** Nothing at all. */
export const noMarkup = new Markup('');

function isList(insert: Insert): insert is readonly Markup[] {
  return Array.isArray(insert);
}
