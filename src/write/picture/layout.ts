import { countComponents } from '../../graph/count-components.ts';
import type { Drawing } from '../../graph/drawing.ts';
import type { DotAttributes } from './dot-attributes.ts';

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
 * The layout for a DOT text that somebody else's Graphviz will draw: ranks, or a grid of boxes where there are no
 * edges. A few services read best from top to bottom; more of them from left to right, where names take less room.
 */
export function chooseLayout(drawing: Drawing): Layout {
  return drawing.edgeCount() === 0 || isCrowded(drawing) ? grid : ranks(drawing);
}

/**
 * The layouts for our own pictures, the best first. The later ones are for when it takes too long: the grid always ends
 * quickly. Ranks of a dense problem graph are all edges and no structure: springs do better there. `note` says so where
 * only size forbids a better one.
 */
export function chooseLayouts(drawing: Drawing): { readonly layouts: readonly Layout[]; readonly note?: string } {
  const edges = drawing.edgeCount();
  if (edges === 0 || isCrowded(drawing)) return { layouts: [grid] };
  if (drawing.nodeCount() + edges > mostForRanks) {
    return {
      layouts: [grid],
      note: `${drawing.nodeCount()} nodes and ${edges} edges are too many for ranks or springs`,
    };
  }
  if (hasBoxes(drawing)) return { layouts: [ranks(drawing), grid] };
  const dense = !drawing.isDirected() && edges > 120 && edges > 1.8 * drawing.nodeCount();
  return { layouts: dense ? [springs, grid] : [packedRanks(drawing), springs, grid] };
}

/** With more nodes and edges than this neither ends within any reasonable time, but for trees. */
const mostForRanks = 20_000;

function hasBoxes(drawing: Drawing): boolean {
  return drawing.nodes().some(id => drawing.children(id).length > 0);
}

/** So many links between boxes that only their order is left to be shown. */
function isCrowded(drawing: Drawing): boolean {
  return hasBoxes(drawing) && drawing.edges().filter(edge => drawing.edge(edge).kind === 'network').length > 30;
}

function ranks(drawing: Drawing): Layout {
  return { engine: 'dot', attributes: drawing.nodeCount() <= 12 ? {} : { rankdir: 'LR' }, edges: {}, edgeLabels: true };
}

/**
 * Ranks, and parts that nothing connects packed side by side. Graphviz then forgets to make room for the labels of
 * edges that reach only to the next rank: we make it. (Older versions of Graphviz can crash when they pack, and newer
 * ones with boxes.)
 */
function packedRanks(drawing: Drawing): Layout {
  const layout = ranks(drawing);
  if (countComponents(drawing) === 1) return layout;
  const labelled = drawing.edges().some(edge => drawing.edge(edge).label !== undefined);
  const attributes = { ...layout.attributes, pack: 16 };
  return labelled
    ? { ...layout, attributes: { ...attributes, ranksep: 0.25 }, edges: { minlen: 2 } }
    : { ...layout, attributes };
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
