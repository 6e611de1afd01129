import { fromBytes, toBytes } from '../../base/bytes.ts';
import { Findings } from '../../base/findings.ts';
import { sortNames } from '../../base/order.ts';
import { type Explanation, explainPlacement, type Link, prepareRequest } from '../../plan/index.ts';
import { translateErrors } from '../translate-errors.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import { fromPlainDistribution, toTexts } from './plain.ts';
import type { PlainDistribution } from './plain-distribution.ts';

/** A dependency, seen from one of its ends. */
export interface ExplainedLink {
  /** The service at the other end. */
  readonly other: string;
  readonly weight: number;
}

/**
 * Why a link crosses the network. `no-common-candidate`, `pinned`: no plan can avoid it. `trade-off`: avoiding it costs
 * others. `short`: a resource does not suffice where they may meet. `port`: another service has a port there.
 * `avoidable`: for no reason; the two could meet, and
 * the links would be no heavier.
 */
export type NetworkLinkReason = 'no-common-candidate' | 'pinned' | 'trade-off' | 'short' | 'port' | 'avoidable';

/** Why a service is where it is. */
export interface ServiceExplanation {
  readonly service: string;
  readonly targets: readonly string[];
  /** Those of the targets that are no candidates: the plan does not keep to the models. */
  readonly misplaced: readonly string[];
  /** Dependencies that its place keeps inside a target. */
  readonly localLinks: readonly ExplainedLink[];
  /** Those that cross the network, and why. */
  readonly networkLinks: readonly (ExplainedLink & { readonly reason: NetworkLinkReason })[];
  /** Every other target, and how much heavier the network links would be with the service there. */
  readonly alternatives: readonly {
    readonly target: string;
    readonly isCandidate: boolean;
    readonly extraWeight: number;
  }[];
}

/**
 * Why each service of a plan is where it is, and what every other place would cost. O(links + services · (targets +
 * degree)), and sorting. See `docs/explain.md`.
 *
 * @param plan a distribution, such as that of a plan
 * @param only these services of it, in this order; all of them when left out
 * @throws InputError for pins and weights that are wrong
 *
 * @example
 * ```ts
 * import { explain, loadModels } from 'dydisnix';
 *
 * const models = await loadModels({
 *   services: 'rec { web = { name = "web"; dependsOn = { inherit db; }; }; db = { name = "db"; }; }',
 *   infrastructure: '{ test1 = { }; test2 = { }; }',
 * });
 * const [db] = await explain(models, { web: ['test1'], db: ['test2'] });
 * console.log(db?.networkLinks); // [ { other: 'web', weight: 1, reason: 'avoidable' } ]
 * ```
 */
export async function explain(
  models: Models,
  plan: PlainDistribution,
  only?: readonly string[],
): Promise<readonly ServiceExplanation[]> {
  const { services, infrastructure, distribution } = contentsOf(models);
  return translateErrors(() => {
    const findings = new Findings();
    const request = prepareRequest({ services, infrastructure, candidates: distribution }, findings);
    findings.throwIfErrors();
    const placed = fromPlainDistribution(plan);
    const names = only?.map(toBytes).filter(name => placed.mappings.has(name)) ?? sortNames(placed.mappings.keys());
    const { candidates, weightOf, ports } = request;
    const input = { services, infrastructure, plan: placed, candidates, weightOf, ports };
    return explainPlacement(input, names).map(toPlain);
  });
}

function toPlain({
  service,
  targets,
  misplaced,
  localLinks,
  networkLinks,
  alternatives,
}: Explanation): ServiceExplanation {
  return {
    service: fromBytes(service),
    targets: toTexts(targets),
    misplaced: misplaced.map(({ target }) => fromBytes(target)),
    localLinks: localLinks.map(toPlainLink),
    networkLinks: networkLinks.map(link => ({ ...toPlainLink(link), reason: link.reason })),
    alternatives: alternatives.map(({ target, isCandidate, extraWeight }) => ({
      target: fromBytes(target),
      isCandidate,
      extraWeight,
    })),
  };
}

function toPlainLink({ other, weight }: Link): ExplainedLink {
  return { other: fromBytes(other), weight };
}
