import { toBytes } from '../base/bytes.ts';
import type { Drawing } from '../graph/drawing.ts';
import { fontName } from './drawing-style.ts';
import { escapeXml } from './escape-xml.ts';
import { inks, nightColours } from './palette.ts';

/**
 * Turns the SVG that Graphviz drew into one for people: colours for a dark page, a name for screen readers, hover texts that
 * say what is meant, fallback typefaces, and names of boxes above the edges that cross them. O(length).
 */
export function finishSvg(svg: string, drawing: Drawing): string {
  const { body, labels } = liftBoxLabels(withoutComments(svg));
  const named = nameElements(body, drawing);
  const end = named.lastIndexOf('</g>');
  const title = escapeXml(drawing.graph().title);
  return (named.slice(0, end) + labels + named.slice(end))
    .replace(/<svg ([^>]*)>/, `<svg $1 role="img" aria-label="${title}">\n${styleSheet(named + labels)}`)
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
  const body = svg.replace(/<g id="clust\d+"[\s\S]*?<\/g>\n/g, box => {
    const fill = /fill="(#\w+)"/.exec(box)?.[1] ?? inks.paper.light;
    return box.replace(/<text [\s\S]*?<\/text>\n/g, text => {
      labels.push(text.replace('<text ', `<text class="rim" stroke="${fill}" `));
      return '';
    });
  });
  return { body, labels: labels.join('') };
}

/**
 * Replaces the titles, which show on hovering. Graphviz numbers nodes and edges in the order of the DOT text, which is that of
 * the drawing.
 */
function nameElements(svg: string, drawing: Drawing): string {
  const nodes = listLeaves(drawing, undefined);
  const edges = drawing.edges();
  const nameOf = (id: string | undefined) => (id === undefined ? '' : drawing.node(id).lines.join(' '));
  const arrow = toBytes(drawing.isDirected() ? ' → ' : ' – ');
  return svg.replace(
    /<g id="(graph|clust|node|edge)(\d+)"([^>]*)>\n<title>[^<]*<\/title>\n/g,
    (_, kind: string, number: string, rest: string) => {
      const index = Number(number) - 1;
      const edge = kind === 'edge' ? edges[index] : undefined;
      const title = edge ? nameOf(edge.v) + arrow + nameOf(edge.w) : kind === 'node' ? nameOf(nodes[index]) : '';
      const element = `<g id="${kind}${number}"${rest}>\n`;
      return title === '' ? element : `${element}<title>${escapeXml(title)}</title>\n`;
    },
  );
}

/** The nodes without children, in the order in which `writeDot` writes them. */
function listLeaves(drawing: Drawing, parent: string | undefined): string[] {
  return drawing.children(parent).flatMap(id => (drawing.children(id).length === 0 ? [id] : listLeaves(drawing, id)));
}

/** Rims around text that edges may cross, and each colour that occurs, by night. */
function styleSheet(svg: string): string {
  const night: string[] = [];
  for (const [light, dark] of nightColours()) {
    if (svg.includes(`fill="${light}"`)) night.push(`[fill="${light}"]{fill:${dark}}`);
    if (svg.includes(`stroke="${light}"`)) night.push(`[stroke="${light}"]{stroke:${dark}}`);
  }
  const rim = 'paint-order:stroke;stroke-width:3px;stroke-linejoin:round';
  return `<style>
.edge text{stroke:${inks.paper.light};${rim}}
.rim{${rim}}
@media (prefers-color-scheme:dark){
.edge text{stroke:${inks.paper.dark}}
${night.join('\n')}
}
</style>
`;
}
