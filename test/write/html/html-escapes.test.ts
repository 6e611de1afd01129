import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeXml } from '../../../src/write/escape-xml.ts';
import { html, joinLines, Markup } from '../../../src/write/html/html.ts';

it('escapes every text, and only once', () => {
  fc.assert(
    fc.property(fc.string(), text => {
      const cell = html`<td title="${text}">${text}</td>`;
      expect(String(cell)).toBe(`<td title="${escapeXml(text)}">${escapeXml(text)}</td>`);
      expect(String(html`<tr>${cell}</tr>`)).toBe(`<tr>${cell}</tr>`);
      expect(String(html`<tr>${[cell, cell]}</tr>`)).toBe(`<tr>${cell}${cell}</tr>`);
    }),
    { seed: 1 },
  );
});

it('puts in numbers and markup as they are, and lines one under the other', () => {
  expect(String(html`<p>${7}${new Markup('<b>')}</p>`)).toBe('<p>7<b></p>');
  expect(String(joinLines([html`<p>`, html`</p>`]))).toBe('<p>\n</p>');
});
