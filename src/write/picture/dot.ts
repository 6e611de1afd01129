import type { Drawing } from '../../graph/drawing.ts';
import { nodeName } from '../../graph/node-id.ts';
import { quote, writeAttributes } from './dot-text.ts';
import { edgeStyle, graphStyle, nodeStyle, styleOfBox, styleOfEdge, styleOfNode } from './drawing-style.ts';
import { chooseLayout, type Layout } from './layout.ts';
import { orderEdges, orderNodes } from './reading-order.ts';
import { standInFor } from './stand-in.ts';

/** How a drawing is written. */
export interface DotOptions {
  /** Leaves the colours of the targets out. */
  readonly plain?: boolean | undefined;
  /** How to arrange it; without one in a way that every Graphviz can do. */
  readonly layout?: Layout | undefined;
  /**
   * Writes what `finishSvg` needs: the numbers of nodes and edges as ids, stand-ins for text that cannot be measured.
   */
  readonly forSvg?: boolean | undefined;
}

/**
 * A drawing in the DOT language of Graphviz, a byte string. Whatever a name contains, Graphviz accepts the text and
 * shows the name literally. The same drawing gives the same bytes. Labels of edges are left out only for a layout that
 * was asked for and cannot keep them apart. O(nodes + edges).
 */
export function writeDot(drawing: Drawing, options: DotOptions = {}): string {
  const plain = options.plain ?? false;
  const layout = options.layout ?? chooseLayout(drawing);
  const directed = drawing.isDirected();
  const lines = [`${directed ? 'digraph' : 'graph'} ${quote(drawing.graph().title)} {`];
  lines.push(`  graph ${writeAttributes({ ...graphStyle, ...layout.attributes })};`);
  lines.push(`  node ${writeAttributes(nodeStyle)};`);
  lines.push(`  edge ${writeAttributes({ ...edgeStyle, ...layout.edges })};`);
  const label: Writer['label'] = options.forSvg ? standInFor : lines => lines;
  const numbers = new Map(options.forSvg ? drawing.nodes().map((id, number) => [id, `n${number}`]) : []);
  const writer = { drawing, plain, label, numbers, numbered: layout.engine === 'osage', lines };
  orderNodes(drawing, drawing.children()).forEach((id, number) => {
    writeNode(writer, id, number, '  ');
  });
  const thin = drawing.edgeCount() > 200;
  const edgeLabels = options.layout?.edgeLabels ?? true;
  const arrow = directed ? '->' : '--';
  for (const [number, edge] of orderEdges(drawing)) {
    const drawn = drawing.edge(edge);
    const text = edgeLabels && drawn.label !== undefined ? label([drawn.label]) : undefined;
    const style = { ...styleOfEdge(drawn, { thin }), ...(options.forSvg && { id: `e${number}` }) };
    lines.push(`  ${quote(nodeName(edge.v))} ${arrow} ${quote(nodeName(edge.w))} ${writeAttributes(style, text)};`);
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

interface Writer {
  readonly drawing: Drawing;
  readonly plain: boolean;
  /** Whether the layout wants to be told the order of things. */
  readonly numbered: boolean;
  readonly label: (lines: readonly string[]) => readonly string[];
  /** What stands as `id` in the SVG for each node; empty where nobody asks. */
  readonly numbers: ReadonlyMap<string, string>;
  readonly lines: string[];
}

/** A node, or a box with the nodes inside it. Boxes nest as deep as groups do. */
function writeNode(writer: Writer, id: string, number: number, indent: string): void {
  const { drawing, lines } = writer;
  const node = drawing.node(id);
  const svgId = writer.numbers.get(id);
  const order = { ...(writer.numbered && { sortv: number + 1 }), ...(svgId !== undefined && { id: svgId }) };
  const children = drawing.children(id);
  if (children.length === 0) {
    const attributes = { ...styleOfNode(node, writer), ...order };
    lines.push(`${indent}${quote(nodeName(id))} ${writeAttributes(attributes, writer.label(node.lines))};`);
    return;
  }
  lines.push(`${indent}subgraph ${quote(`cluster_${id}`)} {`);
  lines.push(
    `${indent}  graph ${writeAttributes({ ...styleOfBox(node, writer), ...order }, writer.label(node.lines))};`,
  );
  orderNodes(drawing, children).forEach((child, childNumber) => {
    writeNode(writer, child, childNumber, `${indent}  `);
  });
  lines.push(`${indent}}`);
}
