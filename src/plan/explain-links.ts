import type { NodeId } from '../graph/node-id.ts';
import type { PlacementGraph } from '../graph/problem-graph.ts';

/** A network link that a plan leaves, and why, where there is a short reason. */
export interface RemainingLink {
  readonly from: string;
  readonly to: string;
  readonly fromTarget: string;
  readonly toTarget: string;
  readonly weight: number;
  /** Undefined where another plan may avoid it. */
  readonly reason: UnavoidableReason | undefined;
}

/**
 * `no-common-candidate`: whatever the plan, this is a network link. `pinned`: likewise, since neither end has a choice.
 */
export type UnavoidableReason = 'pinned' | 'no-common-candidate';

/** The links of a problem graph that are not in the resolved one, in their order. O(links · candidates). */
export function explainLinks(problem: PlacementGraph, resolved: PlacementGraph): RemainingLink[] {
  const candidates = listCandidates(problem);
  const places = listCandidates(resolved);
  const remaining: RemainingLink[] = [];
  for (const edge of problem.edges()) {
    const { kind, weight } = problem.edge(edge);
    if (kind !== 'link') continue;
    const [fromTarget] = places.get(edge.v) ?? [];
    const [toTarget] = places.get(edge.w) ?? [];
    if (fromTarget === undefined || toTarget === undefined || fromTarget === toTarget) continue;
    const [from, to] = [problem.node(edge.v).name, problem.node(edge.w).name];
    const reason = findUnavoidableReason(candidates.get(edge.v) ?? [], candidates.get(edge.w) ?? []);
    remaining.push({ from, to, fromTarget, toTarget, weight, reason });
  }
  return remaining;
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

/** Why a link between services with these candidates crosses the network in every plan; undefined where it need not. */
export function findUnavoidableReason(a: readonly string[], b: readonly string[]): UnavoidableReason | undefined {
  if (a.some(target => b.includes(target))) return undefined;
  return a.length === 1 && b.length === 1 ? 'pinned' : 'no-common-candidate';
}
