import { type Ink, inks, inksOfTarget } from '../picture/palette.ts';
import media from './page-media.css';
import style from './page-style.css';

/** The style sheet of a page, with the colours of the pictures, by day and by night. */
export function pageStyle(): string {
  return `
:root { ${writeColours('light')} }
@media (prefers-color-scheme: dark) { :root { ${writeColours('dark')} } }
${style}${media}`;
}

function writeColours(time: keyof Ink): string {
  const { paper, text, plain, outline: line, loud } = inks;
  const colours = { paper, text, plain, line, loud, accent: inksOfTarget(0).line };
  const written = Object.entries(colours).map(([name, ink]) => `--${name}: ${ink[time]};`);
  return [...written, `--faint: ${line[time]}40;`].join(' ');
}
