import { toBytes } from '../../base/bytes.ts';
import type { Drawing } from '../../graph/drawing.ts';
import { escapeXml } from '../escape-xml.ts';
import { fontName } from './drawing-style.ts';
import { inks, nightColours } from './palette.ts';
import { shownLines } from './stand-in.ts';

/**
 * Turns the SVG that Graphviz drew into one for people: colours for a dark page, a name for screen readers, hover texts
 * that say what is meant, fallback typefaces, and names of boxes above the edges that cross them. O(length).
 * @param bundles what is said of the elements `b0`, `b1` and so on, each of which stands for several edges
 */
export function finishSvg(svg: string, drawing: Drawing, bundles: readonly string[] = []): string {
  const { body, labels } = liftBoxLabels(nameElements(withoutComments(svg), drawing, bundles));
  const end = body.lastIndexOf('</g>');
  const title = escapeXml(drawing.graph().title);
  return (body.slice(0, end) + labels + body.slice(end))
    .replace(
      /<svg ([^>]*)>/,
      (_, rest) => `<svg ${rest} role="img" aria-label="${title}">\n<style>\n${styleSheet(body + labels)}</style>\n`,
    )
    .replaceAll(`font-family="${fontName}"`, `font-family="${fontStack}"`);
}

/** None is wider than the first, whose widths Graphviz used. */
const fontStack = `${fontName}, Verdana, Segoe UI, Helvetica, Arial, sans-serif`;

/** Comments hold the ids of nodes, and nothing that a reader needs. */
function withoutComments(svg: string): string {
  return svg.replace(/<!--[\s\S]*?-->\n?/g, '');
}

/** Takes the label out of each box, to be drawn last, with a rim in the colour of the box. */
function liftBoxLabels(svg: string): { readonly body: string; readonly labels: string } {
  const labels: string[] = [];
  const body = svg.replace(/<g class="cluster[\s\S]*?<\/g>\n/g, box => {
    const fill = /fill="(#\w+)"/.exec(box)?.[1] ?? inks.paper.light;
    return box.replace(/<text [\s\S]*?<\/text>\n/g, text => {
      labels.push(text.replace('<text ', `<text class="rim" stroke="${fill}" `));
      return '';
    });
  });
  return { body, labels: labels.join('') };
}

/**
 * Replaces the titles, which show on hovering, puts words in the place of stand-ins, and takes the ids away again, so
 * that several pictures can stand on one page.
 */
function nameElements(svg: string, drawing: Drawing, bundles: readonly string[]): string {
  const nodes = drawing.nodes();
  const edges = drawing.edges();
  const nameOf = (id: string) => drawing.node(id).lines.join(' ');
  const arrow = toBytes(drawing.isDirected() ? ' → ' : ' – ');
  return svg.replace(
    /<g id="([a-z]+)(\d+)" class="([^"]*)"([^>]*)>\n(?:<title>[^<]*<\/title>\n)?([\s\S]*?)(?=<\/g>|<g )/g,
    (_, kind: string, number: string, kinds: string, rest: string, inside: string) => {
      const start = `<g class="${kinds}"${rest}>\n`;
      const edge = kind === 'e' ? edges[Number(number)] : undefined;
      if (edge) {
        const { label } = drawing.edge(edge);
        // A layout that cannot keep labels apart has left them out.
        const said = label === undefined || inside.includes('<text ') ? '' : `: ${label}`;
        const title = escapeXml(nameOf(edge.v) + arrow + nameOf(edge.w) + said);
        return `${start}<title>${title}</title>\n${label === undefined ? inside : putWords(inside, [label])}`;
      }
      const bundle = kind === 'b' ? bundles[Number(number)] : undefined;
      if (bundle !== undefined) return `${start}<title>${escapeXml(bundle)}</title>\n${inside}`;
      const id = kind === 'n' ? nodes[Number(number)] : undefined;
      if (id === undefined) return start + inside;
      const words = putWords(inside, drawing.node(id).lines);
      return kinds.startsWith('cluster') ? start + words : `${start}<title>${escapeXml(nameOf(id))}</title>\n${words}`;
    },
  );
}

/** The texts of an element with the words of its label in the place of stand-ins. */
function putWords(inside: string, label: readonly string[]): string {
  const { lines, measurable } = shownLines(label);
  if (measurable) return inside;
  let line = 0;
  return inside.replace(/(<text [^>]*>)[^<]*/g, (_, start: string) => start + escapeXml(lines[line++] ?? ''));
}

/** The rules that pictures need: rims around text that edges may cross, and each colour that occurs, by night. */
export function styleSheet(svg: string): string {
  const night: string[] = [];
  for (const [light, dark] of nightColours()) {
    if (svg.includes(`fill="${light}"`)) night.push(`[fill="${light}"]{fill:${dark}}`);
    if (svg.includes(`stroke="${light}"`)) night.push(`[stroke="${light}"]{stroke:${dark}}`);
  }
  const rim = 'paint-order:stroke;stroke-width:3px;stroke-linejoin:round';
  return `.edge text{stroke:${inks.paper.light};${rim}}
.rim{${rim}}
@media (prefers-color-scheme:dark){
svg:root{background:${inks.paper.dark}}
.edge text{stroke:${inks.paper.dark}}
${night.join('\n')}
}
`;
}
