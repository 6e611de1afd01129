/**
 * Problem    Make a placement problem smaller without losing any best plan.
 * Steps      Nodes with one candidate are fixed, and merged into their label (their edges become gains of their
 *            neighbours); edges whose ends have no candidate in common are always cut and leave the problem; connected
 *            components are told apart.
 * Guarantee  Every plan of the instance is a choice of the core with the objective above, and the other way round.
 * Time       O(n + m + k + common candidates of distinct pairs of lists).
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

import { lowerBound } from '../../base/search.ts';
import { groupBy, groupEnds } from '../graph/group-by.ts';
import { countCandidates, firstCandidate, type PlacementCore } from './core.ts';
import { type PlacementInstance, sortEdges } from './placement-instance.ts';

/** What counts, and how much. */
export interface Objective {
  /** What a saved unit of weight counts. */
  readonly scale: number;
  /** What a node that stays where it was counts. */
  readonly stay: number;
}

/** The core of an instance; `objective`: what saved weight and nodes that stay count, by default weight alone. */
export function reduce(instance: PlacementInstance, objective: Objective = { scale: 1, stay: 0 }): PlacementCore {
  const { scale, stay } = objective;
  const { listOf, listStart, listLabels, labelCount } = instance;
  const fixedLabel = fixSingles(instance);
  const meet = new ListMeeting(instance);
  const gains = new GainLists(instance.nodeCount);
  const { keptEdge, ofEdges } = sortOutEdges(instance, fixedLabel, meet, gains, scale);
  const ofStays = stay > 0 ? countStays(instance, fixedLabel, meet, gains, stay) : nothing;
  const { original, nodeOf, componentStart } = orderByComponent(instance, fixedLabel, keptEdge);
  return {
    nodeCount: original.length,
    original,
    labelCount,
    listOf: original.map(v => listOf[v]!),
    listStart,
    listLabels,
    ...gains.toArrays(original),
    ...renumberEdges(instance, nodeOf, keptEdge, original.length, scale),
    componentStart,
    totalWeight: ofEdges.total + ofStays.total,
    certainlySaved: ofEdges.certainlySaved + ofStays.certainlySaved,
    fixedLabel,
  };
}

/** What there is to save, and what of it every plan saves. */
interface Savings {
  readonly total: number;
  readonly certainlySaved: number;
}

const nothing: Savings = { total: 0, certainlySaved: 0 };

/** Node → its only candidate, or -1. */
function fixSingles(instance: PlacementInstance): Int32Array {
  const fixedLabel = new Int32Array(instance.nodeCount).fill(-1);
  for (let v = 0; v < instance.nodeCount; v++) {
    if (countCandidates(instance, v) === 1) fixedLabel[v] = instance.listLabels[firstCandidate(instance, v)]!;
  }
  return fixedLabel;
}

/** Keeps the edges that leave a choice; those of fixed nodes become gains of their neighbours. */
function sortOutEdges(
  { edgeU, edgeV, edgeWeight, listOf }: PlacementInstance,
  fixedLabel: Int32Array,
  meet: ListMeeting,
  gains: GainLists,
  scale: number,
): { keptEdge: Int32Array; ofEdges: Savings } {
  let total = 0;
  let certainlySaved = 0;
  const keptEdge = new Int32Array(edgeU.length);
  let kept = 0;
  for (let e = 0; e < edgeU.length; e++) {
    const u = edgeU[e]!;
    const v = edgeV[e]!;
    const weight = edgeWeight[e]! * scale;
    total += weight;
    const atU = fixedLabel[u]!;
    const atV = fixedLabel[v]!;
    if (atU >= 0 && atV >= 0) {
      if (atU === atV) certainlySaved += weight;
    } else if (atU >= 0) {
      if (meet.contains(listOf[v]!, atU)) gains.add(v, atU, weight);
    } else if (atV >= 0) {
      if (meet.contains(listOf[u]!, atV)) gains.add(u, atV, weight);
    } else if (meet.intersects(listOf[u]!, listOf[v]!)) keptEdge[kept++] = e;
  }
  return { keptEdge: keptEdge.subarray(0, kept), ofEdges: { total, certainlySaved } };
}

/** Nodes that can stay where they are gain by it. */
function countStays(
  { nodeCount, previous, listOf }: PlacementInstance,
  fixedLabel: Int32Array,
  meet: ListMeeting,
  gains: GainLists,
  stay: number,
): Savings {
  let total = 0;
  let certainlySaved = 0;
  for (let v = 0; v < nodeCount; v++) {
    const now = previous[v]!;
    if (now < 0) continue;
    total += stay;
    if (fixedLabel[v]! >= 0) certainlySaved += fixedLabel[v] === now ? stay : 0;
    else if (meet.contains(listOf[v]!, now)) gains.add(v, now, stay);
  }
  return { total, certainlySaved };
}

/** Answers whether candidate lists contain a label or meet each other; remembers the last pairs by list. */
export class ListMeeting {
  readonly #instance: Pick<PlacementInstance, 'listStart' | 'listLabels'>;
  readonly #known = new Map<number, boolean>();

  constructor(instance: Pick<PlacementInstance, 'listStart' | 'listLabels'>) {
    this.#instance = instance;
  }

  contains(list: number, label: number): boolean {
    const { listStart, listLabels } = this.#instance;
    const end = listStart[list + 1]!;
    const at = lowerBound(listLabels, label, listStart[list]!, end);
    return at < end && listLabels[at] === label;
  }

