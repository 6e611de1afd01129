import type { PlacementGraph } from '../graph/problem-graph.ts';
import { AlphaExpansion, Budget, freezePlacement, LinkSearch, reduce, savedBy } from '../solve/index.ts';

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
 * What α-expansion (Boykov, Veksler, Zabih) does with a reliable deployment problem in which every service has a candidate, from the same start
 * and in the same order as the solver `expansion`. Two maximum flows or more for each target; at most `timeLimit` seconds.
 */
export function traceExpansion(problem: PlacementGraph, { timeLimit }: { readonly timeLimit: number }): ExpansionTrace {
  const { graph, instance, nodes, labels } = freezePlacement(problem);
  const nameOf = (node: number | undefined) => graph.nodeAt(node ?? -1).name;
  const core = reduce(instance);
  const choice = Int32Array.from(new LinkSearch(core).choice);
  const expansion = new AlphaExpansion(core);
  const budget = new Budget(timeLimit);
  const goOn = () => !budget.isSpent();
  const start = core.totalWeight - core.certainlySaved - savedBy(core, choice, 0, core.nodeCount);
  const rounds: ExpansionRound[] = [];
  let links = start;
  let sinceLast = 0;
  for (let target = 0; sinceLast < core.labelCount && goOn(); target = (target + 1) % core.labelCount) {
    const earlier = Int32Array.from(choice);
    const gain = expansion.expand(choice, target, goOn);
    sinceLast = gain > 0 ? 1 : sinceLast + 1;
    if (gain === 0) continue;
    const moved = Array.from(core.original).filter((_, node) => choice[node] !== earlier[node]);
    rounds.push({
      target: nameOf(labels[target]),
      services: moved.sort((a, b) => a - b).map(number => nameOf(nodes[number])),
      before: links,
      after: links - gain,
    });
    links -= gain;
  }
  return { start, rounds, end: links, finished: sinceLast >= core.labelCount };
}
