import type { NodeId } from '../graph/node-id.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';
import { type Meeting, Meetings } from './meetings.ts';

/** A network link that a plan leaves, and why. */
export interface RemainingLink {
  readonly from: string;
  readonly to: string;
  readonly fromTarget: string;
  readonly toTarget: string;
  readonly weight: number;
  readonly reason: RemainingReason;
  /** The cheapest way for the two to meet, everything else staying where it is, where there is one. */
  readonly together: Omit<Meeting, 'movers'> | undefined;
}

/**
 * `no-common-candidate`: whatever the plan, this is a network link. `pinned`: likewise, since neither end has a choice.
 */
export type UnavoidableReason = 'pinned' | 'no-common-candidate';

/**
 * Why a network link is left. Where it can be avoided, what it would mean that the two meet and everything else stays:
 * `dearer`, `tie` (as much would cross the network) or `cheaper`; `forbidden` where something else that is demanded
 * does not let them.
 */
export type RemainingReason = UnavoidableReason | 'dearer' | 'tie' | 'cheaper' | 'forbidden';

/** Whether services (nodes of the problem graph) may be on a target, everything else staying where it is. */
export type MayMove = (movers: readonly NodeId[], target: string) => boolean;

/** The links of a problem graph that are not in the resolved one, in their order. O(links · candidates). */
export function explainLinks(
  problem: PlacementGraph,
  resolved: PlacementGraph,
  mayMove: MayMove = () => true,
): RemainingLink[] {
  const candidates = listCandidates(problem);
  const places = listCandidates(resolved);
  const links = listLinks(problem);
  const meetings = new Meetings(links, node => places.get(node) ?? []);
  return links.flatMap(([v, w, weight]): RemainingLink[] => {
    const [fromTarget] = places.get(v) ?? [];
    const [toTarget] = places.get(w) ?? [];
    if (fromTarget === undefined || toTarget === undefined || fromTarget === toTarget) return [];
    const ends = { from: problem.node(v).name, to: problem.node(w).name, fromTarget, toTarget, weight };
    const common = findCommon(candidates.get(v) ?? [], candidates.get(w) ?? []);
    if (typeof common === 'string') return [{ ...ends, reason: common, together: undefined }];
    const meeting = meetings.cheapest(v, w, common, ({ movers, target }) => mayMove(movers, target));
    if (meeting === undefined) return [{ ...ends, reason: 'forbidden', together: undefined }];
    const { movers: _, ...together } = meeting;
    return [{ ...ends, reason: reasonOfWeight(together.extraWeight), together }];
  });
}

function reasonOfWeight(extraWeight: number): RemainingReason {
  return extraWeight > 0 ? 'dearer' : extraWeight < 0 ? 'cheaper' : 'tie';
}

function listLinks(graph: PlacementGraph): readonly (readonly [NodeId, NodeId, number])[] {
  return graph.edges().flatMap(edge => {
    const { kind, weight } = graph.edge(edge);
    return kind === 'link' ? [[edge.v, edge.w, weight] as const] : [];
  });
}

/** The targets that each service has a candidate edge to. */
function listCandidates(graph: PlacementGraph): ReadonlyMap<NodeId, readonly string[]> {
  const lists = new Map<NodeId, string[]>();
  for (const edge of graph.edges()) {
    if (graph.edge(edge).kind !== 'candidate') continue;
    const [v, w] = [graph.node(edge.v), graph.node(edge.w)];
    const [service, target] = v.kind === 'service' ? [edge.v, w.name] : [edge.w, v.name];
    const list = lists.get(service);
    if (list === undefined) lists.set(service, [target]);
    else list.push(target);
  }
  return lists;
}

/**
 * The candidates that two services have in common, in the order of the first; where they have none, why a link between
 * them crosses the network in every plan. O(candidates).
 */
export function findCommon(a: readonly string[], b: readonly string[]): readonly string[] | UnavoidableReason {
  const others = new Set(b);
  const common = a.filter(target => others.has(target));
  if (common.length > 0) return common;
  return a.length === 1 && b.length === 1 ? 'pinned' : 'no-common-candidate';
}
