import { toBytes } from '../../base/bytes.ts';
import { planGraphCol } from '../../plan/index.ts';
import type { Finding } from '../input-error.ts';
import { checkOptions, type OptionRules, oneOf, seconds, text } from '../option-rules.ts';
import { type GraphsOption, graphsRules, type PlanGraphs, toPlanGraphs } from './graphs.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import type { NoPlan } from './no-plan.ts';
import { openPrograms, report } from './outcome.ts';
import { toPlainDistribution, toTexts } from './plain.ts';
import type { PlainDistribution } from './plain-distribution.ts';

/** How the fragile plan is looked for. */
export interface GraphColouringOptions extends GraphsOption {
  /** `auto` (when left out), `exact` (without tabu search), or `dsatur` (a first colouring). */
  readonly algorithm?: 'auto' | 'exact' | 'dsatur' | undefined;
  /** Seconds after which the best colouring so far is returned: 5 when left out. */
  readonly timeLimit?: number | undefined;
  /** Targets with the least of this property are used first, those without it last; by name where left out. */
  readonly targetProperty?: string | undefined;
}

const rules: OptionRules<GraphColouringOptions> = {
  algorithm: oneOf('auto', 'exact', 'dsatur'),
  timeLimit: seconds,
  targetProperty: text,
  ...graphsRules,
};

/** The fragile plan, and how many targets there must be at least. */
export interface FragilePlan extends Partial<PlanGraphs> {
  readonly kind: 'planned';
  readonly distribution: PlainDistribution;
  /** How many targets are used. */
  readonly targets: number;
  /** No plan uses fewer. */
  readonly lowerBound: number;
  readonly optimal: boolean;
  /** Whether the bound is recounted by code that shares nothing with the search; else it is by search alone. */
  readonly certified: boolean;
  /** The largest set of services found that all depend on each other. */
  readonly clique: readonly string[];
  /** Whether the clock ended a search before its work was done: the same models may then have another answer. */
  readonly endedByClock: boolean;
  readonly warnings: readonly Finding[];
}

/**
 * The fragile plan: every dependency a network link, on the fewest targets. Pins and candidates are kept. The plan and
 * its bound are checked before they are returned.
 *
 * Exponential at worst, ended by the time limit; see `docs/colouring.md` for the algorithms and their papers.
 *
 * @throws InputError for pins that are wrong, or a property that is no number
 *
 * @example
 * ```ts
 * import { graphColouring, loadModels } from 'dydisnix';
 *
 * const models = await loadModels({
 *   services: 'rec { a = { name = "a"; dependsOn = { inherit a; }; }; }',
 *   infrastructure: '{ test1 = { }; }',
 * });
 * const plan = await graphColouring(models);
 * if (plan.kind === 'impossible') console.log(plan.reason); // self-dependency
 * ```
 */
export async function graphColouring(
  models: Models,
  options: GraphColouringOptions = {},
): Promise<FragilePlan | NoPlan> {
  checkOptions(options, rules);
  const { algorithm = 'auto', timeLimit = 5 } = options;
  const targetProperty = options.targetProperty === undefined ? undefined : toBytes(options.targetProperty);
  const { distribution, ...known } = contentsOf(models);
  const solving = { algorithm, timeLimit, targetProperty, programs: await openPrograms(models) };
  return report(
    models,
    findings => planGraphCol({ ...known, candidates: distribution }, solving, findings),
    plan => {
      const { count, lowerBound, optimal, certified } = plan.proof.solution;
      return {
        distribution: toPlainDistribution(plan.distribution),
        ...{ targets: count, lowerBound, optimal, certified },
        clique: toTexts(plan.proof.clique),
        ...toPlanGraphs(plan, options),
      };
    },
  );
}
