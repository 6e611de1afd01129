import { planMultiwayCut, summarisePlace } from '../../plan/index.ts';
import type { Finding } from '../input-error.ts';
import { checkOptions, type OptionRules, oneOf, seconds } from '../option-rules.ts';
import { type GraphsOption, graphsRules, type PlanGraphs, toPlanGraphs } from './graphs.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import type { NoPlan } from './no-plan.ts';
import { openPrograms, report } from './outcome.ts';
import { toPlainDistribution } from './plain.ts';
import type { PlainDistribution } from './plain-distribution.ts';

/** How the reliable plan is looked for. */
export interface MultiwayCutOptions extends GraphsOption {
  /**
   * `auto` (when left out): all that there is. `isolation` and `expansion`: the approximations of that name. `exact`:
   * integer programming, in Node.
   */
  readonly algorithm?: 'auto' | 'isolation' | 'expansion' | 'exact' | undefined;
  /** Seconds after which the best plan so far is returned: 10 when left out. */
  readonly timeLimit?: number | undefined;
}

const rules: OptionRules<MultiwayCutOptions> = {
  algorithm: oneOf('auto', 'isolation', 'expansion', 'exact'),
  timeLimit: seconds,
  ...graphsRules,
};

/** Something said of each of the three that a reliable plan has few of. */
export interface ProvedOfPlan {
  readonly links: boolean;
  readonly targets: boolean;
  readonly moves: boolean;
}

/** The reliable plan, and how far it is from the best one. */
export interface ReliablePlan extends Partial<PlanGraphs> {
  readonly kind: 'planned';
  readonly distribution: PlainDistribution;
  /** The weight of the dependencies that cross the network, and of all. */
  readonly links: number;
  readonly totalLinks: number;
  /** No plan has fewer links. */
  readonly lowerBound: number;
  /** Whether `links` equals `lowerBound`. */
  readonly optimal: boolean;
  /** How many targets are used, and how many services are not where they were in the previous plan. */
  readonly targets: number;
  readonly moves: number;
  /** Whether no plan has fewer: links at all, targets with so few links, moves with so few of both. */
  readonly proved: ProvedOfPlan;
  /** Whether code that shares nothing with the search has recounted what is known of other plans; else by search. */
  readonly certified: ProvedOfPlan;
  /** Whether the clock ended a search before its work was done: the same models may then have another answer. */
  readonly endedByClock: boolean;
  readonly warnings: readonly Finding[];
}

/**
 * The reliable plan: of all plans one with the fewest network links (weighted by `linkWeights`), then with the fewest
 * targets, then with the fewest services moved away from the previous plan. Pins are kept. The plan and its bound are
 * checked before they are returned.
 *
 * Exponential at worst, ended by the time limit; see `docs/placement.md` for the algorithms and their papers.
 *
 * @throws InputError for pins and weights that are wrong
 *
 * @example
 * ```ts
 * import { loadModels, multiwayCut } from 'dydisnix';
 *
 * const models = await loadModels({
 *   services: 'rec { web = { dependsOn = { inherit db; }; }; db = { pinnedTo = "test2"; }; }',
 *   infrastructure: '{ test1 = { }; test2 = { }; }',
 * });
 * const plan = await multiwayCut(models);
 * if (plan.kind === 'planned') console.log(plan.distribution, plan.links); // { db: [ 'test2' ], web: [ 'test2' ] } 0
 * ```
 */
export async function multiwayCut(models: Models, options: MultiwayCutOptions = {}): Promise<ReliablePlan | NoPlan> {
  checkOptions(options, rules);
  const { algorithm = 'auto', timeLimit = 10 } = options;
  const { distribution, ...known } = contentsOf(models);
  const programs = await openPrograms(models);
  return report(
    models,
    findings => planMultiwayCut({ ...known, candidates: distribution }, { algorithm, timeLimit, programs }, findings),
    plan => {
      const { links, totalLinks, lowerBound, optimal, labels, moves, proved, certified } = summarisePlace(plan);
      return {
        distribution: toPlainDistribution(plan.distribution),
        ...{ links, totalLinks, lowerBound, optimal, targets: labels, moves },
        proved: toProved(proved),
        certified: toProved(certified),
        ...toPlanGraphs(plan, options),
      };
    },
  );
}

/** Labels are targets to whoever reads. */
function toProved({ links, labels, moves }: Readonly<Record<'links' | 'labels' | 'moves', boolean>>): ProvedOfPlan {
  return { links, targets: labels, moves };
}
