import { InputError, UserError } from '../base/diagnostic.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import { describeValue } from '../model/decode-value.ts';
import type { Distribution, Mapping } from '../model/distribution.ts';
import { AttributeSetValue, lazy } from '../nix/value.ts';
import { makeCartesianProduct, makeFilters, makePlainServices } from '../qos/catalogue.ts';
import { makeLib } from '../qos/make-lib.ts';
import { toPlainDistribution } from '../qos/planner-filters.ts';
import { distributionToJson, writeDisnixDistribution, writeDistribution } from '../write/distribution.ts';
import { writeJson } from '../write/json.ts';
import { writeDistributionXml } from '../write/model-xml.ts';
import type { Arguments, Command, Outcome, Surroundings } from './command.ts';
import { type LoadedModels, loadModels } from './load-models.ts';
import {
  evaluationOptions,
  infrastructureOption,
  jsonOption,
  outputFileOption,
  outputXmlOption,
  required,
  servicesOption,
} from './model-options.ts';
import { omitOption } from './omit-option.ts';
import { readAnyForm, readPreviousPlan } from './read-plan.ts';
import { writeResult } from './write-result.ts';

export const gendist: Command = {
  name: 'gendist',
  summary: 'generate a distribution by a QoS model',
  description:
    'A QoS model is a function of { services, infrastructure, initialDistribution, previousDistribution, filters, lib } that yields a mapping of services to lists of target names. Without one the initial distribution is the answer: every target for every service, unless -d gives another.',
  options: [
    required(servicesOption),
    required(infrastructureOption),
    { name: 'qos', short: 'q', value: 'FILE', summary: 'the QoS model' },
    {
      name: 'distribution',
      short: 'd',
      value: 'FILE',
      summary: 'the initial distribution, in any form, instead of every target for every service',
    },
    {
      name: 'filters',
      short: 'F',
      value: 'FILE',
      summary: 'a function of { pkgs, referenceFilters } that yields the catalogue of filters',
    },
    { name: 'previous', value: 'FILE', summary: 'the plan before, in any form; null in the QoS model without it' },
    {
      name: 'form',
      value: 'FORM',
      choices: ['disnix', 'names'],
      summary: 'disnix (default): the function that disnix-env takes; names: services to lists of target names',
    },
    jsonOption,
    outputXmlOption,
    outputFileOption,
    ...evaluationOptions,
  ],
  examples: [
    {
      command: 'dydisnix-gendist -s services.nix -i infrastructure.nix -q qos.nix --output-file distribution.nix',
      effect: 'writes the distribution that the QoS model selects, for disnix-env',
    },
    {
      command:
        'dydisnix-gendist -s services.nix -i infrastructure.nix -q qos.nix --previous distribution.nix --output-xml',
      effect: 'the same, with the plan before at hand for the filters, as XML',
    },
  ],
  run,
};

function run(options: Arguments, surroundings: Surroundings): Outcome {
  try {
    return generate(options, surroundings);
  } catch (error) {
    // That a planner finds no plan is an answer, not a fault of the model.
    if (!(error instanceof UserError)) throw error;
    const errors = error.diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.some(({ code }) => code !== 'no-plan')) throw error;
    return { exitCode: 1, diagnostics: error.diagnostics };
  }
}

function generate(options: Arguments, surroundings: Surroundings): Outcome {
  const models = loadModels(omitOption(options, 'distribution'), surroundings);
  const { services, infrastructure, evaluator, findings } = models;
  const targets = AttributeSetValue.from(
    [...infrastructure.targets].map(([name, { attributes }]) => [name, attributes]),
  );
  const initial = readInitial(options, models, surroundings);
  const plainInitial =
    initial === undefined
      ? makeCartesianProduct(services, [...infrastructure.targets.keys()])
      : toPlainDistribution(initial);
  const previousFile = options.text('previous');
  const previous =
    previousFile === undefined ? undefined : readPreviousPlan(previousFile, models, surroundings, findings);
  findings.throwIfErrors();
  const plainServices = lazy(() => makePlainServices(services));
  const file = options.text('qos');
  const value =
    file === undefined
      ? plainInitial
      : evaluator.evaluateModel(file, 'QoS model', [
          ['services', plainServices],
          ['infrastructure', targets],
          ['initialDistribution', plainInitial],
          ['previousDistribution', previous === undefined ? null : toPlainDistribution(previous)],
          ['filters', lazy(() => readFilters(options, models, makeFilters(evaluator.host, plainServices, targets)))],
          ['lib', lazy(() => makeLib(evaluator.host))],
          ['pkgs', evaluator.packages],
          ['system', evaluator.host.settings.system],
        ]);
  if (!(value instanceof AttributeSetValue)) {
    const message = `the QoS model yields ${describeValue(value)}, but must yield an attribute set: service to list of target names`;
    throw new InputError([{ severity: 'error', code: 'qos-model', message, file }]);
  }
  const distribution = decodeDistribution(
    value,
    file ?? 'the initial distribution',
    { services, infrastructure },
    findings,
  );
  findings.throwIfErrors();
  for (const [service, mappings] of distribution.mappings) {
    if (mappings.length > 0) continue;
    findings.warning('no-candidates', `no target is left for service "${service}"`, {
      file,
      hint: 'each filter of the QoS model narrows the candidates: print them one after another',
    });
  }
  const result = restoreContainers(distribution, [initial, previous]);
  const outcome = writeResult(format(result, options), options, surroundings);
  return { ...outcome, diagnostics: findings.all };
}

/** The distribution of `-d`; undefined where there is none. */
function readInitial(options: Arguments, models: LoadedModels, surroundings: Surroundings): Distribution | undefined {
  const file = options.text('distribution');
  if (file === undefined) return undefined;
  const { findings } = models;
  const read = (): Distribution =>
    decodeDistribution(readAnyForm(file, 'distribution', models, surroundings), file, models, findings);
  return findings.attempt(read);
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

function format(distribution: Distribution, options: Arguments): string {
  if (options.has('json')) return writeJson({ distribution: distributionToJson(distribution) });
  if (options.has('output-xml')) return writeDistributionXml(distribution);
  return options.text('form') === 'names' ? writeDistribution(distribution) : writeDisnixDistribution(distribution);
}
