import { Graph } from '@dagrejs/graphlib';

/**
 * A graph that is ready to be drawn: what each node and edge means and says, not how it looks (`write` decides that).
 * A compound graph: the children of a target or group node stand inside its box. Nodes and edges keep the order in
 * which they were added; builders add them in byte order of the names.
 */
export type Drawing = Graph<DrawingLabel, DrawnNode, DrawnEdge>;

/** What is said of a drawing as a whole. */
export interface DrawingLabel {
  /** What the picture shows, in a few words; a byte string like every text here. */
  readonly title: string;
}

/** What a node means and says. */
export interface DrawnNode {
  readonly kind: NodeKind;
  /** The lines of the label: the name, then what else there is to say. */
  readonly lines: readonly string[];
  /** The number of the target in whose colour the node is painted. */
  readonly paint?: number | undefined;
  /** The key of the service that the node stands for. */
  readonly service?: string | undefined;
  /** A service that provides containers to others. */
  readonly marked?: boolean | undefined;
  /** A service that a plan puts on no target. */
  readonly unplaced?: boolean | undefined;
  /** What the picture is about. */
  readonly focused?: boolean | undefined;
}

/** What a node stands for; `app` and `host` are those of the application-host graph. */
export type NodeKind = 'service' | 'group' | 'target' | 'container' | 'app' | 'host';

/** What an edge means and says. */
export interface DrawnEdge {
  readonly kind: EdgeKind;
  readonly label?: string | undefined;
  /** The dependency is a `connectsTo`: the order of activation does not follow it. */
  readonly loose?: boolean | undefined;
}

/**
 * `depends`: from a service to what it needs. `link`: an unordered dependency in a problem graph.
 * `candidate`: a service may go to (or, in a resolved graph, goes to) a host.
 * `after`: from a service to one that it is activated after (`activatesAfter`). `inside`: to one that provides the
 * container that it goes into.
 * `local`, `network`: a dependency in a distribution, inside one target or between two; `depends` where an end of it is
 * on none.
 */
export type EdgeKind = 'depends' | 'after' | 'inside' | 'link' | 'candidate' | 'local' | 'network';

/** An empty drawing. */
export function createDrawing(title: string, options: { readonly directed: boolean }): Drawing {
  const drawing: Drawing = new Graph({ directed: options.directed, multigraph: true, compound: true });
  drawing.setGraph({ title });
  return drawing;
}
