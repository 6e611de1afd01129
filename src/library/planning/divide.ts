import { toBytes } from '../../base/bytes.ts';
import { planDivision } from '../../plan/index.ts';
import type { Finding } from '../input-error.ts';
import { checkOptions, data, listOf, type OptionRules, oneOf, seconds } from '../option-rules.ts';
import { type GraphsOption, graphsRules, type PlanGraphs, toPlanGraphs } from './graphs.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import type { NoPlan } from './no-plan.ts';
import { openPrograms, report } from './outcome.ts';
import { toPlainDistribution } from './plain.ts';
import type { PlainDistribution } from './plain-distribution.ts';

/** By what services are divided, and how. */
export interface DivideOptions extends GraphsOption {
  /** The properties that say what a service needs and what a target has of it, resource by resource. Any units. */
  readonly resources: readonly { readonly serviceProperty: string; readonly targetProperty: string }[];
  /**
   * `exact` (when left out): a division is found, or none exists, within the time limit; in Node by integer
   * programming. The others go from service to service, without looking back, to the first target with enough left
   * (`greedy`), or to the one with the most or the least left.
   */
  readonly strategy?: 'exact' | 'greedy' | 'highest-bidder' | 'lowest-bidder' | undefined;
  /** Seconds for `exact`: 10 when left out. */
  readonly timeLimit?: number | undefined;
}

const rules: OptionRules<DivideOptions> = {
  resources: listOf(data, '{ serviceProperty, targetProperty }'),
  strategy: oneOf('exact', 'greedy', 'highest-bidder', 'lowest-bidder'),
  timeLimit: seconds,
  ...graphsRules,
};

/** A plan in which no target is asked for more than it has. */
export interface DividedPlan extends Partial<PlanGraphs> {
  readonly kind: 'planned';
  readonly distribution: PlainDistribution;
  /** Whether the clock ended a search before its work was done: the same models may then have another answer. */
  readonly endedByClock: boolean;
  readonly warnings: readonly Finding[];
}

/**
 * Divides services over their candidates by what they need. Pins are kept. Amounts are exact. A division, and a proof
 * that there is none, are checked before they are returned. Exponential at worst for `exact`; see `docs/qos.md`.
 *
 * @throws InputError for pins and properties that are wrong
 *
 * @example
 * ```ts
 * import { divide, loadModels } from 'dydisnix';
 *
 * const models = await loadModels({
 *   services: '{ web = { memory = 3; }; db = { memory = 2; }; }',
 *   infrastructure: '{ test1.properties.memory = 4; test2.properties.memory = 2; }',
 * });
 * const plan = await divide(models, { resources: [{ serviceProperty: 'memory', targetProperty: 'memory' }] });
 * if (plan.kind === 'planned') console.log(plan.distribution); // { db: [ 'test2' ], web: [ 'test1' ] }
 * ```
 */
export async function divide(models: Models, options: DivideOptions): Promise<DividedPlan | NoPlan> {
  checkOptions(options, rules, ['resources']);
  const { strategy = 'exact', timeLimit = 10 } = options;
  const resources = options.resources.map(({ serviceProperty, targetProperty }) => ({
    serviceProperty: toBytes(serviceProperty),
    targetProperty: toBytes(targetProperty),
  }));
  const { distribution, ...known } = contentsOf(models);
  const dividing = { strategy, timeLimit, resources, programs: await openPrograms(models) };
  return report(
    models,
    findings => planDivision({ ...known, candidates: distribution }, dividing, findings),
    plan => ({ distribution: toPlainDistribution(plan.distribution), ...toPlanGraphs(plan, options) }),
  );
}
