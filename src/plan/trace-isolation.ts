import { buildPlacement } from '../graph/build-placement.ts';
import { isolateTerminals } from '../solve/placement/isolating-cuts.ts';
import type { MultiwayCutInput } from './multiwaycut.ts';

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
 * What the approximation of Dahlhaus et al. does with a reliable deployment problem in which every service has a candidate.
 * A maximum flow for each target.
 */
export function traceIsolation({ services, infrastructure, candidates, weightOf }: MultiwayCutInput): IsolationTrace {
  const options = weightOf === undefined ? {} : { weightOf };
  const placement = buildPlacement(services, infrastructure, candidates, options);
  const { record } = isolateTerminals(placement.instance);
  const serviceNames = (numbers: ArrayLike<number>) => Array.from(numbers, number => placement.services[number] ?? '');
  return {
    candidateWeight: record.candidateWeight,
    cuts: record.cuts.map(({ terminal, weight, nodes }) => ({
      target: placement.targets[terminal] ?? '',
      weight,
      services: serviceNames(nodes),
    })),
    dropped: placement.targets[record.dropped],
    orphans: serviceNames(record.orphans),
  };
}
