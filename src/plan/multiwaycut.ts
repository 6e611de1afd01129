import { buildPlacement } from '../graph/build-placement.ts';
import type { LinkWeight } from '../model/decode-link-weights.ts';
import type { Distribution, Mapping } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { type PlacementOptions, type PlacementSolution, solvePlacement } from '../solve/placement/solve-placement.ts';
import { verifyPlacement } from '../solve/placement/verify-placement.ts';

export interface MultiwayCutInput {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** The candidates of each service. */
  readonly candidates: Distribution;
  readonly previous?: Distribution | undefined;
  readonly weightOf?: LinkWeight | undefined;
}

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
  const placement = buildPlacement(services, infrastructure, candidates, { ...input, previous });
  const solution = solvePlacement(placement.instance, options);
  const faults = verifyPlacement(placement.instance, solution);
  if (faults.length > 0) throw new Error(`the plan does not hold what it promises: ${faults.join('; ')}`);
  return { kind: 'planned', distribution: readBack(placement, candidates, solution.assignment), solution };
}

/** The candidate that was chosen, with the container that the model gave it. */
function readBack(
  { services, targets }: { readonly services: readonly string[]; readonly targets: readonly string[] },
  candidates: Distribution,
  assignment: Int32Array,
): Distribution {
  const mappings = services.map((service, number): readonly [string, readonly Mapping[]] => {
    const target = targets[assignment[number] ?? -1];
    const chosen = (candidates.mappings.get(service) ?? []).find(mapping => mapping.target === target);
    return [service, chosen === undefined ? [] : [chosen]];
  });
  return { mappings: new Map(mappings) };
}
