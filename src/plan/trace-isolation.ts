import type { PlacementGraph } from '../graph/problem-graph.ts';
import { freezePlacement, isolateTerminals } from '../solve/index.ts';

/** The steps of the multiway cut approximation, by name. */
export interface IsolationTrace {
  readonly candidateWeight: number;
  /** For each target the cheapest cut that separates it from all others, and the services that stay on its side. */
  readonly cuts: readonly { readonly target: string; readonly weight: number; readonly services: readonly string[] }[];
  /** The target whose cut is not made: the heaviest. Undefined without targets. */
  readonly dropped: string | undefined;
  /** The services that the cuts leave without a target. */
  readonly orphans: readonly string[];
}

/**
 * What the approximation of Dahlhaus et al. does with a reliable deployment problem in which every service has a
 * candidate. A maximum flow for each target.
 */
export function traceIsolation(problem: PlacementGraph): IsolationTrace {
  const { graph, instance, nodes, labels } = freezePlacement(problem);
  const { record } = isolateTerminals(instance);
  const nameOf = (node: number | undefined) => graph.nodeAt(node ?? -1).name;
  const serviceNames = (numbers: ArrayLike<number>) => Array.from(numbers, number => nameOf(nodes[number]));
  return {
    candidateWeight: record.candidateWeight,
    cuts: record.cuts.map(({ terminal, weight, nodes }) => ({
      target: nameOf(labels[terminal]),
      weight,
      services: serviceNames(nodes),
    })),
    dropped: labels[record.dropped] === undefined ? undefined : nameOf(labels[record.dropped]),
    orphans: serviceNames(record.orphans),
  };
}
