// Typed arrays are indexed within bounds that the loops establish, hence `!`.

import { readWeights, type WeightOptions } from './exact-weights.ts';
import { GraphError } from './graph-error.ts';
import { findNode, type NumberedGraph, readGraph } from './read-graph.ts';
import type { ReadableGraph } from './readable-graph.ts';

/** A multiway cut in numbers. Terminals are numbered in the order of their nodes. */
export interface CutProblem extends NumberedGraph {
  /** Edge → its weight in whole units; directions do not count. */
  readonly units: Float64Array;
  toWeight(units: number): number;
  /** Terminal → its node, ascending. */
  readonly terminals: readonly number[];
  /** The edges of a node. */
  edgesOf(node: number): Int32Array;
  /** Node → its group: nodes that some path joins. */
  readonly groupOf: Int32Array;
  /** Group → its terminals, ascending. */
  readonly terminalsOf: readonly (readonly number[])[];
}

/** @throws GraphError `unknown-node`, `same-node`, `weight` or `sum-of-weights` */
export function readCutProblem(graph: ReadableGraph, terminals: Iterable<string>, options: WeightOptions): CutProblem {
  const numbered = readGraph(graph);
  const nodes = numberTerminals(numbered, terminals);
  const edgesOf = listEdges(numbered);
  const { groupOf, count } = findGroups(numbered, edgesOf);
  const terminalsOf = Array.from({ length: count }, (): number[] => []);
  nodes.forEach((node, terminal) => void terminalsOf[groupOf[node]!]?.push(terminal));
  return {
    ...numbered,
    ...readWeights(graph, numbered.edges, options),
    terminals: nodes,
    edgesOf,
    groupOf,
    terminalsOf,
  };
}

function numberTerminals(graph: NumberedGraph, terminals: Iterable<string>): number[] {
  const nodes = new Set<number>();
  for (const name of terminals) {
    const node = findNode(graph, name, 'terminal');
    if (nodes.has(node)) throw new GraphError('same-node', `the terminal "${name}" is named twice`);
    nodes.add(node);
  }
  return [...nodes].sort((a, b) => a - b);
}

/** The edges of each node; a loop stands there twice. O(n + m). */
function listEdges({ names, from, to }: NumberedGraph): (node: number) => Int32Array {
  const start = new Int32Array(names.length + 1);
  for (const ends of [from, to]) for (const node of ends) start[node + 1]!++;
  for (let node = 0; node < names.length; node++) start[node + 1]! += start[node]!;
  const next = start.slice();
  const edges = new Int32Array(2 * from.length);
  for (let e = 0; e < from.length; e++) {
    edges[next[from[e]!]!++] = e;
    edges[next[to[e]!]!++] = e;
  }
  return node => edges.subarray(start[node], start[node + 1]);
}

function findGroups(
  { names, from, to }: NumberedGraph,
  edgesOf: CutProblem['edgesOf'],
): { groupOf: Int32Array; count: number } {
  const groupOf = new Int32Array(names.length).fill(-1);
  let count = 0;
  for (let root = 0; root < names.length; root++) {
    if (groupOf[root] !== -1) continue;
    const group = count++;
    groupOf[root] = group;
    const open = [root];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const e of edgesOf(node)) {
        const other = from[e] === node ? to[e]! : from[e]!;
        if (groupOf[other] !== -1) continue;
        groupOf[other] = group;
        open.push(other);
      }
    }
  }
  return { groupOf, count };
}
