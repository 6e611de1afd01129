import { countComponents } from '../graph/count-components.ts';
import type { Drawing } from '../graph/drawing.ts';
import type { DotAttributes } from './dot.ts';

/** A way to arrange a drawing: a layout of Graphviz with its settings. */
export interface Layout {
  readonly engine: Engine;
  readonly attributes: DotAttributes;
  /** Settings of every edge. */
  readonly edges: DotAttributes;
  /** Whether the layout keeps the labels of edges apart from everything else. */
  readonly edgeLabels: boolean;
}

/** The layouts of Graphviz that we use: ranks, springs, a grid. */
export type Engine = 'dot' | 'sfdp' | 'osage';

/**
 * The layouts that suit a drawing, the best first. The later ones are for when it takes too long: the grid always ends quickly.
 * A few services read best from top to bottom; more of them from left to right, where names take less room. Ranks of a dense
 * problem graph are all edges and no structure: springs do better there.
 */
export function chooseLayouts(drawing: Drawing): readonly [Layout, ...Layout[]] {
  const nodes = drawing.nodeCount();
  const edges = drawing.edges().map(edge => drawing.edge(edge));
  if (edges.length === 0) return [grid];
  if (drawing.nodes().some(id => drawing.children(id).length > 0)) {
    return edges.filter(({ kind }) => kind === 'network').length > 60 ? [grid] : [chooseRanks(drawing), grid];
  }
  const dense = !drawing.isDirected() && edges.length > 120 && edges.length > 1.8 * nodes;
  return dense ? [springs, grid] : [chooseRanks(drawing), springs, grid];
}

/**
 * Ranks; parts that nothing connects are packed side by side. Graphviz then forgets to make room for the labels of edges that
 * reach only to the next rank: we make it.
 */
function chooseRanks(drawing: Drawing): Layout {
  const direction: DotAttributes = drawing.nodeCount() <= 12 ? {} : { rankdir: 'LR' };
  if (countComponents(drawing) === 1) return { engine: 'dot', attributes: direction, edges: {}, edgeLabels: true };
  const labelled = drawing.edges().some(edge => drawing.edge(edge).label !== undefined);
  return {
    engine: 'dot',
    attributes: { ...direction, pack: 16, ...(labelled && { ranksep: 0.25 }) },
    edges: labelled ? { minlen: 2 } : {},
    edgeLabels: true,
  };
}

const springs: Layout = {
  engine: 'sfdp',
  attributes: { layout: 'sfdp', overlap: 'scale', splines: 'line' },
  edges: {},
  edgeLabels: false,
};

const grid: Layout = {
  engine: 'osage',
  attributes: { layout: 'osage', pack: 12, packmode: 'array_u', splines: 'line' },
  edges: {},
  edgeLabels: false,
};
