import { Graph } from '@dagrejs/graphlib';
import type { NodeId } from './node-id.ts';

/**
 * What a builder writes a graph to: a graphlib graph is one, and so is the form that solvers work on. A builder sets
 * each node once, before the edges at it, and each edge once.
 *
 * @example
 *     buildApplicationHostGraph(request, new Graph({ directed: false, multigraph: true }));
 */
export interface GraphSink<Whole, Node, Edge> {
  /** What is said of the graph as a whole. */
  setGraph(label: Whole): unknown;
  setNode(id: NodeId, label: Node): unknown;
  /** @param name tells edges between the same two nodes apart */
  setEdge(v: NodeId, w: NodeId, label: Edge, name?: string): unknown;
  /** Where there is a quicker way to set all edges of one node at once; see `setEdges`. */
  setEdges?(v: NodeId, ends: readonly NodeId[], labels: readonly Edge[]): unknown;
}

/**
 * Sets an edge from a node to each of some others, `labels[i]` on the one to `ends[i]`. Nodes with the very same list
 * of ends cost least one after the other. O(ends).
 */
export function setEdges<Whole, Node, Edge>(
  sink: GraphSink<Whole, Node, Edge>,
  v: NodeId,
  ends: readonly NodeId[],
  labels: readonly Edge[],
): void {
  if (sink.setEdges !== undefined) sink.setEdges(v, ends, labels);
  else {
    ends.forEach((w, i) => {
      const label = labels[i];
      if (label !== undefined) sink.setEdge(v, w, label);
    });
  }
}

/**
 * A graph as its readers see it, whatever holds it: a graphlib graph is one by structure. Nodes and edges come in the
 * order in which they were set.
 */
export interface GraphReader<Whole, Node, Edge> {
  graph(): Whole;
  nodes(): readonly NodeId[];
  node(id: NodeId): Node;
  nodeCount(): number;
  edges(): readonly EdgeEnds[];
  /** @param edge one of `edges()` */
  edge(edge: EdgeEnds): Edge;
  edgeCount(): number;
  /**
   * Where solving gave a number to edges: those on the edges to a node, by the names of the nodes that they come from,
   * without an object for each edge. Undefined where they have none.
   */
  numbersTo?(node: string): ReadonlyMap<string, number> | undefined;
}

/** The two ends of an edge, in no particular order. */
export interface EdgeEnds {
  readonly v: NodeId;
  readonly w: NodeId;
}

/** A service in a problem graph. */
export interface ServiceNode {
  readonly kind: 'service';
  /** The key of the service. */
  readonly name: string;
  /**
   * The node of the target that runs the service now. It may be missing in the graph: then the service moves in any
   * case.
   */
  readonly previous?: NodeId | undefined;
  /** Which of the replicas of the service it is, from 1 on; undefined where there is only one. */
  readonly replica?: number | undefined;
  /** Where it is now, and what it costs to move it, for the planner that asks. */
  readonly standing?: Standing | undefined;
  /** What it needs, resource by resource, each at least 0. */
  readonly needs?: readonly bigint[] | undefined;
  /** The colours that it may have, ascending, each once; every one where left out. */
  readonly colours?: readonly number[] | undefined;
  /** In a resolved graph, the colour that it got. */
  readonly colour?: number | undefined;
}

/**
 * Where a replica and those like it are now. Replicas with the same object are alike: any of them may take any place.
 */
export interface Standing {
  /** The nodes of the targets where they are, each once; an empty list: they are new. */
  readonly homes: readonly NodeId[];
  /** How many of them are more than there are homes. */
  readonly newcomers: number;
  /** What it costs to move one. */
  readonly weight: number;
}

/** A target in a problem graph: a terminal, that no cut leaves connected to another one. */
export interface TargetNode {
  readonly kind: 'target';
  readonly terminal: true;
  readonly name: string;
  /** What it has, resource by resource, in the units of the needs. */
  readonly capacities?: readonly bigint[] | undefined;
  /** The part of it that is used without regret, where there is one. */
  readonly comfortable?: readonly (bigint | undefined)[] | undefined;
  /** Its zone in each way to group targets. */
  readonly zones?: readonly number[] | undefined;
  /** What using it costs; undefined where nobody says. */
  readonly cost?: bigint | undefined;
}

