import { InputError, UserError } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import type { Arguments, Option, Outcome, Surroundings } from '../cli/command.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import type { Distribution, Mapping } from '../model/distribution.ts';
import { placeEverywhere } from '../model/place-everywhere.ts';
import type { ServicesModel } from '../model/service.ts';
import { AttributeSetValue, call, describeValue, lazy, Primop, type Value } from '../nix/index.ts';
import type { Narrowing } from '../plan/narrowing.ts';
import { runHighs } from '../ports/highs/run-highs.ts';
import { makeCartesianProduct, makeFilters, makePlainServices } from '../qos/catalogue.ts';
import { makeLib } from '../qos/make-lib.ts';
import { toPlainDistribution } from '../qos/planner-filters.ts';
import { type FilterCall, readFilterCalls, recordFilters } from '../qos/record-filters.ts';
import { describeReason } from '../write/reasons/reason.ts';
import { type LoadedModels, placeModels } from './load-models.ts';
import { readAnyForm, readPreviousPlan } from './read-plan.ts';

/** The options of the commands that run a QoS model. */
export const qosOptions: readonly Option[] = [
  { name: 'qos', short: 'q', value: 'FILE', summary: 'the QoS model' },
  {
    name: 'filters',
    short: 'F',
    value: 'FILE',
    summary: 'a function of { pkgs, referenceFilters } that yields the catalogue of filters',
  },
  { name: 'previous', value: 'FILE', summary: 'the plan before, in any form; null in the QoS model without it' },
];

/** How a QoS model narrowed the candidates, and the services: a model that looks at where they go may have more of them than before. */
export interface QosRun extends Narrowing {
  readonly services: ServicesModel;
}

/**
 * What the QoS model of `-q` makes of the first candidates: every target for every service, or the distribution in the file that the option
 * `initialOption` names. Without `-q` these are the answer. Warnings go to the findings of the models; with `traced` the calls of filters are told.
 * @throws UserError for what is wrong, and (with the code `no-plan`) where a planner in the model finds no plan
 */
export function runQosModel(
  options: Arguments,
  loaded: LoadedModels,
  surroundings: Surroundings,
  { initialOption, traced }: { readonly initialOption: string; readonly traced: boolean },
): QosRun {
  const { given, models } = readInitial(options, initialOption, loaded, surroundings);
  const { services, infrastructure, evaluator, findings } = models;
  const targets = AttributeSetValue.from(
    [...infrastructure.targets].map(([name, { attributes }]) => [name, attributes]),
  );
  const plainInitial =
    given === undefined
      ? makeCartesianProduct(services, [...infrastructure.targets.keys()])
      : toPlainDistribution(given);
  const previousFile = options.text('previous');
  const previous =
    previousFile === undefined ? undefined : readPreviousPlan(previousFile, models, surroundings, findings);
  findings.throwIfErrors();
  const plainServices = lazy(() => makePlainServices(services));
  const file = options.text('qos');
  const calls: FilterCall[] = [];
  const makeCatalogue = (): AttributeSetValue => {
    const catalogue = readFilters(
      options,
      models,
      makeFilters(evaluator.host, plainServices, targets, describeReason, runHighs),
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
  const value = evaluate();
  if (!(value instanceof AttributeSetValue)) {
    const message = `the QoS model yields ${describeValue(value)}, but must yield an attribute set: service to list of target names`;
    throw new InputError([{ severity: 'error', code: 'qos-model', message, file }]);
  }
  const placed = placeModels(models, options, value);
  const distribution = decodeDistribution(value, file ?? 'the initial distribution', placed, findings);
  findings.throwIfErrors();
  const final = restoreContainers(distribution, [given, previous]);
  // The lists of the calls are computed after the result: the model has its own order.
  const made = [...calls];
  return {
    initial: given ?? placeEverywhere(models),
    steps: readFilterCalls(made, models),
    final,
    services: placed.services,
  };
}

/** Runs a command whose models may call planners: that one of these finds no plan is an answer (exit code 1), not a fault of the model. */
export function answerNoPlan(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const errors = error.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.some(({ code }) => code !== 'no-plan')) throw error;
    return { exitCode: 1, diagnostics: error.diagnostics };
  }
}

/** The first candidates, undefined where no file is given, and the models that fit them. */
function readInitial(
  options: Arguments,
  initialOption: string,
  models: LoadedModels,
  surroundings: Surroundings,
): { readonly given: Distribution | undefined; readonly models: LoadedModels } {
  const file = options.text(initialOption);
  const none = { given: undefined, models };
  if (file === undefined) return none;
  const { findings } = models;
  const read = () => {
    const value = readAnyForm(file, 'distribution', models, surroundings);
    const placed = placeModels(models, options, value);
    return { given: decodeDistribution(value, file, placed, findings), models: placed };
  };
  return findings.attempt(read) ?? none;
}

/**
 * A QoS model that yields a builtin which still lacks its last argument, as `mapAttrs (service: targets: …)` does, has forgotten the
 * distribution: it gets the initial one. Any other function is left to be refused.
 */
function applyToInitial(value: Value, initial: Value, file: string, findings: Findings): Value {
  if (!(value instanceof Primop) || value.args.length === 0 || value.args.length + 1 < value.arity) return value;
  const message = `the QoS model yields the function ${value.name}, which lacks its last argument: it is called with the initial distribution`;
  findings.warning('qos-model', message, { file });
  return call(value, initial);
}

/**
 * QoS models see names of targets only: where a service stays on a target, it stays in the containers that the initial distribution names
 * there, or else those of the plan before.
 */
function restoreContainers({ mappings }: Distribution, earlier: readonly (Distribution | undefined)[]): Distribution {
  const restored = [...mappings].map(([service, list]): readonly [string, readonly Mapping[]] => {
    const known = earlier.map(distribution => distribution?.mappings.get(service) ?? []);
    const restore = (mapping: Mapping): readonly Mapping[] => {
      if (mapping.container !== undefined) return [mapping];
      const same = known.map(before => before.filter(({ target }) => target === mapping.target));
      return same.find(before => before.some(({ container }) => container !== undefined)) ?? [mapping];
    };
    return [service, list.flatMap(restore)];
  });
  return { mappings: new Map(restored) };
}

function readFilters(options: Arguments, { evaluator }: LoadedModels, reference: AttributeSetValue) {
  const file = options.text('filters');
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