  intersects(a: number, b: number): boolean {
    if (a === b) return true;
    const { listStart } = this.#instance;
    const lengths = listStart[a + 1]! - listStart[a]! + listStart[b + 1]! - listStart[b]!;
    if (lengths < 16) return this.#merge(a, b);
    const key = a * listStart.length + b;
    let answer = this.#known.get(key);
    if (answer === undefined) {
      answer = this.#merge(a, b);
      this.#known.set(key, answer);
    }
    return answer;
  }

  #merge(a: number, b: number): boolean {
    const { listStart, listLabels } = this.#instance;
    let i = listStart[a]!;
    let j = listStart[b]!;
    while (i < listStart[a + 1]! && j < listStart[b + 1]!) {
      const difference = listLabels[i]! - listLabels[j]!;
      if (difference === 0) return true;
      if (difference < 0) i++;
      else j++;
    }
    return false;
  }
}

/** Gains as they come in, per node of the instance: chains in typed arrays, doubles added up at the end. */
export class GainLists {
  readonly #first: Int32Array;
  #next: number[] = [];
  #label: number[] = [];
  #value: number[] = [];

  constructor(nodeCount: number) {
    this.#first = new Int32Array(nodeCount).fill(-1);
  }

  add(node: number, label: number, value: number): void {
    for (let i = this.#first[node]!; i >= 0; i = this.#next[i]!) {
      if (this.#label[i] === label) {
        this.#value[i]! += value;
        return;
      }
    }
    this.#next.push(this.#first[node]!);
    this.#label.push(label);
    this.#value.push(value);
    this.#first[node] = this.#label.length - 1;
  }

  toArrays(original: Int32Array): Pick<PlacementCore, 'gainStart' | 'gainLabel' | 'gainValue'> {
    const gainStart = new Int32Array(original.length + 1);
    const gainLabel = new Int32Array(this.#label.length);
    const gainValue = new Float64Array(this.#label.length);
    let length = 0;
    for (let node = 0; node < original.length; node++) {
      const own: number[] = [];
      for (let i = this.#first[original[node]!]!; i >= 0; i = this.#next[i]!) own.push(i);
      own.sort((a, b) => this.#label[a]! - this.#label[b]!);
      for (const i of own) {
        gainLabel[length] = this.#label[i]!;
        gainValue[length++] = this.#value[i]!;
      }
      gainStart[node + 1] = length;
    }
    return { gainStart, gainLabel, gainValue };
  }
}

function orderByComponent(
  instance: PlacementInstance,
  fixedLabel: Int32Array,
  keptEdge: Int32Array,
): { original: Int32Array; nodeOf: Int32Array; componentStart: Int32Array } {
  const { nodeCount, edgeU, edgeV } = instance;
  const { start, items: neighbour } = groupEnds(
    nodeCount,
    keptEdge.map(e => edgeU[e]!),
    keptEdge.map(e => edgeV[e]!),
  );
  const nodeOf = new Int32Array(nodeCount).fill(-1);
  const original = new Int32Array(nodeCount);
  const components: number[] = [0];
  let count = 0;
  let done = 0;
  for (let root = 0; root < nodeCount; root++) {
    if (fixedLabel[root]! >= 0 || nodeOf[root]! >= 0) continue;
    nodeOf[root] = count;
    original[count++] = root;
    for (; done < count; done++) {
      const v = original[done]!;
      for (let i = start[v]!; i < start[v + 1]!; i++) {
        const u = neighbour[i]!;
        if (nodeOf[u]! >= 0) continue;
        nodeOf[u] = count;
        original[count++] = u;
      }
    }
    components.push(count);
  }
  return { original: original.slice(0, count), nodeOf, componentStart: Int32Array.from(components) };
}

type CoreEdges = Pick<
  PlacementCore,
  'edgeU' | 'edgeV' | 'edgeWeight' | 'incidentStart' | 'incidentEdge' | 'incidentNode'
>;

function renumberEdges(
  instance: PlacementInstance,
  nodeOf: Int32Array,
  keptEdge: Int32Array,
  nodeCount: number,
  scale: number,
): CoreEdges {
  const sorted = sortEdges(
    nodeCount,
    Int32Array.from(keptEdge, e => nodeOf[instance.edgeU[e]!]!),
    Int32Array.from(keptEdge, e => nodeOf[instance.edgeV[e]!]!),
    Float64Array.from(keptEdge, e => instance.edgeWeight[e]! * scale),
  );
  return indexIncidence(nodeCount, sorted);
}

/** Adds to edges that ascend the incidence of their nodes. */
export function indexIncidence(
  nodeCount: number,
  sorted: Pick<PlacementCore, 'edgeU' | 'edgeV' | 'edgeWeight'>,
): CoreEdges {
  const { edgeU, edgeV } = sorted;
  const edgeCount = edgeU.length;
  // Edges ascend by (u, v): first each node's lower neighbours, then its higher ones, so both runs ascend.
  const end = new Int32Array(2 * edgeCount);
  end.set(edgeV);
  end.set(edgeU, edgeCount);
  const { start, items } = groupBy(
    nodeCount,
    end,
    end.map((_, i) => i % edgeCount),
  );
  const incidentNode = new Int32Array(2 * edgeCount);
  for (let v = 0; v < nodeCount; v++) {
    for (let i = start[v]!; i < start[v + 1]!; i++) incidentNode[i] = edgeU[items[i]!]! + edgeV[items[i]!]! - v;
  }
  return { ...sorted, incidentStart: start, incidentEdge: items, incidentNode };
}
