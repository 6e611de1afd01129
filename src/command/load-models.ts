import { Findings } from '../base/findings.ts';
import { decodeDistribution } from '../model/decode-distribution.ts';
import { decodeInfrastructure } from '../model/decode-infrastructure.ts';
import { decodeServices } from '../model/decode-services.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { AttributeSetValue, force, type Slot, type Value } from '../nix/value.ts';
import type { Arguments, Surroundings } from './command.ts';
import { createEvaluator, type Evaluator } from './evaluator.ts';

/** The models that a command was given, with what was found on the way (errors too: see `throwIfErrors`). */
export interface LoadedModels {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** Undefined where the command was given none. */
  readonly distribution: Distribution | undefined;
  readonly evaluator: Evaluator;
  readonly findings: Findings;
}

/**
 * Evaluates and checks the models behind `-s`, `-i` and `-d`; one that was not given is empty.
 * @throws InputError with all errors of all models
 */
export function loadModels(options: Arguments, surroundings: Surroundings): LoadedModels {
  const loaded = readModels(options, surroundings);
  loaded.findings.throwIfErrors();
  return loaded;
}

/** As `loadModels`, but leaves it to the caller to look at the findings (`dydisnix check` reports them as its own). */
export function readModels(options: Arguments, surroundings: Surroundings): LoadedModels {
  surroundings.progress('evaluating the models');
  const findings = new Findings();
  const evaluator = createEvaluator(options, surroundings);
  const services = readServices(options.text('services'), evaluator, findings);
  const infrastructureFile = options.text('infrastructure');
  const raw =
    infrastructureFile === undefined
      ? undefined
      : findings.attempt(() =>
          evaluator.evaluateModel(infrastructureFile, 'infrastructure model', modelArguments(evaluator)),
        );
  const targets = raw === undefined ? AttributeSetValue.empty : tellApart(raw, findings);
  const infrastructure = decodeInfrastructure(targets, infrastructureFile ?? '', findings);
  const distributionFile = options.text('distribution');
  const distribution =
    distributionFile === undefined || findings.hasErrors
      ? undefined
      : findings.attempt(() => {
          const value = evaluator.evaluateModel(distributionFile, 'distribution', [['infrastructure', targets]]);
          return decodeDistribution(value, distributionFile, { services, infrastructure }, findings);
        });
  surroundings.progress('working on the models');
  return { services, infrastructure, distribution, evaluator, findings };
}

function readServices(file: string | undefined, evaluator: Evaluator, findings: Findings): ServicesModel {
  const none = { services: new Map() };
  if (file === undefined) return none;
  const read = () => {
    const value = evaluator.evaluateModel(file, 'services model', [
      ...modelArguments(evaluator),
      ['distribution', AttributeSetValue.empty],
      ['invDistribution', AttributeSetValue.empty],
    ]);
    return decodeServices(value, file, findings);
  };
  return findings.attempt(read) ?? none;
}

function modelArguments(evaluator: Evaluator): readonly (readonly [string, Slot])[] {
  return [
    ['system', evaluator.host.settings.system],
    ['pkgs', evaluator.packages],
  ];
}

/**
 * Makes each target an object of its own, so that a distribution's elements can be told apart by identity even where the model
 * uses one value for two targets (`b = a;`).
 */
function tellApart(value: Value, findings: Findings): Value {
  if (!(value instanceof AttributeSetValue)) return value;
  const slots = value.slots.map(slot => {
    const target = findings.attempt(() => force(slot));
    if (target === undefined) return slot;
    return target instanceof AttributeSetValue ? new AttributeSetValue(target.shape, target.slots) : target;
  });
  return new AttributeSetValue(value.shape, slots);
}
