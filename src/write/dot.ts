import type { Drawing, DrawnEdge } from '../graph/drawing.ts';
import { nodeName } from '../graph/node-id.ts';
import { displayText } from './display-text.ts';
import { edgeStyle, graphStyle, nodeStyle, styleOfBox, styleOfEdge, styleOfNode } from './drawing-style.ts';
import { leastWidth, padLabel } from './text-width.ts';

/** Attributes of Graphviz other than labels; their text is escaped when it is written. */
export type DotAttributes = { readonly [name in DotAttributeName]?: string | number | boolean };

type DotAttributeName =
  | 'arrowsize'
  | 'bgcolor'
  | 'class'
  | 'color'
  | 'compound'
  | 'fillcolor'
  | 'fontcolor'
  | 'fontname'
  | 'fontsize'
  | 'height'
  | 'margin'
  | 'nodesep'
  | 'overlap'
  | 'pad'
  | 'penwidth'
  | 'peripheries'
  | 'rankdir'
  | 'ranksep'
  | 'shape'
  | 'splines'
  | 'style'
  | 'width';

export interface DotOptions {
  /** Leaves the colours of the targets out. */
  readonly plain?: boolean | undefined;
  /** Leaves the labels of the edges out, for layouts that cannot keep them apart. */
  readonly edgeLabels?: boolean | undefined;
  /** Attributes of the whole graph beside those of the house style, such as `{ rankdir: 'LR' }`. */
  readonly attributes?: DotAttributes | undefined;
}

/**
 * A drawing in the DOT language of Graphviz, a byte string. Whatever a name contains, Graphviz accepts the text and shows the
 * name literally. The same drawing gives the same bytes. O(nodes + edges).
 */
export function writeDot(drawing: Drawing, options: DotOptions = {}): string {
  const plain = options.plain ?? false;
  const directed = drawing.isDirected();
  const lines = [`${directed ? 'digraph' : 'graph'} ${quote(drawing.graph().title)} {`];
  lines.push(`  graph ${writeAttributes({ ...graphStyle, ...options.attributes })};`);
  lines.push(`  node ${writeAttributes(nodeStyle)};`);
  lines.push(`  edge ${writeAttributes(edgeStyle)};`);
  for (const id of drawing.children()) writeNode(drawing, id, '  ', plain, lines);
  const arrow = directed ? '->' : '--';
  for (const edge of drawing.edges()) {
    const attributes = attributesOfEdge(drawing.edge(edge), options.edgeLabels ?? true);
    lines.push(`  ${quote(nodeName(edge.v))} ${arrow} ${quote(nodeName(edge.w))}${attributes};`);
  }
  lines.push('}');
  return `${lines.join('\n')}\n`;
}

/** A node, or a box with the nodes inside it. Boxes nest as deep as groups do. */
function writeNode(drawing: Drawing, id: string, indent: string, plain: boolean, lines: string[]): void {
  const node = drawing.node(id);
  const children = drawing.children(id);
  if (children.length === 0) {
    const style = styleOfNode(node, { plain });
    const width = leastWidth(node.lines, { round: style.shape === undefined });
    const attributes = width === undefined ? style : { ...style, width };
    lines.push(`${indent}${quote(nodeName(id))} ${writeAttributes(attributes, node.lines)};`);
    return;
  }
  lines.push(`${indent}subgraph ${quote(`cluster_${id}`)} {`);
  lines.push(`${indent}  graph ${writeAttributes(styleOfBox(node, { plain }), node.lines.map(padLabel))};`);
  for (const child of children) writeNode(drawing, child, `${indent}  `, plain, lines);
  lines.push(`${indent}}`);
}

function attributesOfEdge(edge: DrawnEdge, labels: boolean): string {
  const attributes: DotAttributes = { ...styleOfEdge(edge), class: edge.kind };
  return ` ${writeAttributes(attributes, labels && edge.label !== undefined ? [edge.label] : undefined)}`;
}

function writeAttributes(attributes: DotAttributes, label?: readonly string[]): string {
  const parts = Object.entries(attributes).map(([name, value]) => `${name}=${quote(String(value))}`);
  if (label !== undefined) parts.unshift(`label=${writeLabel(label)}`);
  return `[${parts.join(', ')}]`;
}

/**
 * A quoted identifier. Ids hold neither control characters nor broken UTF-8 (see `node-id.ts`), so only the quotation mark and the
 * backslash, which would hide one, need care.
 */
function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/**
 * A label that shows its lines as they are: backslashes would start an escape such as `\N`, and `&` an entity. Line ends inside
 * a line become line ends of the label.
 */
function writeLabel(lines: readonly string[]): string {
  const text = lines.map(displayText).join('\n');
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll('&', '&amp;').replaceAll('\n', '\\n')}"`;
}
