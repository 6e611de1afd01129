import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import type { Distribution } from '../model/distribution.ts';
import { placeEverywhere } from '../model/place-everywhere.ts';
import type { ServicesModel } from '../model/service.ts';
import { AttributeSetValue, call, describeValue, lazy, Primop, type Value } from '../nix/index.ts';
import { copyContainers, type Narrowing, restoreContainers } from '../plan/index.ts';
import { makeCartesianProduct, makeFilters } from '../qos/filters.ts';
import { makeLib } from '../qos/make-lib.ts';
import { makePlainServices } from '../qos/make-plain-services.ts';
import { toPlainDistribution } from '../qos/planner-filters.ts';
import { type FilterCall, readFilterCalls, recordFilters } from '../qos/record-filters.ts';
import { describeReason } from '../write/reasons/reason.ts';
import { interruptible } from './interruptible.ts';
import { type LoadedModels, placeModels } from './load-models.ts';
import { PlannersWithoutPlan } from './no-plan-in-model.ts';
import { readPlaced, readPreviousPlan, separateGone } from './read-plan.ts';
import type { World } from './world.ts';

/**
 * How a QoS model narrowed the candidates, and the services: a model that looks at where they go may have more of them
 * than before.
 */
export interface QosRun extends Narrowing {
  readonly services: ServicesModel;
}

/** A QoS model to run, by the names of its files. */
export interface QosRequest {
  /** The model; without it the first candidates are the answer. */
  readonly qos: string | undefined;
  /** The function that yields the catalogue of filters; without it the model gets the reference filters. */
  readonly filters: string | undefined;
  /** The plan before, in any form, or as it was read. */
  readonly previous: string | Distribution | undefined;
  /** What is to be said of where the plan before comes from. */
  readonly warnings?: readonly Diagnostic[] | undefined;
  /** The first candidates, in any form, or as they were read; without it every target for every service. */
  readonly initial: string | Distribution | undefined;
  /** Whether the calls of filters are to be told. */
  readonly traced: boolean;
}

/**
 * What a QoS model makes of the first candidates. Warnings go to the findings of the models.
 * @throws UserError for what is wrong; NoPlanInModelError where a planner in the model finds no plan
 */
export function runQosModel(request: QosRequest, loaded: LoadedModels, world: World): QosRun {
  const planless = new PlannersWithoutPlan(describeReason);
  return planless.naming(() => narrowByModel(request, loaded, world, planless));
}

function narrowByModel(
  { qos: file, filters, previous: previousFile, warnings = [], initial, traced }: QosRequest,
  loaded: LoadedModels,
  world: World,
  planless: PlannersWithoutPlan,
): QosRun {
  const { given, models } = readInitial(initial, loaded, world);
  const { services, infrastructure, evaluator, findings } = models;
  const targets = AttributeSetValue.from(
    [...infrastructure.targets].map(([name, { attributes }]) => [name, attributes]),
  );
  const plainInitial = listInitial(given, models);
  for (const warning of warnings) findings.add(warning);
  const previous = readBefore(previousFile, models, world);
  findings.throwIfErrors();
  const plainServices = lazy(() => makePlainServices(services));
  const calls: FilterCall[] = [];
  const makeCatalogue = (): AttributeSetValue => {
    const catalogue = readFilters(
      filters,
      models,
      makeFilters(evaluator.host, plainServices, targets, {
        describe: plan => planless.describe(plan),
        search: interruptible(world),
        gone: previous?.gone ?? new Map(),
        warn: (text, code) => findings.warning(code, text),
      }),
    );
    return traced ? recordFilters(catalogue, calls) : catalogue;
  };
  const evaluate = (): Value => {
    if (file === undefined) return plainInitial;
    const value = evaluator.evaluateModel(file, 'QoS model', [
      ['services', plainServices],
      ['infrastructure', targets],
      ['initialDistribution', plainInitial],
      ['previousDistribution', previous === undefined ? null : toPlainDistribution(previous)],
      ['filters', lazy(makeCatalogue)],
      ['lib', lazy(() => makeLib(evaluator.host))],
      ['pkgs', evaluator.packages],
      ['system', evaluator.host.settings.system],
    ]);
    return applyToInitial(value, plainInitial, file, findings);
  };
  const value = requireSet(findings.attempt(evaluate), file, findings);
  const placed = placeModels(models, value);
  const distribution = decodeDistribution(value, file ?? 'the initial distribution', placed, findings);
  findings.throwIfErrors();
  const final = keepContainers(distribution, given, previous, placed);
  // The lists of the calls are computed after the result: the model has its own order.
  const made = [...calls];
  return {
    initial: given ?? placeEverywhere(models),
    steps: readFilterCalls(made, models),
    final,
    services: placed.services,
  };
}

