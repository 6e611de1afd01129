/**
 * Nodes for which their labels have too little room, or too few zones.
 *
 * Problem    Is there a set of labels that has less than the nodes need which may go nowhere else?
 * Input      A problem and what is open in it; what is counted: what nodes need of a resource; the nodes that need at
 *            least so much of it, and how many of them fit on each label; or nodes that are apart, and zones.
 * Result     The nodes and the labels of such a set, or nothing: then there is none, of whatever is counted.
 * Guarantee  Exact in whole numbers. Of all sets it is the one of the minimum cut with the fewest nodes.
 * Method     What nodes need flows to the labels that are open to them, as far as these have room. Where not all of it
 *            can flow, the minimum cut is such a set. Nodes with the same labels flow together.
 * Time       A minimum cut in a network of groups of nodes and labels.
 * Source     P. Hall, "On Representatives of Subsets", Journal of the London Mathematical Society 10, 1935; D. Gale, "A
 *            Theorem on Flows in Networks", Pacific Journal of Mathematics 7, 1957. Counts of large nodes: S. Martello,
 *            P. Toth, "Lower Bounds and Reduction Procedures for the Bin Packing Problem", Discrete Applied Mathematics
 *            28, 1990, bound L2.
 *
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import { FlowNetwork } from '../../placement/max-flow.ts';
import { isHome } from '../is-home.ts';
import type { GroupRule, PlaceProblem } from '../place-problem.ts';
import type { OpenLabels } from './open-labels.ts';

/** Nodes that may have these labels only, and are too many for them. Ascending. */
export interface Crowd {
  readonly nodes: readonly number[];
  readonly labels: readonly number[];
  readonly counted: Counted;
}

/** What there is too little of. */
export type Counted =
  | { readonly kind: 'sum'; readonly resource: number }
  /** Nodes that need at least so much: a label holds so many of them as `least` goes into what it has. */
  | { readonly kind: 'large'; readonly resource: number; readonly least: number }
  /** Nodes any two of which are apart by one of these rules, each by this partition or one inside it. */
  | {
      readonly kind: 'apart';
      readonly partition: number;
      readonly rules: readonly number[];
      readonly nodes: readonly number[];
    };

/** No more sizes than this are counted. */
const mostSizes = 24;
/** Networks with more arcs are not looked at. */
const mostArcs = 2_000_000;

/** All that can be counted in a problem. O(rules² · their sizes + nodes). */
export function listCounted(problem: PlaceProblem): readonly Counted[] {
  const sums = problem.resources.map((_, resource): Counted => ({ kind: 'sum', resource }));
  const large = problem.resources.flatMap(({ need, have, transient }, resource): Counted[] => {
    if (transient || !have.some(amount => amount < Number.POSITIVE_INFINITY)) return [];
    const sizes = [...new Set(need)].filter(size => size > 0).sort((a, b) => b - a);
    return sizes.slice(0, mostSizes).map(least => ({ kind: 'large', resource, least }));
  });
  return [...sums, ...listCliques(problem), ...large];
}

/** The first crowd by any of what is counted. */
export function findCrowd(labels: OpenLabels, counted: readonly Counted[]): Crowd | undefined {
  const { nodeCount } = labels.problem;
  const loose = Array.from({ length: nodeCount }, (_, node) => node).filter(node => !labels.isSettled(node));
  const itself = Int32Array.from({ length: labels.problem.labelCount }, (_, label) => label);
  const groups = groupNodes(labels, loose, itself);
  for (const one of counted) {
    const crowd = one.kind === 'apart' ? crowdOfZones(labels, one) : crowdOfRoom(labels, one, groups, itself);
    if (crowd !== undefined) return crowd;
  }
  return undefined;
}

function crowdOfZones(labels: OpenLabels, counted: Counted & { kind: 'apart' }): Crowd | undefined {
  const { zoneOf, zoneCount } = labels.problem.partitions[counted.partition]!;
  const groups = groupNodes(labels, counted.nodes, zoneOf);
  return crowdIn(counted, groups, () => 1, { of: zoneOf, room: new Float64Array(zoneCount).fill(1) });
}

function crowdOfRoom(
  labels: OpenLabels,
  counted: Counted & { kind: 'sum' | 'large' },
  groups: readonly Group[],
  itself: Int32Array,
): Crowd | undefined {
  const { resources, moves } = labels.problem;
  const { need, transient } = resources[counted.resource]!;
  const room = labels.room[counted.resource]!.map(amount => Math.max(0, amount));
  const bound = groups.filter(({ bins }) => bins.every(bin => room[bin] !== Number.POSITIVE_INFINITY));
  // Where a node may stay at home it holds nothing new.
  const counts = (node: number): boolean =>
    counted.kind === 'large'
      ? need[node]! >= counted.least
      : need[node]! > 0 && !(transient && labels.labelsOf(node).some(label => isHome(moves, node, label)));
  const some = bound.flatMap(({ nodes, bins }): Group[] => {
    const its = nodes.filter(counts);
    return its.length === 0 ? [] : [{ nodes: its, bins }];
  });
  if (counted.kind === 'sum') return crowdIn(counted, some, node => need[node]!, { of: itself, room });
  return crowdIn(counted, some, () => 1, { of: itself, room: room.map(amount => Math.floor(amount / counted.least)) });
}

