import { buildPlacement } from '../graph/build-placement.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { type PlacementOptions, type PlacementSolution, solvePlacement } from '../solve/placement/solve-placement.ts';
import { verifyPlacement } from '../verify/verify-placement.ts';
import { readBack } from './read-back.ts';

/** What is to be placed. */
export interface MultiwayCutInput {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** The candidates of each service. */
  readonly candidates: Distribution;
  readonly previous?: Distribution | undefined;
  readonly weightOf?: LinkWeight | undefined;
}

/** The reliable plan, or why there is none. */
export type MultiwayCutPlan =
  | { readonly kind: 'planned'; readonly distribution: Distribution; readonly solution: PlacementSolution }
  /** There is no plan: these services may go nowhere. */
  | { readonly kind: 'impossible'; readonly withoutCandidates: readonly string[] };

/** The reliable plan: one candidate for each service, so that the fewest dependencies are network links. models → instance → solve → verify → model. */
export function planMultiwayCut(input: MultiwayCutInput, options: PlacementOptions): MultiwayCutPlan {
  const { services, infrastructure, candidates, previous } = input;
  const withoutCandidates = [...candidates.mappings]
    .filter(([, mappings]) => mappings.length === 0)
    .map(([name]) => name);
  if (withoutCandidates.length > 0) return { kind: 'impossible', withoutCandidates };
  const { instance, ...names } = buildPlacement(services, infrastructure, candidates, { ...input, previous });
  const solution = solvePlacement(instance, options);
  const faults = verifyPlacement(instance, solution);
  if (faults.length > 0) throw new Error(`the plan does not hold what it promises: ${faults.join('; ')}`);
  const distribution = readBack(candidates, names.services, names.targets, solution.assignment);
  return { kind: 'planned', distribution, solution };
}
