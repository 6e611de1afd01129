/**
 * The door of the combined placement problem: a graph becomes the problem in numbers.
 *
 * Input      A graph with terminals (the labels), other nodes, links between these, and candidate edges from a node
 *            to each terminal that it may go to; its label carries the terms on them. Nodes and terminals are numbered
 *            in the order in which they were set.
 * Result     The problem, the node or terminal behind each number, and the nodes without candidates.
 * Time       O(nodes + edges + terms), and sorting links and candidates. Space the same.
 *
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import { type FrozenGraph, freeze, type ReadableGraph } from '../graph/frozen-graph.ts';
import { groupBy } from '../graph/group-by.ts';
import { shareLists, toLists } from './number-lists.ts';
import type {
  Balance,
  GroupRule,
  Links,
  Moves,
  NumberLists,
  Objective,
  Partition,
  PlaceProblem,
  Resource,
} from './place-problem.ts';

/** What is read off a node: of a terminal what it has, of another node what it needs and where it is. */
export interface PlaceNode {
  readonly terminal?: true;
  readonly needs?: readonly bigint[] | undefined;
  readonly standing?: NodeStanding | undefined;
  readonly capacities?: readonly bigint[] | undefined;
  readonly comfortable?: readonly (bigint | undefined)[] | undefined;
  readonly zones?: readonly number[] | undefined;
  readonly cost?: bigint | undefined;
}

/** Nodes with the same object are of one class. */
export interface NodeStanding {
  readonly homes: readonly string[];
  readonly newcomers: number;
  readonly weight: number;
}

/** What is read off an edge. */
export interface PlaceEdge {
  readonly weight: number;
  readonly candidate?: true;
  readonly nearest?: true;
}

/** What is read off the graph as a whole. */
export interface PlaceWhole {
  readonly terms?: PlaceTermsOn | undefined;
}

/** A demand on nodes by their ids; see `GroupRule`. */
export type DemandOn = {
  readonly nodes: readonly string[];
  readonly partition: number;
  readonly weight?: number | undefined;
} & (
  | { readonly kind: 'apart' | 'together' }
  | { readonly kind: 'spread'; readonly least: number }
  | { readonly kind: 'skew'; readonly most: number }
  | { readonly kind: 'near'; readonly to: readonly string[]; readonly free?: readonly string[] | undefined }
);

/** The terms of a problem, on nodes by their ids; see `PlaceProblem`. */
export interface PlaceTermsOn {
  readonly resources: readonly { readonly loadWeight: number; readonly transient: boolean }[];
  readonly zoneCounts: readonly number[];
  readonly levels: readonly number[];
  readonly costs: readonly number[];
  readonly nearest: readonly { readonly node: string; readonly among: readonly string[]; readonly weight: number }[];
  readonly rules: readonly DemandOn[];
  readonly wishes: readonly { readonly node: string; readonly target: string; readonly weight: number }[];
  readonly atMost?: number | undefined;
  readonly balances: readonly Balance[];
  readonly stages: readonly Objective[];
}

/** A problem in numbers, and the graph behind them. */
export interface FrozenPlace<Whole, Node, Edge> {
  readonly graph: FrozenGraph<Whole, Node, Edge>;
  readonly problem: PlaceProblem;
  /** Node of the problem → node of the graph. */
  readonly nodes: readonly number[];
  /** Label of the problem → node of the graph. */
  readonly labels: readonly number[];
  /** Nodes of the problem that may go nowhere: it has no plan then. */
  readonly withoutCandidates: readonly number[];
}

/** @throws RangeError where the terms speak of a node that is not there */
export function freezePlace<Whole extends PlaceWhole, Node extends PlaceNode, Edge extends PlaceEdge>(
  source: ReadableGraph<Whole, Node, Edge>,
): FrozenPlace<Whole, Node, Edge> {
  const graph = freeze(source);
  const { terms } = graph.graph();
  if (terms === undefined) throw new Error('the graph has no terms of a placement');
  const all = Array.from({ length: graph.nodeCount() }, (_, number) => number);
  const nodes = all.filter(number => graph.nodeAt(number).terminal !== true);
  const labels = all.filter(number => graph.nodeAt(number).terminal === true);
  // Graph's number → number of the node or label.
  const numbers = new Int32Array(all.length);
  for (const list of [nodes, labels]) for (const [i, number] of list.entries()) numbers[number] = i;
  const numberOf = (id: string): number => numbers[graph.numberOf(id)]!;
  const lists = readCandidates(graph, nodes.length, numbers);
  const nodeLabels = nodes.map(number => graph.nodeAt(number));
  const labelLabels = labels.map(number => graph.nodeAt(number));
  const problem: PlaceProblem = {
    nodeCount: nodes.length,
    labelCount: labels.length,
    listOf: lists.listOf,
    lists: lists.lists,
    labelWishes: terms.wishes.map(({ node, target, weight }) => ({
      node: numberOf(node),
      label: numberOf(target),
      weight,
    })),
    partitions: readPartitions(labelLabels, terms),
    resources: readResources(nodeLabels, labelLabels, terms),
    links: readLinks(graph, numbers, terms),
    nearest: terms.nearest.map(({ node, among, weight }) => ({
      node: numberOf(node),
      among: numberAll(among, numberOf),
      weight,
    })),
    rules: terms.rules.map(rule => freezeRule(rule, numberOf)),
    moves: readMoves(nodeLabels, terms, numberOf),
    labelCost: Float64Array.from(labelLabels, ({ cost }) => Number(cost ?? 0n)),
    balances: terms.balances,
    stages: terms.stages,
  };
  return { graph, problem, nodes, labels, withoutCandidates: lists.withoutCandidates };
}

