import type { DrawnEdge, DrawnNode, EdgeKind, NodeKind } from '../../graph/drawing.ts';
import type { DotAttributes } from './dot-attributes.ts';
import { inks, inksOfTarget } from './palette.ts';

/**
 * How each kind of node and edge looks, in Graphviz attributes. Colours are those of the day; `svg` adds those of the
 * night.
 */

/**
 * The typeface of all pictures. Graphviz knows its widths without having the font, and it is among the widest: text
 * that falls back to another sans-serif stays inside its shape.
 */
export const fontName = 'DejaVu Sans';

/** The look of a whole picture. */
export const graphStyle: DotAttributes = {
  bgcolor: inks.paper.light,
  fontname: fontName,
  fontsize: 12,
  fontcolor: inks.text.light,
  pad: 0.2,
  nodesep: 0.3,
  ranksep: 0.55,
  compound: true,
  // Edges pass below nodes, so that they never cross out a name.
  outputorder: 'edgesfirst',
};

/** The look of every node, unless its kind differs. */
export const nodeStyle: DotAttributes = {
  shape: 'ellipse',
  style: 'filled',
  fillcolor: inks.plain.light,
  color: inks.outline.light,
  fontname: fontName,
  fontsize: 12,
  fontcolor: inks.text.light,
  margin: '0.12,0.06',
  height: 0.4,
};

/** The look of every edge, unless its kind differs. */
export const edgeStyle: DotAttributes = {
  color: inks.outline.light,
  fontname: fontName,
  fontsize: 10,
  fontcolor: inks.text.light,
  arrowsize: 0.7,
};

/** What differs from `nodeStyle` for this node. `plain` leaves the paint of the targets out. */
export function styleOfNode(node: DrawnNode, options: { readonly plain: boolean }): DotAttributes {
  const style = {
    class: node.kind,
    ...shapes[node.kind],
    ...(node.marked && { peripheries: 2 }),
    ...(node.unplaced && { style: 'filled,dashed' }),
    ...(node.focused && { penwidth: 3, color: inks.loud.light }),
  };
  if (node.paint === undefined || options.plain) return style;
  const { fill, tint, line } = inksOfTarget(node.paint);
  return { ...style, fillcolor: node.kind === 'target' ? tint.light : fill.light, color: line.light };
}

const shapes: Readonly<Record<NodeKind, DotAttributes>> = {
  service: {},
  app: {},
  host: { shape: 'box' },
  target: { shape: 'box', style: 'filled,rounded' },
  group: { shape: 'folder' },
  container: { shape: 'box', style: 'filled,rounded', fillcolor: inks.paper.light },
};

/** The style of the box around the children of a node. */
export function styleOfBox(node: DrawnNode, options: { readonly plain: boolean }): DotAttributes {
  const painted = node.paint !== undefined && !options.plain;
  const { tint, line } = inksOfTarget(node.paint ?? 0);
  return {
    class: node.kind,
    style: 'filled,rounded',
    fillcolor: painted ? tint.light : inks.paper.light,
    color: painted ? line.light : inks.outline.light,
    fontsize: 13,
    margin: 12,
  };
}

/** What differs from `edgeStyle` for this edge; among many edges it is thin. */
export function styleOfEdge(edge: DrawnEdge, options: { readonly thin: boolean }): DotAttributes {
  const width = edge.kind === 'network' ? { penwidth: options.thin ? 1 : 2 } : {};
  return { class: edge.kind, ...looks[edge.kind], ...width, ...(edge.loose && { style: 'dashed' }) };
}

const looks: Readonly<Record<EdgeKind, DotAttributes>> = {
  depends: {},
  after: { style: 'dotted' },
  inside: { style: 'bold', color: inks.quiet.light },
  link: {},
  candidate: { color: inks.quiet.light },
  local: { color: inks.quiet.light, arrowsize: 0.5 },
  network: { color: inks.loud.light, fontcolor: inks.loud.light },
};