/** The first candidates as models see them: names of targets. */
function listInitial(given: Distribution | undefined, { services, infrastructure }: LoadedModels): Value {
  return given === undefined
    ? makeCartesianProduct(services, [...infrastructure.targets.keys()])
    : toPlainDistribution(given);
}

function readBefore(previous: string | Distribution | undefined, models: LoadedModels, world: World) {
  return typeof previous === 'object'
    ? separateGone(previous, models)
    : readPreviousPlan(previous, models, world, models.findings);
}

/** @throws InputError for what a model yields that is no set, and where it failed */
function requireSet(value: Value | undefined, file: string | undefined, findings: Findings): AttributeSetValue {
  if (value instanceof AttributeSetValue) return value;
  if (value === undefined) throw new InputError(findings.all);
  const message = `the QoS model yields ${describeValue(value)}, but must yield an attribute set: service to list of target names`;
  throw new InputError([{ severity: 'error', code: 'qos-model', message, file }]);
}

/** The first candidates, undefined where no file is given, and the models that fit them. */
function readInitial(
  file: string | Distribution | undefined,
  models: LoadedModels,
  world: World,
): { readonly given: Distribution | undefined; readonly models: LoadedModels } {
  if (typeof file === 'object') return { given: file, models };
  const { findings } = models;
  if (typeof file === 'object') return { given: file, models };
  const read = file === undefined ? undefined : findings.attempt(() => readPlaced(file, models, world, findings));
  return { given: read?.distribution, models: read?.models ?? models };
}

/**
 * A QoS model that yields a builtin which still lacks its last argument, as `mapAttrs (service: targets: …)` does, has
 * forgotten the distribution: it gets the initial one. Any other function is left to be refused.
 */
function applyToInitial(value: Value, initial: Value, file: string, findings: Findings): Value {
  if (!(value instanceof Primop) || value.args.length === 0 || value.args.length + 1 < value.arity) return value;
  const message = `the QoS model yields the function ${value.name}, which lacks its last argument: it is called with the initial distribution`;
  findings.warning('qos-model', message, { file });
  return call(value, initial);
}

/**
 * QoS models see names of targets only: where a service stays on a target, it stays in the containers that the initial
 * distribution names there, or else in those of the plan before, as long as they are there.
 */
function keepContainers(
  plan: Distribution,
  given: Distribution | undefined,
  previous: Distribution | undefined,
  models: LoadedModels,
): Distribution {
  const named = given === undefined ? plan : copyContainers(plan, given);
  return previous === undefined ? named : restoreContainers(named, previous, models, models.findings);
}

function readFilters(file: string | undefined, { evaluator }: LoadedModels, reference: AttributeSetValue) {
  if (file === undefined) return reference;
  const value = evaluator.evaluateModel(file, 'filters model', [
    ['pkgs', evaluator.packages],
    ['referenceFilters', reference],
    ['lib', lazy(() => makeLib(evaluator.host))],
  ]);
  if (value instanceof AttributeSetValue) return value;
  const message = `the filters model yields ${describeValue(value)}, but must yield an attribute set of functions`;
  throw new InputError([{ severity: 'error', code: 'filters-model', message, file }]);
}