function numberAll(ids: readonly string[], numberOf: (id: string) => number): Int32Array {
  return Int32Array.from(new Set(ids.map(numberOf))).sort();
}

function freezeRule(rule: DemandOn, numberOf: (id: string) => number): GroupRule {
  const { partition, weight } = rule;
  const common = { nodes: numberAll(rule.nodes, numberOf), partition, ...(weight === undefined ? {} : { weight }) };
  switch (rule.kind) {
    case 'spread':
      return { kind: 'spread', ...common, least: rule.least };
    case 'skew':
      return { kind: 'skew', ...common, most: rule.most };
    case 'near': {
      const free = rule.free === undefined ? {} : { free: numberAll(rule.free, numberOf) };
      return { kind: 'near', ...common, to: numberAll(rule.to, numberOf), ...free };
    }
    default:
      return { kind: rule.kind, ...common };
  }
}

/** Each distinct list of candidates once. */
function readCandidates<Whole, Node extends PlaceNode, Edge extends PlaceEdge>(
  graph: FrozenGraph<Whole, Node, Edge>,
  nodeCount: number,
  numbers: Int32Array,
): { readonly listOf: Int32Array; readonly lists: NumberLists; readonly withoutCandidates: readonly number[] } {
  const { from, to } = graph;
  const isLabel = Uint8Array.from({ length: graph.nodeCount() }, (_, i) => (graph.nodeAt(i).terminal === true ? 1 : 0));
  const candidates = new Int32Array(from.length);
  const itsNodes = new Int32Array(from.length);
  let count = 0;
  for (let e = 0; e < from.length; e++) {
    if (graph.edgeAt(e).candidate !== true) continue;
    const [a, b] = [numbers[from[e]!]!, numbers[to[e]!]!];
    const isBackwards = isLabel[from[e]!] === 1;
    itsNodes[count] = isBackwards ? b : a;
    candidates[count++] = isBackwards ? a : b;
  }
  const { start, items } = groupBy(nodeCount, itsNodes, candidates, count);
  return shareLists(nodeCount, node => items.subarray(start[node]!, start[node + 1]!).sort());
}

function readPartitions(labels: readonly PlaceNode[], { zoneCounts }: PlaceTermsOn): readonly Partition[] {
  return [
    { zoneOf: Int32Array.from(labels, (_, label) => label), zoneCount: labels.length },
    ...zoneCounts.map((zoneCount, i) => ({
      zoneOf: Int32Array.from(labels, ({ zones }) => zones?.[i] ?? 0),
      zoneCount,
    })),
  ];
}

function readResources(
  nodes: readonly PlaceNode[],
  labels: readonly PlaceNode[],
  { resources }: PlaceTermsOn,
): readonly Resource[] {
  return resources.map(({ loadWeight, transient }, r) => {
    const isEasy = labels.some(({ comfortable }) => comfortable?.[r] !== undefined);
    const easy = Float64Array.from(labels, ({ comfortable, capacities }) =>
      Number(comfortable?.[r] ?? capacities?.[r] ?? 0n),
    );
    return {
      need: Float64Array.from(nodes, ({ needs }) => Number(needs?.[r] ?? 0n)),
      have: Float64Array.from(labels, ({ capacities }) => Number(capacities?.[r] ?? 0n)),
      ...(isEasy ? { comfortable: easy } : {}),
      loadWeight,
      transient,
    };
  });
}

/** The smaller node first, sorted, weights of edges between the same nodes added up. */
function readLinks<Whole, Node, Edge extends PlaceEdge>(
  graph: FrozenGraph<Whole, Node, Edge>,
  numbers: Int32Array,
  { levels, costs }: PlaceTermsOn,
): Links {
  const { from, to } = graph;
  const edges: (readonly [number, number, number])[] = [];
  for (let e = 0; e < from.length; e++) {
    const { candidate, nearest, weight } = graph.edgeAt(e);
    const [a, b] = [numbers[from[e]!]!, numbers[to[e]!]!];
    if (candidate !== true && nearest !== true && a !== b) edges.push([Math.min(a, b), Math.max(a, b), weight]);
  }
  edges.sort((x, y) => x[0] - y[0] || x[1] - y[1]);
  const merged: [number, number, number][] = [];
  for (const [u, v, weight] of edges) {
    const last = merged.at(-1);
    if (last !== undefined && last[0] === u && last[1] === v) last[2] += weight;
    else merged.push([u, v, weight]);
  }
  return {
    u: Int32Array.from(merged, ([u]) => u),
    v: Int32Array.from(merged, ([, v]) => v),
    weight: Float64Array.from(merged, ([, , weight]) => weight),
    levels,
    costs,
  };
}

function readMoves(nodes: readonly PlaceNode[], { atMost }: PlaceTermsOn, numberOf: (id: string) => number): Moves {
  const classes = new Map<NodeStanding | PlaceNode, number>();
  const homes: (readonly number[])[] = [];
  const newcomers: number[] = [];
  const classOf = Int32Array.from(nodes, node => {
    const standing = node.standing ?? node;
    const known = classes.get(standing);
    if (known !== undefined) return known;
    classes.set(standing, classes.size);
    homes.push([...new Set((node.standing?.homes ?? []).map(numberOf))].sort((a, b) => a - b));
    newcomers.push(node.standing?.newcomers ?? 0);
    return classes.size - 1;
  });
  return {
    classOf,
    homes: toLists(homes),
    weight: Float64Array.from(nodes, ({ standing }) => standing?.weight ?? 1),
    newcomers: Int32Array.from(newcomers),
    ...(atMost === undefined ? {} : { atMost }),
    distanceWeight: 0,
    groupWeight: 0,
  };
}
