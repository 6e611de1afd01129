import { Graph } from '@dagrejs/graphlib';
import { fromBytes } from '../../base/bytes.ts';
import { flag } from '../option-rules.ts';

/** The graph that was solved, and what the solver made of it. Nodes and edges carry labels that say what they are. */
export interface PlanGraphs {
  /** `app:…` and `host:…`, or `service:…`, for each service and target; edges for dependencies and candidates. */
  readonly problem: Graph<unknown, unknown, unknown>;
  /** The same with what was decided: the distribution is read off it. */
  readonly resolved: Graph<unknown, unknown, unknown>;
}

/** Asks for the graphs of a plan. */
export interface GraphsOption {
  /** Whether the plan brings the graph that was solved, as one of graphlib, and the resolved one: not when left out. */
  readonly graphs?: boolean | undefined;
}

/** For those who hand on options. */
export const graphsRules = { graphs: flag };

/** What is read of a graph inside: one of graphlib, or one in arrays. */
interface InnerGraph<Id extends string, Edge extends { readonly v: Id; readonly w: Id }> {
  graph(): unknown;
  nodes(): readonly Id[];
  node(id: Id): unknown;
  edges(): readonly Edge[];
  edge(edge: Edge): unknown;
}

/** Both graphs as those of graphlib, in ordinary strings; nothing where nobody asked. O(n + m). */
export function toPlanGraphs<Id extends string, Edge extends { readonly v: Id; readonly w: Id }>(
  { problem, resolved }: { readonly problem: InnerGraph<Id, Edge>; readonly resolved: InnerGraph<Id, Edge> },
  { graphs }: GraphsOption,
): Partial<PlanGraphs> {
  return graphs === true ? { problem: copy(problem), resolved: copy(resolved) } : {};
}

function copy<Id extends string, Edge extends { readonly v: Id; readonly w: Id }>(
  inner: InnerGraph<Id, Edge>,
): Graph<unknown, unknown, unknown> {
  const graph = new Graph<unknown, unknown, unknown>({ directed: false });
  graph.setGraph(toTexts(inner.graph()));
  for (const id of inner.nodes()) graph.setNode(fromBytes(id), toTexts(inner.node(id)));
  for (const edge of inner.edges()) graph.setEdge(fromBytes(edge.v), fromBytes(edge.w), toTexts(inner.edge(edge)));
  return graph;
}

/** Plain data with ordinary strings. */
function toTexts(data: unknown): unknown {
  if (typeof data === 'string') return fromBytes(data);
  if (Array.isArray(data)) return data.map(toTexts);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, toTexts(value)]));
}
