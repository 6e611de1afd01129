import { toBytes } from '../../base/bytes.ts';
import { decodePolicy } from '../../model/decode-policy.ts';
import { parseJson } from '../../nix/index.ts';
import { type AnyPlacePlan, planPlace, reportPlace, summarisePlace } from '../../plan/index.ts';
import type { PlacementProgress } from '../../solve/index.ts';
import type { Finding } from '../input-error.ts';
import { callback, checkOptions, data, flag, type OptionRules, seconds } from '../option-rules.ts';
import { type GraphsOption, graphsRules, type PlanGraphs, toPlanGraphs } from './graphs.ts';
import { contentsOf } from './model-contents.ts';
import type { Models } from './models.ts';
import type { NoPlan } from './no-plan.ts';
import { openPrograms, report } from './outcome.ts';
import type { PlacePolicy, PolicyMeasure } from './place-policy.ts';
import { toPlainDistribution } from './plain.ts';
import type { PlainDistribution } from './plain-distribution.ts';

/** What is demanded, and how the plan is looked for. */
export interface PlaceOptions extends GraphsOption {
  /** What a plan must keep, and what it should do well: see `docs/policy.md`. That of the models when left out. */
  readonly policy?: PlacePolicy | undefined;
  /** Whether services with `stateful = true` may leave the targets of the previous plan. */
  readonly moveStateful?: boolean | undefined;
  /** Seconds after which the best plan so far is returned: 10 when left out. */
  readonly timeLimit?: number | undefined;
  /** Is told what the search has so far, each time that it gets further. */
  readonly onProgress?: ((progress: PlaceProgress) => void) | undefined;
}

const rules: OptionRules<PlaceOptions> = {
  policy: data,
  moveStateful: flag,
  timeLimit: seconds,
  onProgress: callback,
  ...graphsRules,
};

/** How far the search for a plan is. */
export interface PlaceProgress {
  /** The weight of the network links of the best plan so far, and what no plan goes below. */
  readonly links: number;
  readonly lowerBound: number;
  readonly seconds: number;
}

/** One of the objectives, in their order. */
export interface PlacedObjective {
  /** What it is the sum of, with weights; one measure alone has the weight 1. */
  readonly measures: { readonly [measure in PolicyMeasure]?: number };
  readonly value: number;
  /** No plan that is as good in the objectives before goes below it, if these are proved. */
  readonly lowerBound: number;
  readonly proved: boolean;
  /** Whether the bound is recounted by code that shares nothing with the search; else it is by search alone. */
  readonly certified: boolean;
}

/** A plan under a policy, and how far it is from the best one. */
export interface PlacedPlan extends Partial<PlanGraphs> {
  readonly kind: 'planned';
  /** Each service with the targets of its replicas. */
  readonly distribution: PlainDistribution;
  readonly objectives: readonly PlacedObjective[];
  /** Whether all objectives are proved. */
  readonly optimal: boolean;
  /** Whether the clock ended a search before its work was done: the same models may then have another answer. */
  readonly endedByClock: boolean;
  readonly warnings: readonly Finding[];
}

/**
 * The plan that does best, objective by objective, under everything that a policy demands: room, replicas, apart,
 * together, zones, cost, few moves. Pins are kept. The plan, and the bounds that carry a certificate, are checked
 * before they are returned.
 *
 * Exponential at worst, ended by the time limit; see `docs/place.md`.
 *
 * @throws InputError for pins, weights, and what is wrong in the policy
 *
 * @example
 * ```ts
 * import { loadModels, place } from 'dydisnix';
 *
 * const models = await loadModels({
 *   services: 'rec { web = { dependsOn = { inherit db; }; memory = 3; }; db = { memory = 2; }; }',
 *   infrastructure: '{ test1.properties.memory = 4; test2.properties.memory = 8; }',
 * });
 * const plan = await place(models, { policy: { capacities: { memory: {} } } });
 * if (plan.kind === 'planned') console.log(plan.distribution); // { db: [ 'test2' ], web: [ 'test2' ] }
 * ```
 */
export async function place(models: Models, options: PlaceOptions = {}): Promise<PlacedPlan | NoPlan> {
  checkOptions(options, rules);
  const { moveStateful = false, timeLimit = 10 } = options;
  const { distribution, policy: ofModels, ...known } = contentsOf(models);
  const programs = await openPrograms(models);
  return report(
    models,
    findings => {
      const value = parseJson(toBytes(JSON.stringify(options.policy ?? {})));
      const given = options.policy === undefined ? ofModels : undefined;
      const decoded = given ?? decodePolicy(value, 'policy', known, findings);
      const request = { ...known, candidates: distribution, moveStateful };
      const onProgress = options.onProgress && tellProgress(options.onProgress);
      return planPlace(request, { policy: decoded, timeLimit, programs, onProgress }, findings);
    },
    plan => {
      const objectives = listObjectives(plan);
      const optimal = objectives.every(({ proved }) => proved);
      const placed = { distribution: toPlainDistribution(plan.distribution), objectives, optimal };
      return { ...placed, ...toPlanGraphs(plan, options) };
    },
  );
}

function tellProgress(tell: (progress: PlaceProgress) => void): (reached: PlacementProgress) => void {
  return ({ links, lowerBound, seconds }) => tell({ links, lowerBound, seconds });
}

function listObjectives(plan: AnyPlacePlan): readonly PlacedObjective[] {
  if (plan.by === 'place') {
    return reportPlace(plan.posed, plan.proof).objectives.map(({ measures, value, bound, proved, certified }) => ({
      measures: Object.fromEntries(measures.map(({ name, weight }) => [name, Number(weight)])),
      value: Number(value),
      lowerBound: Number(bound),
      proved,
      certified,
    }));
  }
  const { links, labels, moves, lowerBound, proved, certified } = summarisePlace(plan);
  const bound = (value: number, isProved: boolean): number => (isProved ? value : 0);
  return [
    { measures: { links: 1 }, value: links, lowerBound, proved: proved.links, certified: certified.links },
    {
      measures: { targets: 1 },
      value: labels,
      lowerBound: bound(labels, proved.labels),
      proved: proved.labels,
      certified: certified.labels,
    },
    {
      measures: { moves: 1 },
      value: moves,
      lowerBound: bound(moves, proved.moves),
      proved: proved.moves,
      certified: certified.moves,
    },
  ];
}