/** Two services talk to each other. */
export interface LinkEdge {
  readonly kind: 'link';
  readonly weight: number;
  /** Only the nearest of some replicas counts: see `PlaceTerms.nearest`. */
  readonly nearest?: true;
}

/** A service may go to a target; in a resolved graph: it goes there. */
export interface CandidateEdge {
  readonly kind: 'candidate';
  readonly candidate: true;
  /** n² for n services, or more where the links together weigh that much: no cut of links is as heavy. */
  readonly weight: number;
}

/** What an application-host graph says as a whole. */
export interface PlacementLabel {
  readonly problem: 'placement';
  /** What services need and targets have, in the order of `needs` and `capacities`. */
  readonly resources?: readonly Measure[] | undefined;
  /** How the costs of targets are counted. */
  readonly cost?: Measure | undefined;
  /** What a policy demands beside that, where there is one. */
  readonly terms?: PlaceTerms | undefined;
  /** What pictures say, where the numbers on the nodes are not those of the models. */
  readonly caption?: ProblemCaption | undefined;
}

/** What a picture of a problem says beside its nodes and edges. */
export interface ProblemCaption {
  /** What is solved. */
  readonly name: string;
  /** What a service needs, or a target has and costs: `memory 100`. */
  linesOf(node: NodeId): readonly string[];
}

/** What a policy demands of a plan, on nodes of the graph. See `PlaceProblem` for the meaning of each number. */
export interface PlaceTerms {
  /** Resource by resource: what a unit of load counts, and whether what moves needs it twice. */
  readonly resources: readonly { readonly loadWeight: number; readonly transient: boolean }[];
  /** How many zones there are in each way to group targets; way 0 are the targets themselves and is not in the list. */
  readonly zoneCounts: readonly number[];
  /** Ways to group targets from the inside outwards, beginning with 0, and what a link costs that leaves each. */
  readonly levels: readonly number[];
  readonly costs: readonly number[];
  readonly nearest: readonly { readonly node: NodeId; readonly among: readonly NodeId[]; readonly weight: number }[];
  readonly rules: readonly PlaceDemand[];
  readonly wishes: readonly { readonly node: NodeId; readonly target: NodeId; readonly weight: number }[];
  readonly atMost?: number | undefined;
  readonly balances: readonly {
    readonly of: number;
    readonly against: number;
    readonly ratio: number;
    readonly weight: number;
  }[];
  readonly stages: readonly { readonly [measure: string]: number }[];
}

/** A demand on some replicas. Without a weight it must hold. */
export type PlaceDemand = {
  readonly nodes: readonly NodeId[];
  /** The way to group targets. */
  readonly partition: number;
  readonly weight?: number | undefined;
} & (
  | { readonly kind: 'apart' | 'together' }
  | { readonly kind: 'spread'; readonly least: number }
  | { readonly kind: 'skew'; readonly most: number }
  | { readonly kind: 'near'; readonly to: readonly NodeId[]; readonly free?: readonly NodeId[] | undefined }
);

/** A property that is counted in whole units: so many that ten to the power of `scale` make one. */
export interface Measure {
  readonly name: string;
  readonly scale: number;
}

/** What a colouring graph says as a whole. */
export interface ColouringLabel {
  readonly problem: 'colouring';
  /** Colour → target. */
  readonly colours: readonly string[];
}

/** A writer of application-host graphs. */
export type PlacementSink = GraphSink<PlacementLabel, ServiceNode | TargetNode, LinkEdge | CandidateEdge>;
/** Services, targets, links and candidates: a problem, or what a cut left of one. */
export type PlacementGraph = GraphReader<PlacementLabel, ServiceNode | TargetNode, LinkEdge | CandidateEdge>;
/** A writer of colouring graphs. */
export type ColouringSink = GraphSink<ColouringLabel, ServiceNode, LinkEdge>;
/** Services, each to be apart from those that it is linked to; or, resolved, with the colours that they got. */
export type ColouringGraph = GraphReader<ColouringLabel, ServiceNode, LinkEdge>;

/**
 * An empty graphlib graph for a problem: undirected where nothing else is said, with more than one edge between two
 * nodes where builders name them.
 */
export function createProblemGraph<Whole, Node, Edge>({
  directed = false,
}: {
  readonly directed?: boolean;
} = {}): GraphSink<Whole, Node, Edge> & GraphReader<Whole, Node, Edge> {
  return new Graph<Whole, Node, Edge>({ directed, multigraph: true });
}
