import { escapeXml } from '../escape-xml.ts';
import type { Renderer } from '../picture/renderer.ts';
import type { Bars, Section, Steps } from '../section.ts';
import pageScript from './browser/page-script.ts?page-code';
import { drawForPage, inlinePicture, type PagePicture, pictureStyle } from './inline-picture.ts';
import { pageStyle } from './page-style.ts';
import { writeTable } from './table.ts';

/**
 * A page: sections with text, pictures, steps and tables. All texts are byte strings and are escaped when they are
 * written.
 */
export interface Page {
  readonly title: string;
  readonly sections: readonly Section[];
  /** The pages above this one, from the outermost in: a URL, already encoded, each. */
  readonly above?: readonly { readonly title: string; readonly link: string }[] | undefined;
}

/** A page as HTML (UTF-8 in a byte string), and what is to be told of its pictures. */
export interface WrittenPage {
  readonly html: string;
  readonly notes: readonly { readonly caption: string; readonly text: string }[];
}

/** The page as one HTML file that asks nothing of the network. */
export function writePage(page: Page, renderer: Renderer): WrittenPage {
  const sections = page.sections.map(section => ({
    ...section,
    pictures: section.pictures.map(picture => drawForPage(picture, renderer)),
  }));
  const pictures = sections.flatMap(section => section.pictures);
  const notes = pictures.flatMap(({ caption, note }) => (note === undefined ? [] : [{ caption, text: note }]));
  return { html: writeHtml({ ...page, sections }), notes };
}

/** A section whose pictures are drawn. */
type DrawnSection = Omit<Section, 'pictures'> & { readonly pictures: readonly PagePicture[] };

function writeHtml({
  title,
  sections,
  above = [],
}: Omit<Page, 'sections'> & { sections: readonly DrawnSection[] }): string {
  const pictures = sections.flatMap(section => section.pictures.map(({ text }) => text));
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">`,
    `<meta name="generator" content="dydisnix">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${pageStyle()}${pictureStyle(pictures)}</style>`,
  ];
  const links = sections.map(section => `<li><a href="#${section.id}">${escapeXml(section.title)}</a></li>`);
  return `<!doctype html>
<html lang="en">
<head>
${head.join('\n')}
</head>
<body>
<a class="skip" href="#${sections[0]?.id ?? ''}">Skip to the first section</a>
<header>
<h1>${escapeXml(title)}</h1>${writeAbove(above)}
<form role="search">
<label for="search">Find a service or target <kbd>/</kbd></label>
<input id="search" type="search" autocomplete="off" spellcheck="false">
<output id="found" for="search"></output>
</form>
${links.length < 2 ? '' : `<nav aria-label="Sections"><ol>${links.join('')}</ol></nav>\n`}</header>
<main>
${sections.map(writeSection).join('\n')}
</main>
<div id="hover" role="status" hidden></div>
<script>${pageScript}</script>
</body>
</html>
`;
}

function writeAbove(above: NonNullable<Page['above']>): string {
  if (above.length === 0) return '';
  const links = above.map(({ title, link }) => `<li><a href="${escapeXml(link)}">${escapeXml(title)}</a></li>`);
  return `\n<nav aria-label="Pages above"><ol>${links.join('')}</ol></nav>`;
}

function writeSection(section: DrawnSection): string {
  const parts = [
    `<section id="${section.id}" aria-labelledby="${section.id}-title">`,
    `<h2 id="${section.id}-title">${escapeXml(section.title)}</h2>`,
    ...section.paragraphs.map(text => `<p>${escapeXml(text)}</p>`),
  ];
  if (section.facts && section.facts.length > 0) {
    const facts = section.facts.map(
      ([term, value]) => `<div><dt>${escapeXml(term)}</dt><dd>${escapeXml(value)}</dd></div>`,
    );
    parts.push(`<dl class="facts">${facts.join('')}</dl>`);
  }
  parts.push('<div class="pair">');
  for (const picture of section.pictures) parts.push(inlinePicture(picture));
  if (section.bars) parts.push(writeBars(section.bars));
  (section.steps ?? []).forEach((steps, number) => {
    parts.push(writeSteps(`${section.id}-steps-${number}`, steps));
  });
  for (const table of section.tables) parts.push(writeTable(table));
  parts.push('</div>', '</section>');
  return parts.join('\n');
}

/** Bars as a table, so that they can be read aloud. */
function writeBars({ caption, bars }: Bars): string {
  const most = Math.max(1, ...bars.map(({ number }) => number));
  const rows = bars.map(({ name, number }) => {
    const bar = `<span class="bar" style="width:${((100 * number) / most).toFixed(1)}%"></span>`;
    return `<tr><th scope="row">${escapeXml(name)}</th><td class="number">${number}</td><td class="track">${bar}</td></tr>`;
  });
  return `<table class="bars">
<caption>${escapeXml(caption)}</caption>
<thead><tr><th scope="col">Step</th><th scope="col">Number</th><th scope="col"><span class="unseen">As a bar</span></th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

function writeSteps(id: string, { caption, steps }: Steps): string {
  const items = steps.map(
    ({ text, marks }) => `<li data-marks="${escapeXml(JSON.stringify(marks))}">${escapeXml(text)}</li>`,
  );
  return `<div class="steps" role="group" aria-labelledby="${id}">
<h3 id="${id}">${escapeXml(caption)}</h3>
<ol tabindex="0">${items.join('\n')}</ol>
</div>`;
}
