import type { Drawing, EdgeKind } from '../../../graph/drawing.ts';
import { orderNodes } from '../reading-order.ts';

/** What stands in one box, or outside all of them, and what leads from one thing there to another. */
export interface Level {
  /** Nodes and boxes, in the order in which people read their names. */
  readonly leaves: readonly string[];
  readonly boxes: readonly string[];
  /** Numbers of edges between two leaves. */
  readonly edges: readonly number[];
  /** All other edges, those of a kind between the same two things as one. */
  readonly bundles: readonly EdgeBundle[];
}

/** Edges of a kind between two things, one of which at least is a box. */
export interface EdgeBundle {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** Whether some lead back. */
  readonly isBoth: boolean;
  readonly edges: readonly number[];
}

/** The same while edges are added to it. */
interface GrowingBundle extends EdgeBundle {
  isBoth: boolean;
  readonly edges: number[];
}

/** The levels of a drawing, by box; what is outside all boxes is under ''. O((nodes + edges) · depth). */
export function splitLevels(drawing: Drawing): ReadonlyMap<string, Level> {
  const above = new Map(drawing.nodes().map(id => [id, boxesAround(drawing, id)]));
  const gathered = new Map<string, GatheredEdges>();
  drawing.edges().forEach((edge, number) => {
    const [from, to] = [above.get(edge.v) ?? [], above.get(edge.w) ?? []];
    let depth = 0;
    while (depth < Math.min(from.length, to.length) - 1 && from[depth] === to[depth]) depth++;
    const level: GatheredEdges = gathered.get(from[depth - 1] ?? '') ?? { edges: [], bundles: new Map() };
    gathered.set(from[depth - 1] ?? '', level);
    const ends = [from[depth] ?? edge.v, to[depth] ?? edge.w] as const;
    if (ends[0] === edge.v && ends[1] === edge.w) level.edges.push(number);
    else addToBundle(level.bundles, ends, drawing.edge(edge).kind, number);
  });
  const boxes = drawing.nodes().filter(id => isBox(drawing, id));
  return new Map(
    ['', ...boxes].map(box => {
      const children = orderNodes(drawing, box === '' ? drawing.children() : drawing.children(box));
      const { edges = [], bundles = new Map<string, GrowingBundle>() } = gathered.get(box) ?? {};
      const [leaves, inner] = [children.filter(id => !isBox(drawing, id)), children.filter(id => isBox(drawing, id))];
      return [box, { leaves, boxes: inner, edges, bundles: [...bundles.values()] }];
    }),
  );
}

interface GatheredEdges {
  readonly edges: number[];
  readonly bundles: Map<string, GrowingBundle>;
}

function addToBundle(
  bundles: Map<string, GrowingBundle>,
  [from, to]: readonly [string, string],
  kind: EdgeKind,
  edge: number,
): void {
  const key = [kind, ...[from, to].sort()].join('\n');
  const bundle = bundles.get(key) ?? { from, to, kind, isBoth: false, edges: [] };
  bundle.isBoth ||= bundle.from !== from;
  bundle.edges.push(edge);
  bundles.set(key, bundle);
}

/** The boxes around a node, the outermost first, and the node itself. */
function boxesAround(drawing: Drawing, id: string): readonly string[] {
  const path = [id];
  for (let box = drawing.parent(id); typeof box === 'string'; box = drawing.parent(box)) path.unshift(box);
  return path;
}

function isBox(drawing: Drawing, id: string): boolean {
  return drawing.children(id).length > 0;
}

/** With more boxes side by side, or more bundles for each of them, arrows cross everywhere. */
const [mostBoxes, mostBundlesEach] = [40, 2.5];
/** Of fewer nodes one picture of ranks is read at once; of more than these nobody reads arrows. */
const [fewNodes, mostNodes] = [24, 200];
/** Deeper boxes are nearly all frames. */
const mostDeep = 5;

/** With more links between boxes, only the order of a grid would be left to be shown. */
const mostLinks = 30;

/** Whether the links of a plan can be drawn as arrows, of the whole or box by box, so that somebody sees something. */
export function suitsDrawing(drawing: Drawing): boolean {
  const links = drawing.edges().filter(edge => drawing.edge(edge).kind === 'network').length;
  return links <= mostLinks || levelsForNesting(drawing) !== undefined;
}

/** Whether boxes can be drawn with all arrows, at once or box by box, so that somebody sees something. */
export function suitsBoxes(drawing: Drawing): boolean {
  const isSmall = listLeaves(drawing).length <= fewNodes || drawing.edgeCount() <= mostLinks;
  return isSmall || levelsForNesting(drawing) !== undefined;
}

/**
 * The levels of a drawing that is to be drawn box by box; undefined for any other. It has boxes, more nodes than are
 * read at once, and in no box, nor outside of them, so many bundles that they would hide the rest. O(nodes), and for
 * drawings of a fit size as `splitLevels`.
 */
export function levelsForNesting(drawing: Drawing): ReadonlyMap<string, Level> | undefined {
  const leaves = listLeaves(drawing);
  const isFit = leaves.length > fewNodes && leaves.length <= mostNodes && leaves.length < drawing.nodeCount();
  if (!isFit || drawing.edgeCount() === 0) return undefined;
  if (leaves.some(id => boxesAround(drawing, id).length > mostDeep)) return undefined;
  const levels = splitLevels(drawing);
  const isClear = [...levels.values()].every(
    ({ boxes, bundles }) => boxes.length <= mostBoxes && bundles.length <= Math.max(6, boxes.length * mostBundlesEach),
  );
  return isClear ? levels : undefined;
}

function listLeaves(drawing: Drawing): readonly string[] {
  return drawing.nodes().filter(id => !isBox(drawing, id));
}
