import type { Drawing, EdgeKind } from '../../../graph/drawing.ts';
import type { DotAttributes } from '../dot-attributes.ts';
import { writeAttributes } from '../dot-text.ts';
import { edgeStyle, graphStyle, nodeStyle, styleOfEdge, styleOfNode } from '../drawing-style.ts';
import { inks } from '../palette.ts';
import { standInFor } from '../stand-in.ts';
import { describeBundle } from './describe-bundle.ts';
import type { EdgeBundle, Level } from './levels.ts';

/** What is drawn, with the numbers that its parts have in the whole. */
export interface NestedDrawing {
  readonly drawing: Drawing;
  readonly plain: boolean;
  readonly levels: ReadonlyMap<string, Level>;
  readonly edges: ReturnType<Drawing['edges']>;
  /** Node → its number. */
  readonly numbers: ReadonlyMap<string, number>;
  /** All bundles of all levels. */
  readonly bundles: readonly EdgeBundle[];
}

/** How large a box is, in points. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a level is drawn. */
export interface LevelLook {
  readonly rankdir: 'TB' | 'LR';
  /** What is written below it. */
  readonly legend?: string | undefined;
}

/** Points in an inch, in which Graphviz measures nodes. */
const inch = 72;

/**
 * One level as DOT: its boxes are nodes of a fixed size, and what nothing links stands in rows. Names are the numbers
 * of `nested`, which are ids of the SVG as well.
 */
export function writeLevelDot(
  nested: NestedDrawing,
  { leaves, boxes, edges, bundles }: Level,
  sizes: ReadonlyMap<string, Size>,
  { rankdir, legend }: LevelLook,
): string {
  const { drawing, numbers } = nested;
  const name = (id: string): string => `n${numbers.get(id) ?? 0}`;
  const arrow = drawing.isDirected() ? '->' : '--';
  const caption = { labelloc: 'b', labeljust: 'l', fontsize: 10 };
  const graph = { ...graphStyle, ...spaces, rankdir, ...(legend !== undefined && caption) };
  const lines = [`${drawing.isDirected() ? 'digraph' : 'graph'} level {`];
  lines.push(`  graph ${writeAttributes(graph, legend === undefined ? undefined : [legend])};`);
  lines.push(`  node ${writeAttributes({ ...nodeStyle, ...chip })};`, `  edge ${writeAttributes(edgeStyle)};`);
  for (const id of leaves) {
    const node = drawing.node(id);
    const style = { ...styleOfNode(node, nested), id: name(id) };
    lines.push(`  ${name(id)} ${writeAttributes(style, standInFor(node.lines))};`);
  }
  for (const id of boxes) {
    const { width, height } = sizes.get(id) ?? { width: inch, height: inch };
    const room: DotAttributes = { style: 'filled', fixedsize: true, width: width / inch, height: height / inch };
    lines.push(`  ${name(id)} ${writeAttributes({ ...room, id: name(id) }, [''])};`);
  }
  for (const number of edges) {
    const edge = nested.edges[number];
    if (edge === undefined) continue;
    const drawn = drawing.edge(edge);
    const style = { ...styleOfEdge(drawn, { thin: false }), id: `e${number}` };
    const label = drawn.label === undefined ? undefined : standInFor([drawn.label]);
    lines.push(`  ${name(edge.v)} ${arrow} ${name(edge.w)} ${writeAttributes(style, label)};`);
  }
  for (const bundle of bundles) {
    const id = `b${nested.bundles.indexOf(bundle)}`;
    const { label } = describeBundle(drawing, bundle);
    const style = { ...styleOfBundle(bundle), id };
    lines.push(`  ${name(bundle.from)} ${arrow} ${name(bundle.to)} ${writeAttributes(style, [`  ${label}`])};`);
  }
  lines.push(...writeRows(listUnlinked(nested, { leaves, boxes, edges, bundles }).map(name), arrow), '}');
  return `${lines.join('\n')}\n`;
}

const spaces: DotAttributes = { nodesep: 0.16, ranksep: 0.32, pad: 0.12 };
/** Takes less room than an oval. */
const chip: DotAttributes = { shape: 'box', style: 'filled,rounded', margin: '0.1,0.03', height: 0.3 };

/** Thicker the more it stands for. */
function styleOfBundle({ kind, edges, isBoth }: EdgeBundle): DotAttributes {
  const width = 2 + Math.min(4, Math.log2(edges.length));
  const ink = inkOfBundle[kind] ?? inks.outline.light;
  return {
    ...{ class: `bundle ${kind}`, color: ink, penwidth: Number(width.toFixed(1)), arrowsize: 0.6 },
    ...(kind === 'network' && { fontcolor: ink }),
    ...(kind === 'after' && { style: 'dotted' }),
    ...(isBoth && { dir: 'both' }),
  };
}

const inkOfBundle: { readonly [Kind in EdgeKind]?: string } = {
  network: inks.loud.light,
  inside: inks.quiet.light,
  local: inks.quiet.light,
  candidate: inks.quiet.light,
};

function listUnlinked({ edges: all }: NestedDrawing, { leaves, boxes, edges, bundles }: Level): readonly string[] {
  const linked = new Set(bundles.flatMap(({ from, to }) => [from, to]));
  for (const number of edges) {
    const edge = all[number];
    if (edge !== undefined) linked.add(edge.v).add(edge.w);
  }
  return [...leaves, ...boxes].filter(id => !linked.has(id));
}

/** Edges that nobody sees put the unlinked under each other, in about as many columns as rows. */
function writeRows(unlinked: readonly string[], arrow: string): readonly string[] {
  const rows = Math.max(1, Math.round(Math.sqrt(unlinked.length)));
  return unlinked.flatMap((name, i) => {
    const next = unlinked[i + 1];
    const isLast = (i + 1) % rows === 0 || next === undefined;
    return isLast ? [] : [`  ${name} ${arrow} ${next} ${writeAttributes({ style: 'invis' })};`];
  });
}
