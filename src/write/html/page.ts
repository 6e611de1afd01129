import type { Section } from '../section.ts';
import pageScript from './browser/page-script.ts?page-code';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { html, joinLines, Markup, noMarkup } from './html.ts';
import { drawForPage, inlinePicture, type PagePicture, pictureStyle } from './inline-picture.ts';
import type { PageMachine } from './page-machine.ts';
import { pageStyle } from './page-style.ts';
import { writeTable } from './table.ts';

/**
 * A page: sections with text, pictures and tables. All texts are byte strings and are escaped when they are
 * written.
 */
export interface Page {
  readonly title: string;
  readonly sections: readonly PageSection[];
  /** What is on other pages, with a URL, already encoded: the search finds it, too. */
  readonly elsewhere?: readonly { readonly title: string; readonly link: string }[] | undefined;
  /** The pages above this one, from the outermost in: a URL, already encoded, each. */
  readonly above?: readonly { readonly title: string; readonly link: string }[] | undefined;
}

/** What stands in a page of its own: no steps of solvers, which the page of a plan has. */
type PageSection = Pick<Section, 'id' | 'title' | 'paragraphs' | 'pictures' | 'tables'>;

/** A page as HTML (UTF-8 in a byte string), and what is to be told of its pictures. */
export interface WrittenPage {
  readonly html: string;
  readonly notes: readonly { readonly caption: string; readonly text: string }[];
}

/** The page as one HTML file that asks nothing of the network. */
export function writePage(page: Page, machine: PageMachine): WrittenPage {
  const sections = page.sections.map(section => ({
    ...section,
    pictures: section.pictures.map(picture => drawForPage(picture, machine.renderer)),
  }));
  const pictures = sections.flatMap(section => section.pictures);
  const notes = pictures.flatMap(({ caption, note }) => (note === undefined ? [] : [{ caption, text: note }]));
  return { html: writeHtml({ ...page, sections }, machine).toString(), notes };
}

/** A section whose pictures are drawn. */
type DrawnSection = Omit<PageSection, 'pictures'> & { readonly pictures: readonly PagePicture[] };

function writeHtml(
  { title, sections, above = [], elsewhere = [] }: Omit<Page, 'sections'> & { sections: readonly DrawnSection[] },
  machine: PageMachine,
): Markup {
  const pictures = sections.flatMap(section => section.pictures.map(({ text }) => text));
  const links = sections.map(section => html`<li><a href="#${section.id}">${section.title}</a></li>`);
  const contents = links.length < 2 ? noMarkup : html`<nav aria-label="Sections"><ol>${links}</ol></nav>\n`;
  const style = `${pageStyle()}${pictureStyle(pictures)}`;
  const policy = contentSecurityPolicy({ style, script: pageScript }, machine);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="generator" content="dydisnix">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<a class="skip" href="#${sections[0]?.id ?? ''}">Skip to the first section</a>
<header>
<h1>${title}</h1>${writeAbove(above)}
<form role="search">
<label for="search">Find a service or target <kbd>/</kbd></label>
<input id="search" type="search" autocomplete="off" spellcheck="false">
<output id="found" for="search"></output>
</form>
${contents}${writeElsewhere(elsewhere)}</header>
<main>
${joinLines(sections.map(writeSection))}
</main>
<div id="hover" role="status" hidden></div>
<script>${new Markup(pageScript)}</script>
</body>
</html>
`;
}

function writeAbove(above: NonNullable<Page['above']>): Markup {
  if (above.length === 0) return noMarkup;
  const links = above.map(({ title, link }) => html`<li><a href="${link}">${title}</a></li>`);
  return html`\n<nav aria-label="Pages above"><ol>${links}</ol></nav>`;
}

/** Hidden until somebody looks for it. */
function writeElsewhere(elsewhere: NonNullable<Page['elsewhere']>): Markup {
  if (elsewhere.length === 0) return noMarkup;
  const links = elsewhere.map(({ title, link }) => html`<li hidden><a href="${link}">${title}</a></li>\n`);
  return html`<nav id="elsewhere" aria-label="Found on other pages" hidden><ol>${links}</ol></nav>\n`;
}

function writeSection({ id, title, paragraphs, pictures, tables }: DrawnSection): Markup {
  return joinLines([
    html`<section id="${id}" aria-labelledby="${id}-title">`,
    html`<h2 id="${id}-title">${title}</h2>`,
    ...paragraphs.map(text => html`<p>${text}</p>`),
    html`<div class="pair">`,
    ...pictures.map(inlinePicture),
    ...tables.map(writeTable),
    html`</div>`,
    html`</section>`,
  ]);
}
