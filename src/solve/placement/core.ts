/**
 * What the steps of placement work on: the core of a problem, and what is read off it.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */

/** Candidate lists that nodes share, as in the instance: those of a node begin at `firstCandidate`, ascending. */
interface Lists {
  readonly listOf: Int32Array;
  readonly listStart: Int32Array;
  readonly listLabels: Int32Array;
}

/**
 * What is left to decide of a placement problem. Its nodes are those with two or more candidates; the objective is
 * turned round: instead of few links cut, much weight *saved*, that is kept inside one label:
 *
 *   links = totalWeight - certainlySaved - Σ gains of the chosen candidates - Σ weight of edges whose ends chose alike
 *
 * Nodes are numbered component by component (and breadth first within one), so a component is a range of nodes.
 */
export interface PlacementCore extends Lists {
  readonly nodeCount: number;
  /** Node → the node of the instance that it is. */
  readonly original: Int32Array;
  readonly labelCount: number;
  /** What choosing a candidate saves by itself (edges to nodes that are fixed there): sparse, by node. */
  readonly gainStart: Int32Array;
  readonly gainLabel: Int32Array;
  readonly gainValue: Float64Array;
  /** Edges between nodes that have a candidate in common, `edgeU < edgeV`, ascending. */
  readonly edgeU: Int32Array;
  readonly edgeV: Int32Array;
  readonly edgeWeight: Float64Array;
  /** Node → its edges, ascending by the neighbour. */
  readonly incidentStart: Int32Array;
  readonly incidentEdge: Int32Array;
  readonly incidentNode: Int32Array;
  /** Component → its first node; one entry more than there are components. */
  readonly componentStart: Int32Array;
  readonly totalWeight: number;
  readonly certainlySaved: number;
  /** Node of the instance → its only candidate, or -1 where there is a choice. */
  readonly fixedLabel: Int32Array;
}

/**
 * The candidates that are left to the nodes `from` and on: those of a node are `start[node - from]` to
 * `start[node - from + 1] - 1` in `dead`, where 1 marks one that is ruled out.
 */
export interface Domain {
  readonly from: number;
  readonly start: Int32Array;
  readonly dead: Uint8Array;
  /** Node - from → how many candidates it has left. */
  readonly left: Int32Array;
}

/** Whole numbers of units; 32 bits where the heaviest weight fits. */
export type Shares = Int32Array | Float64Array;

/** Where the candidates of a node begin in `listLabels`. */
export function firstCandidate({ listOf, listStart }: Lists, node: number): number {
  return listStart[listOf[node]!]!;
}

/** Where the candidates of a node end in `listLabels`: one behind the last. */
export function endOfCandidates({ listOf, listStart }: Lists, node: number): number {
  return listStart[listOf[node]! + 1]!;
}

/** How many candidates a node has. */
export function countCandidates({ listOf, listStart }: Lists, node: number): number {
  const list = listOf[node]!;
  return listStart[list + 1]! - listStart[list]!;
}

/** How many candidates all nodes of a core have together. */
export function countAllCandidates(core: PlacementCore): number {
  let count = 0;
  for (let node = 0; node < core.nodeCount; node++) count += countCandidates(core, node);
  return count;
}

/** The length of the longest list of candidates. */
export function mostCandidates({ listStart }: Lists): number {
  let most = 0;
  for (let list = 0; list + 1 < listStart.length; list++) {
    most = Math.max(most, listStart[list + 1]! - listStart[list]!);
  }
  return most;
}

/** The plan that a choice of labels for the nodes stands for: one label for each node of the instance. */
export function completePlan(core: PlacementCore, choice: ArrayLike<number>): Int32Array {
  const plan = Int32Array.from(core.fixedLabel);
  for (let node = 0; node < core.nodeCount; node++) plan[core.original[node]!] = choice[node]!;
  return plan;
}

/** The weight that a choice saves among the nodes `from` to `to - 1`, edges counted at their lower end. */
export function savedBy(core: PlacementCore, choice: Int32Array, from: number, to: number): number {
  let saved = 0;
  for (let node = from; node < to; node++) {
    saved += gainAt(core, node, choice[node]!);
    for (let i = core.incidentStart[node + 1]! - 1; i >= core.incidentStart[node]!; i--) {
      const other = core.incidentNode[i]!;
      if (other < node) break;
      if (choice[other] === choice[node]) saved += core.edgeWeight[core.incidentEdge[i]!]!;
    }
  }
  return saved;
}

/** What choosing `label` saves at a node by itself. */
export function gainAt(core: PlacementCore, node: number, label: number): number {
  const { gainStart, gainLabel } = core;
  for (let i = gainStart[node]!; i < gainStart[node + 1]!; i++) {
    if (gainLabel[i] === label) return core.gainValue[i]!;
  }
  return 0;
}
