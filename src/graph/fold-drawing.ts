import { countNouns } from '../base/count-nouns.ts';
import { createDrawing, type Drawing, type DrawnEdge, type DrawnNode } from './drawing.ts';
import { foldId } from './node-id.ts';

/** The name of the group that a service belongs to; undefined where it belongs to none. */
export type GroupOf = (service: string) => string | undefined;

/**
 * A drawing of many services in which one node stands for those of a group that are in one box and in one colour; for
 * those of no group where a box or a colour says what they have in common. Its edges stand for all of theirs: weights
 * add up, and what happens inside a fold is not drawn. A fold of one service is that service. O(nodes + edges).
 */
export function foldDrawing(drawing: Drawing, groupOf: GroupOf): Drawing {
  const folds = gatherFolds(drawing, groupOf);
  const foldOf = new Map([...folds].flatMap(([id, { members }]) => members.map(member => [member, id] as const)));
  const folded = createDrawing(drawing.graph().title, { directed: drawing.isDirected() });
  for (const id of drawing.nodes()) {
    const to = foldOf.get(id) ?? id;
    if (!folded.hasNode(to)) folded.setNode(to, folds.get(to)?.node ?? drawing.node(id));
  }
  for (const id of drawing.nodes()) {
    const parent = drawing.parent(id);
    if (typeof parent === 'string') folded.setParent(foldOf.get(id) ?? id, parent);
  }
  for (const edge of drawing.edges()) {
    const [from, to] = [foldOf.get(edge.v) ?? edge.v, foldOf.get(edge.w) ?? edge.w];
    // A service that depends on itself is shown where it stands alone.
    if (from === to && foldOf.has(edge.v)) continue;
    const drawn = drawing.edge(edge);
    const known = folded.hasEdge(from, to, edge.name) ? folded.edge(from, to, edge.name) : undefined;
    folded.setEdge(from, to, known === undefined ? drawn : joinEdges(known, drawn), edge.name);
  }
  return folded;
}

/** How many services a drawing has, each as often as it is drawn. */
export function countDrawnServices(drawing: Drawing): number {
  return drawing.nodes().filter(id => drawing.node(id).service !== undefined).length;
}

interface Fold {
  readonly node: DrawnNode;
  readonly members: readonly string[];
}

/** The folds of more than one service, by their ids. */
function gatherFolds(drawing: Drawing, groupOf: GroupOf): ReadonlyMap<string, Fold> {
  const gathered = new Map<string, { readonly group: string | undefined; readonly members: string[] }>();
  for (const id of drawing.nodes()) {
    const { service, paint } = drawing.node(id);
    if (service === undefined) continue;
    const [group, parent] = [groupOf(service), drawing.parent(id)];
    if (group === undefined && paint === undefined && typeof parent !== 'string') continue;
    const box = typeof parent === 'string' ? parent : '';
    const key = foldId(group ?? '', box, paint);
    const known = gathered.get(key);
    if (known === undefined) gathered.set(key, { group, members: [id] });
    else known.members.push(id);
  }
  return new Map(
    [...gathered]
      .filter(([, { members }]) => members.length > 1)
      .map(([key, { group, members }]) => [key, { node: describeFold(drawing, group, members), members }]),
  );
}

function describeFold(drawing: Drawing, group: string | undefined, members: readonly string[]): DrawnNode {
  const [first = ''] = members;
  const { kind, paint, unplaced } = drawing.node(first);
  const services = new Set(members.map(id => drawing.node(id).service)).size;
  const count = countNouns(services, 'service');
  const where = unplaced === true ? ['on no target'] : [];
  const box = drawing.parent(first);
  // The box of a group says its name.
  const isNamed = typeof box === 'string' && drawing.node(box).kind === 'group';
  return { kind, lines: [...(group === undefined || isNamed ? [count] : [group, count]), ...where], paint, unplaced };
}

/** Weights add up; of other labels one that both have stays. */
function joinEdges(one: DrawnEdge, other: DrawnEdge): DrawnEdge {
  const loose = one.loose === true && other.loose === true;
  const isWeight = one.kind === 'network' || one.kind === 'link';
  const label = isWeight ? addWeights(one.label, other.label) : one.label === other.label ? one.label : undefined;
  return { kind: one.kind, label, loose };
}

function addWeights(one: string | undefined, other: string | undefined): string {
  return String(Number(one ?? 1) + Number(other ?? 1));
}