/** Nodes that may be in the same bins. */
interface Group {
  readonly nodes: number[];
  readonly bins: readonly number[];
}

interface Bins {
  /** Label → bin. */
  readonly of: Int32Array;
  readonly room: Float64Array;
}

function crowdIn(
  counted: Counted,
  groups: readonly Group[],
  needOf: (node: number) => number,
  bins: Bins,
): Crowd | undefined {
  if (groups.reduce((sum, group) => sum + group.bins.length, 0) > mostArcs) return undefined;
  const network = new FlowNetwork();
  network.reset(groups.length + bins.room.length);
  let total = 0;
  for (const [i, group] of groups.entries()) {
    const need = group.nodes.reduce((sum, node) => sum + needOf(node), 0);
    network.addTerminal(i, need, 0);
    for (const bin of group.bins) network.addEdge(i, groups.length + bin, need, 0);
    total += need;
  }
  bins.room.forEach((room, bin) => {
    if (room !== Number.POSITIVE_INFINITY) network.addTerminal(groups.length + bin, 0, room);
  });
  if (network.solve() >= total) return undefined;
  const crowded = groups.filter((_, i) => network.isSourceSide(i)).flatMap(group => group.nodes);
  const full = new Set<number>();
  bins.room.forEach((_, bin) => {
    if (network.isSourceSide(groups.length + bin)) full.add(bin);
  });
  const inside: number[] = [];
  bins.of.forEach((bin, label) => {
    if (full.has(bin)) inside.push(label);
  });
  return { nodes: crowded.sort((a, b) => a - b), labels: inside, counted };
}

function groupNodes(labels: OpenLabels, nodes: readonly number[], binOf: Int32Array): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const node of nodes) {
    const bins = [...new Set(labels.labelsOf(node).map(label => binOf[label]!))];
    const key = bins.join(' ');
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { nodes: [node], bins });
    else known.nodes.push(node);
  }
  return [...groups.values()];
}

/**
 * Cliques of nodes that are apart: those of each rule, and whom other rules put apart from all of them. What is apart
 * by zones is apart by labels, too.
 */
function listCliques({ rules, partitions }: PlaceProblem): readonly Counted[] {
  const apart = rules.flatMap((rule, number) => (rule.kind === 'apart' ? [{ rule, number }] : []));
  return [...new Set(apart.flatMap(({ rule }) => [rule.partition, 0]))].flatMap(partition => {
    const among = apart.filter(({ rule }) => rule.partition === partition || partition === 0);
    const neighbours = new Map<number, Map<number, number>>();
    for (const { rule, number } of among) joinAll(neighbours, rule, number);
    const seen = new Set<string>();
    return among.flatMap(({ rule }): Counted[] => {
      const clique = growClique(rule, neighbours);
      const key = clique.nodes.join(' ');
      if (seen.has(key) || clique.nodes.length > partitions[partition]!.zoneOf.length * 4) return [];
      seen.add(key);
      return [{ kind: 'apart', partition, ...clique }];
    });
  });
}

function joinAll(neighbours: Map<number, Map<number, number>>, { nodes }: GroupRule, number: number): void {
  for (const node of nodes) {
    const its = neighbours.get(node) ?? new Map<number, number>();
    neighbours.set(node, its);
    for (const other of nodes) if (other !== node && !its.has(other)) its.set(other, number);
  }
}

function growClique(
  { nodes }: GroupRule,
  neighbours: ReadonlyMap<number, ReadonlyMap<number, number>>,
): { readonly nodes: readonly number[]; readonly rules: readonly number[] } {
  const clique = [...nodes];
  const [first] = clique;
  const candidates = first === undefined ? [] : [...(neighbours.get(first)?.keys() ?? [])].sort((a, b) => a - b);
  for (const node of candidates) {
    const its = neighbours.get(node);
    if (clique.every(member => member !== node && its?.has(member) === true)) clique.push(node);
  }
  clique.sort((a, b) => a - b);
  const rules = new Set<number>();
  for (const node of clique) {
    for (const other of clique) {
      const rule = neighbours.get(node)?.get(other);
      if (rule !== undefined) rules.add(rule);
    }
  }
  return { nodes: clique, rules: [...rules].sort((a, b) => a - b) };
}
