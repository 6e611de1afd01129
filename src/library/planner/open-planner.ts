import { Findings } from '../../base/findings.ts';
import { applyEdits, type Edit } from '../../plan/index.ts';
import type { IntegerProgramSolver } from '../../solve/index.ts';
import type { HostSettings } from '../nix/host-settings.ts';
import { diff, type PlanChanges } from '../planning/diff.ts';
import { type DividedPlan, type DivideOptions, divide } from '../planning/divide.ts';
import { explain, type ServiceExplanation } from '../planning/explain.ts';
import { type FragilePlan, type GraphColouringOptions, graphColouring } from '../planning/graph-colouring.ts';
import { loadModels, type ModelSources } from '../planning/load-models.ts';
import { type CoverPlan, type MinimumSetCoverOptions, minimumSetCover } from '../planning/minimum-set-cover.ts';
import { contentsOf, makeModels } from '../planning/model-contents.ts';
import type { Models } from '../planning/models.ts';
import { type MultiwayCutOptions, multiwayCut, type ReliablePlan } from '../planning/multiway-cut.ts';
import type { NoPlan } from '../planning/no-plan.ts';
import { type PlacedPlan, type PlaceOptions, place } from '../planning/place.ts';
import { fromPlainDistribution } from '../planning/plain.ts';
import type { PlainDistribution } from '../planning/plain-distribution.ts';
import { toByteEdit } from '../to-byte-edit.ts';
import { translateErrors } from '../translate-errors.ts';

/** Each planner's name, what it may be told, and what it answers. */
export interface PlannerKinds {
  readonly multiwaycut: { readonly options: MultiwayCutOptions; readonly plan: ReliablePlan };
  readonly place: { readonly options: PlaceOptions; readonly plan: PlacedPlan };
  readonly graphcol: { readonly options: GraphColouringOptions; readonly plan: FragilePlan };
  readonly divide: { readonly options: DivideOptions; readonly plan: DividedPlan };
  readonly minsetcover: { readonly options: MinimumSetCoverOptions; readonly plan: CoverPlan };
}

/** One of them. */
export type PlannerKind = keyof PlannerKinds;

/** What a planner runs in. */
export interface PlannerSettings extends HostSettings {
  /** Who solves integer programs: HiGHS in Node when left out, and elsewhere nobody (`programsOf`). */
  readonly programs?: IntegerProgramSolver | 'nobody' | undefined;
}

/** Models that stay open, to be planned again and again. */
export interface Planner {
  /** As they were loaded. */
  readonly models: Models;
  /**
   * A plan with some things changed, and from another previous plan than that of the models where one is given.
   * @throws InputError for edits that name what there is not, and for what is wrong in the models
   */
  plan<Kind extends PlannerKind>(
    kind: Kind,
    edits?: readonly Edit[],
    previous?: PlainDistribution,
    options?: PlannerKinds[Kind]['options'],
  ): Promise<PlannerKinds[Kind]['plan'] | NoPlan>;
  /**
   * Why a service is where a plan has it, and what other places would cost: of the plan that was made last when left
   * out. Edits of that plan hold.
   * @throws RangeError where there is no plan yet, or it does not have the service
   */
  explain(service: string, plan?: PlainDistribution): Promise<ServiceExplanation>;
  /** What changes from one plan to another. */
  diff(before: PlainDistribution, after: PlainDistribution): Promise<PlanChanges>;
}

/**
 * Loads models once and keeps them: for programs that stay open, in Node and in browsers, with equal answers. In a
 * browser the models are texts, or files of `settings.files`.
 *
 * @throws InputError with all errors of all models
 *
 * @example
 * ```ts
 * import { openPlanner } from 'dydisnix';
 *
 * const planner = await openPlanner({
 *   services: 'rec { web = { dependsOn = { inherit db; }; }; db = { name = "db"; }; }',
 *   infrastructure: '{ test1 = { }; test2 = { }; }',
 * });
 * const plan = await planner.plan('multiwaycut', [{ kind: 'drain', target: 'test1' }]);
 * if (plan.kind === 'planned') console.log(plan.distribution); // { db: [ 'test2' ], web: [ 'test2' ] }
 * console.log((await planner.explain('db')).localLinks); // [ { other: 'web', weight: 1 } ]
 * ```
 */
export async function openPlanner(sources: ModelSources, settings: PlannerSettings = {}): Promise<Planner> {
  const { programs, ...ofHost } = settings;
  return new OpenPlanner(withPrograms(await loadModels(sources, ofHost), programs));
}

function withPrograms(models: Models, programs: PlannerSettings['programs']): Models {
  return programs === undefined ? models : makeModels({ ...contentsOf(models), programs }, new Findings());
}

type Run<Kind extends PlannerKind> = (
  models: Models,
  options: PlannerKinds[Kind]['options'] | undefined,
) => Promise<PlannerKinds[Kind]['plan'] | NoPlan>;

const runs: { readonly [Kind in PlannerKind]: Run<Kind> } = {
  multiwaycut: multiwayCut,
  place,
  graphcol: graphColouring,
  divide: (models, options = { resources: [] }) => divide(models, options),
  minsetcover: (models, options = { targetProperty: 'cost' }) => minimumSetCover(models, options),
};

class OpenPlanner implements Planner {
  readonly models: Models;
  #last: { readonly models: Models; readonly plan: PlainDistribution } | undefined;

  constructor(models: Models) {
    this.models = models;
  }

  async plan<Kind extends PlannerKind>(
    kind: Kind,
    edits: readonly Edit[] = [],
    previous?: PlainDistribution,
    options?: PlannerKinds[Kind]['options'],
  ): Promise<PlannerKinds[Kind]['plan'] | NoPlan> {
    const models = editModels(this.models, edits, previous);
    const plan = await runs[kind](models, options);
    if (plan.kind === 'planned') this.#last = { models, plan: plan.distribution };
    return plan;
  }

  async explain(service: string, plan?: PlainDistribution): Promise<ServiceExplanation> {
    const asked = plan ?? this.#last?.plan;
    if (asked === undefined) throw new RangeError('there is no plan yet: make one, or pass one');
    const [explanation] = await explain(this.#last?.models ?? this.models, asked, [service]);
    if (explanation === undefined) throw new RangeError(`the plan has no service ${JSON.stringify(service)}`);
    return explanation;
  }

  diff(before: PlainDistribution, after: PlainDistribution): Promise<PlanChanges> {
    return diff(this.models, before, after);
  }
}

function editModels(models: Models, edits: readonly Edit[], previous: PlainDistribution | undefined): Models {
  if (edits.length === 0 && previous === undefined) return models;
  return translateErrors(() => {
    const { distribution, ...known } = contentsOf(models);
    const before = previous === undefined ? known.previous : fromPlainDistribution(previous);
    const findings = new Findings();
    const request = { ...known, candidates: distribution, previous: before };
    const { candidates, ...edited } = applyEdits(request, edits.map(toByteEdit), findings);
    findings.throwIfErrors();
    return makeModels({ ...edited, distribution: candidates, previous: before }, findings);
  });
}
