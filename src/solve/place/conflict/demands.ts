/**
 * A placement problem whose demands have names: each can be left out, to find out which of them have no plan together.
 *
 * The whole problem has for each node every label that it could have if nobody demanded anything; what leaves it fewer
 * is a demand, and so are rules, the room of labels, and the limit on moves.
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import type { GroupRule, NumberLists, PlaceProblem, Resource } from '../place-problem.ts';

/** Something that a plan must keep. */
export interface Demand {
  /** Rules of the whole problem, by number. */
  readonly rules: readonly number[];
  readonly limits: readonly LabelLimit[];
  readonly rooms: readonly RoomLimit[];
  /** Whether it is the limit on moves. */
  readonly moves: boolean;
}

/** Nodes that may have these labels (ascending) only. */
export interface LabelLimit {
  readonly nodes: readonly number[];
  readonly labels: readonly number[];
}

/** What a label has of a resource. */
export interface RoomLimit {
  readonly resource: number;
  readonly label: number;
}

/** A problem, and the demands on it by number. */
export interface DemandedPlace {
  readonly whole: PlaceProblem;
  readonly demands: readonly Demand[];
}

/**
 * The problem with some of its demands only, and nothing that is to be minimised: where a plan is asked for, whatever
 * it costs. O(nodes · labels + sizes of the demands).
 */
export function restrictPlace({ whole, demands }: DemandedPlace, kept: readonly number[]): PlaceProblem {
  const chosen = kept.map(number => demands[number]!);
  const has = whole.resources.map(({ have }) => new Float64Array(have.length).fill(Number.POSITIVE_INFINITY));
  for (const { rooms } of chosen) {
    for (const { resource, label } of rooms) has[resource]![label] = whole.resources[resource]!.have[label]!;
  }
  const { atMost, ...moves } = whole.moves;
  const isLimited = atMost !== undefined && chosen.some(demand => demand.moves);
  return {
    ...whole,
    ...narrowLists(whole, chosen),
    labelWishes: [],
    resources: whole.resources.map(({ need, transient }, r): Resource => {
      return { need, have: has[r]!, transient, loadWeight: 0 };
    }),
    links: { ...whole.links, u: new Int32Array(0), v: new Int32Array(0), weight: new Float64Array(0) },
    nearest: [],
    rules: chosen.flatMap(({ rules }): GroupRule[] => rules.map(rule => whole.rules[rule]!)),
    moves: isLimited ? { ...moves, atMost } : moves,
    balances: [],
  };
}

/** Nodes with the same limits share a list. */
function narrowLists(
  { listOf, lists, nodeCount, labelCount }: PlaceProblem,
  chosen: readonly Demand[],
): { readonly listOf: Int32Array; readonly lists: NumberLists } {
  // Node → what distinguishes its list: the one that it has, and the limits on it.
  const keys: string[] = Array.from(listOf, String);
  const limits = chosen.flatMap(demand => demand.limits);
  const labelsOf: (readonly number[])[][] = Array.from({ length: nodeCount }, () => []);
  const numbers = new Map<readonly number[], number>();
  for (const { nodes, labels } of limits) {
    const number = numbers.get(labels) ?? numbers.size;
    numbers.set(labels, number);
    for (const node of nodes) {
      keys[node] += ` ${number}`;
      labelsOf[node]!.push(labels);
    }
  }
  const known = new Map<string, number>();
  const start = [0];
  const items: number[] = [];
  const seen = new Int32Array(labelCount);
  const narrowed = Int32Array.from(keys, (key, node) => {
    const old = known.get(key);
    if (old !== undefined) return old;
    seen.fill(0);
    for (const labels of labelsOf[node]!) for (const label of labels) seen[label]!++;
    const list = listOf[node]!;
    for (let i = lists.start[list]!; i < lists.start[list + 1]!; i++) {
      const label = lists.items[i]!;
      if (seen[label] === labelsOf[node]!.length) items.push(label);
    }
    start.push(items.length);
    known.set(key, start.length - 2);
    return start.length - 2;
  });
  return { listOf: narrowed, lists: { start: Int32Array.from(start), items: Int32Array.from(items) } };
}
