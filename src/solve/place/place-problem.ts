/**
 * The combined placement problem in numbers: metric labelling under everything that may be demanded beside few cut
 * edges.
 *
 * Nodes 0..nodeCount-1 each get one label out of 0..labelCount-1. For a planner a node is one replica of a service and
 * a label is a target. Every number in here is a whole number of at least 0 below 2^53, and so is every sum that an
 * objective can reach: `checkPlaceProblem` says so. Amounts with decimals are scaled before.
 *
 * Sources of the parts: metric labelling with a tree metric (J. Kleinberg, É. Tardos, "Approximation algorithms for
 * classification problems with pairwise relationships", JACM 49, 2002), vector bin packing, and the machine
 * reassignment problem of the ROADEF/EURO challenge 2012 (transient resources, spread, dependencies, load, balance,
 * costs of moves).
 */
export interface PlaceProblem {
  readonly nodeCount: number;
  readonly labelCount: number;
  /**
   * Node → its list in `lists`. Nodes of one kind usually share their candidates, so each distinct list stands once.
   */
  readonly listOf: Int32Array;
  /** The labels that a node may get: ascending, each once. */
  readonly lists: NumberLists;
  /** What it costs in wishes to give a node a label. */
  readonly labelWishes: readonly LabelWish[];
  /** Ways to group the labels into zones. The first is the labels themselves: each label a zone of its own. */
  readonly partitions: readonly Partition[];
  readonly resources: readonly Resource[];
  readonly links: Links;
  /** Edges from a node to whichever of a group is nearest. */
  readonly nearest: readonly NearestLink[];
  readonly rules: readonly GroupRule[];
  readonly moves: Moves;
  /** What it costs to use a label at all. */
  readonly labelCost: Float64Array;
  readonly balances: readonly Balance[];
  /** Objectives, the most important first; each is a weighted sum of measures. At least one. */
  readonly stages: readonly Objective[];
}

/** Lists of numbers, one after the other: list `i` is `items[start[i]]` to `items[start[i + 1] - 1]`. */
export interface NumberLists {
  readonly start: Int32Array;
  readonly items: Int32Array;
}

/** A label that a node had better not have. */
export interface LabelWish {
  readonly node: number;
  readonly label: number;
  readonly weight: number;
}

/** Zones of labels. */
export interface Partition {
  readonly zoneOf: Int32Array;
  readonly zoneCount: number;
}

/** Something that labels have and nodes need. A limit on the number of nodes is a resource of which each needs 1. */
export interface Resource {
  /** Node → what it needs. */
  readonly need: Float64Array;
  /** Label → what it has: the needs on it never add up to more. */
  readonly have: Float64Array;
  /** Label → the part of `have` that is used without regret. What is used beyond it counts as load. */
  readonly comfortable?: Float64Array | undefined;
  /** What a unit of load counts; 0 without `comfortable`. */
  readonly loadWeight: number;
  /** Whether a node that moves needs it on its home, too, while it moves. */
  readonly transient: boolean;
}

/** Edges between nodes: `u[e] < v[e]`, each pair once, positive weights. */
export interface Links {
  readonly u: Int32Array;
  readonly v: Int32Array;
  readonly weight: Float64Array;
  /**
   * Partitions from the inside outwards, beginning with 0 (the labels themselves), each nested in the next one.
   * An edge whose ends share a zone of `levels[0]` costs 0, else one whose ends share one of `levels[i]` costs its
   * weight times `costs[i - 1]`, and one whose ends share none `costs[levels.length - 1]` times. Costs ascend.
   */
  readonly levels: readonly number[];
  readonly costs: readonly number[];
}

/** An edge from a node to the nearest node of a group: it costs what the cheapest of these edges would. */
export interface NearestLink {
  readonly node: number;
  readonly among: Int32Array;
  readonly weight: number;
}

/** A demand on a group of nodes. Without a `weight` it must hold; with one each violation counts so much as a wish. */
export type GroupRule =
  /** All in different zones. Violations: nodes beyond the first in each zone. */
  | { readonly kind: 'apart'; readonly nodes: Int32Array; readonly partition: number; readonly weight?: number }
  /** All in one zone. Violations: zones beyond the first. */
  | { readonly kind: 'together'; readonly nodes: Int32Array; readonly partition: number; readonly weight?: number }
  /** Over at least so many zones. Violations: zones that are missing. */
  | {
      readonly kind: 'spread';
      readonly nodes: Int32Array;
      readonly partition: number;
      readonly least: number;
      readonly weight?: number;
    }
  /**
   * The numbers of nodes in any two of the zones (of `zones`; where they are left out, of those that any node of the
   * group may be in) differ by at most `most`. Violations: the excess of the largest difference.
   */
  | {
      readonly kind: 'skew';
      readonly nodes: Int32Array;
      readonly partition: number;
      readonly most: number;
      readonly zones?: Int32Array;
      readonly weight?: number;
    }
  /**
   * Wherever one of `nodes` is, one of `to` is in the same zone, unless its label is one of `free` (ascending), which
   * have all that the others are needed for. Violations: nodes without one.
   */
  | {
      readonly kind: 'near';
      readonly nodes: Int32Array;
      readonly to: Int32Array;
      readonly partition: number;
      readonly free?: Int32Array;
      readonly weight?: number;
    };

/**
 * Where nodes are now, and what it costs to move them. Nodes of one class are alike (replicas): the homes of a class
 * are those of its nodes together, each at most once a node, and a move is a node of the class that stands on no home
 * of it.
 */
export interface Moves {
  /** Node → its class; nodes of a class have the same homes, candidates, needs and weights. */
  readonly classOf: Int32Array;
  /** Class → labels where its nodes are now, ascending, each once. An empty list: new, which is no move. */
  readonly homes: NumberLists;
  /** Node → what it costs to move it. */
  readonly weight: Float64Array;
  /** Class → nodes that the class has beyond its homes: so many of those away from home are new, not moved. */
  readonly newcomers: Int32Array;
  /** At most so many nodes moved. */
  readonly atMost?: number | undefined;
  /**
   * What a move from one label to another costs beside the weight of the node, row by row; only for classes of one
   * node.
   */
  readonly distance?: Int32Array | undefined;
  readonly distanceWeight: number;
  /** Groups of nodes: the largest number of moves in any of them counts `groupWeight` times. */
  readonly groupOf?: Int32Array | undefined;
  readonly groupWeight: number;
}

/** For each label: `ratio` times what is left of one resource should be left of another; what is missing counts. */
export interface Balance {
  readonly of: number;
  readonly against: number;
  readonly ratio: number;
  readonly weight: number;
}

/** The measures of a plan, each at least 0. */
export interface Measures {
  /** Links and nearest links by their levels. */
  readonly links: number;
  /** Labels used. */
  readonly labels: number;
  /** The sum of `labelCost` over the labels used. */
  readonly cost: number;
  /** Weighted moves, with distances and groups. */
  readonly moves: number;
  /** Weighted use beyond what is comfortable. */
  readonly load: number;
  /** Weighted lack of balance. */
  readonly balance: number;
  /** Weighted violations of soft rules, and soft candidates. */
  readonly wishes: number;
}

/** A weighted sum of measures. A measure that is left out counts 0. */
export type Objective = { readonly [measure in keyof Measures]?: number };
