import type { PlacementGraph } from '../graph/problem-graph.ts';
import { freezePlacement, recordExpansion, type Timing } from '../solve/index.ts';

/** The expansion moves of α-expansion, by name. Weights are those of the network links. */
export interface ExpansionTrace {
  /** The network links when each service stands where it saves most by itself. */
  readonly start: number;
  /** The expansions that gained something, in the order in which they were done. */
  readonly rounds: readonly ExpansionRound[];
  /** The network links in the end: where no expansion gains any more, unless time was over. */
  readonly end: number;
  readonly finished: boolean;
}

/** One target expands: these services move there, all at once. */
export interface ExpansionRound {
  readonly target: string;
  readonly services: readonly string[];
  readonly before: number;
  readonly after: number;
}

/**
 * What α-expansion (Boykov, Veksler, Zabih) does with a reliable deployment problem in which every service has a
 * candidate, from the same start and in the same order as the solver `expansion`. Two maximum flows or more for each
 * target; at most `timeLimit` seconds.
 */
export function traceExpansion(
  problem: PlacementGraph,
  search: Timing & { readonly timeLimit: number },
): ExpansionTrace {
  const { graph, instance, nodes, labels } = freezePlacement(problem);
  const nameOf = (node: number | undefined) => graph.nodeAt(node ?? -1).name;
  const { start, moves, end, finished } = recordExpansion(instance, search);
  const rounds = moves.map(({ label, nodes: moved, before, after }) => ({
    target: nameOf(labels[label]),
    services: Array.from(moved, number => nameOf(nodes[number])),
    before,
    after,
  }));
  return { start, rounds, end, finished };
}
