import { toBytes } from '../../base/bytes.ts';
import { planMinSetCover } from '../../plan/index.ts';
import type { Finding } from '../input-error.ts';
import { checkOptions, type OptionRules, oneOf, seconds, text } from '../option-rules.ts';
import { type GraphsOption, graphsRules, type PlanGraphs, toPlanGraphs } from './graphs.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import type { NoPlan } from './no-plan.ts';
import { openPrograms, report } from './outcome.ts';
import { toPlainDistribution, toTexts } from './plain.ts';
import type { PlainDistribution } from './plain-distribution.ts';

/** What targets cost, and how they are chosen. */
export interface MinimumSetCoverOptions extends GraphsOption {
  /** The property of a target that says what it costs. A target without it is left out, with a warning. */
  readonly targetProperty: string;
  /** `exact` (when left out): the cheapest within the time limit, in Node by integer programming. `greedy`: quickly. */
  readonly algorithm?: 'exact' | 'greedy' | undefined;
  /** Seconds for `exact`: 10 when left out. */
  readonly timeLimit?: number | undefined;
}

const rules: OptionRules<MinimumSetCoverOptions> = {
  targetProperty: text,
  algorithm: oneOf('exact', 'greedy'),
  timeLimit: seconds,
  ...graphsRules,
};

/** The cheapest targets, and how far they are from the cheapest there are. */
export interface CoverPlan extends Partial<PlanGraphs> {
  readonly kind: 'planned';
  readonly distribution: PlainDistribution;
  /** The targets chosen, in byte order. */
  readonly targets: readonly string[];
  /** What they cost together, in decimal notation, and what no choice is cheaper than. */
  readonly cost: string;
  readonly lowerBound: string;
  /** Whether these are equal. */
  readonly optimal: boolean;
  /** Whether the bound is recounted by code that shares nothing with the search; else it is by search alone. */
  readonly certified: boolean;
  /** Whether the clock ended a search before its work was done: the same models may then have another answer. */
  readonly endedByClock: boolean;
  readonly warnings: readonly Finding[];
}

/**
 * The cheapest set of targets that hosts every service. Pins are kept. Costs are exact decimals. The cover and its
 * bound are checked before they are returned. Exponential at worst for `exact`, which is ended by the time limit; see
 * `docs/qos.md`.
 *
 * @throws InputError for pins and costs that are wrong
 *
 * @example
 * ```ts
 * import { loadModels, minimumSetCover } from 'dydisnix';
 *
 * const models = await loadModels({
 *   services: '{ web = { }; db = { }; }',
 *   infrastructure: '{ test1.properties.cost = 4; test2.properties.cost = 2.5; }',
 * });
 * const plan = await minimumSetCover(models, { targetProperty: 'cost' });
 * if (plan.kind === 'planned') console.log(plan.targets, plan.cost); // [ 'test2' ] 2.5
 * ```
 */
export async function minimumSetCover(models: Models, options: MinimumSetCoverOptions): Promise<CoverPlan | NoPlan> {
  checkOptions(options, rules, ['targetProperty']);
  const { algorithm = 'exact', timeLimit = 10 } = options;
  const targetProperty = toBytes(options.targetProperty);
  const { distribution, ...known } = contentsOf(models);
  const covering = { algorithm, timeLimit, targetProperty, programs: await openPrograms(models) };
  return report(
    models,
    findings => planMinSetCover({ ...known, candidates: distribution }, covering, findings),
    plan => {
      const { cost, lowerBound, optimal, certified, targets } = plan.proof;
      return {
        distribution: toPlainDistribution(plan.distribution),
        ...{ targets: toTexts(targets), cost, lowerBound, optimal, certified },
        ...toPlanGraphs(plan, options),
      };
    },
  );
}
