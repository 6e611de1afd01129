import { Findings } from '../base/findings.ts';
import type { Arguments, Surroundings } from '../cli/command.ts';
import { decodeDistribution, type KnownNames } from '../model/decode-distribution.ts';
import { decodeInfrastructure } from '../model/decode-infrastructure.ts';
import { decodeServices } from '../model/decode-services.ts';
import type { Distribution } from '../model/distribution.ts';
import type { Placement } from '../model/distribution-arguments.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { ServicesModel } from '../model/service.ts';
import { AttributeSetValue, force, type Slot, type Value } from '../nix/index.ts';
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
  // The services may ask where they go, so the other models come first; what is wrong is told in the order of -s, -i, -d.
  const ofTargets = new Findings();
  const { infrastructure, targets } = readInfrastructure(options.text('infrastructure'), evaluator, ofTargets);
  const ofPlan = new Findings();
  const file = options.text('distribution');
  const plan =
    file === undefined || targets === undefined
      ? undefined
      : ofPlan.attempt(() => evaluator.evaluateModel(file, 'distribution', [['infrastructure', targets]]));
  const placement = plan === undefined ? undefined : () => place(plan, infrastructure);
  const { services, names } = readServices(options.text('services'), evaluator, placement, findings);
  const distribution =
    plan === undefined
      ? undefined
      : ofPlan.attempt(() =>
          decodeDistribution(plan, file ?? '', { services: { services: names }, infrastructure }, ofPlan),
        );
  findings.append(ofTargets);
  findings.append(ofPlan);
  surroundings.progress('working on the models');
  return { services, infrastructure, distribution, evaluator, findings };
}

/**
 * The models once there is a plan: where this names services that the model does not have, the model is evaluated again and told where
 * services go, since it may have them then (a proxy for each machine). Models that have what the plan names stay as they are.
 */
export function placeModels(models: LoadedModels, options: Arguments, plan: Value): LoadedModels {
  const { services, infrastructure, evaluator } = models;
  const isKnown = (name: string): boolean => services.services.has(name);
  if (!(plan instanceof AttributeSetValue) || plan.shape.names.every(isKnown)) return models;
  const unheard = new Findings();
  const placed = readServices(options.text('services'), evaluator, () => place(plan, infrastructure), unheard);
  return unheard.hasErrors ? models : { ...models, services: placed.services };
}

/** A distribution as it is before the services are known. What is wrong in it is told later. */
function place(plan: Value, infrastructure: InfrastructureModel): Placement {
  const models = { services: { services: anyName }, infrastructure };
  return { distribution: decodeDistribution(plan, '', models, new Findings(), 'gone'), infrastructure };
}

/** Of a model that is not given, or cannot be read, it is not known which services it has. */
const anyName: KnownNames = { has: () => true, keys: () => [] };

/**
 * `names` are those of all services that the model has, also of the wrong ones: a distribution may speak of them. The model gets the
 * distribution where there is one, else an empty one.
 */
function readServices(
  file: string | undefined,
  evaluator: Evaluator,
  placement: (() => Placement) | undefined,
  findings: Findings,
): { readonly services: ServicesModel; readonly names: KnownNames } {
  const none = { services: new Map() };
  if (file === undefined) return { services: none, names: anyName };
  const value = findings.attempt(() => evaluator.evaluateServices(file, modelArguments(evaluator), placement));
  const services = value === undefined ? undefined : findings.attempt(() => decodeServices(value, file, findings));
  const names = value instanceof AttributeSetValue ? new Set(value.shape.names) : anyName;
  return { services: services ?? none, names };
}

/** `targets` is what a distribution gets as `infrastructure`; undefined where targets are wrong, and with them what is said of them. */
function readInfrastructure(
  file: string | undefined,
  evaluator: Evaluator,
  findings: Findings,
): { readonly infrastructure: InfrastructureModel; readonly targets: AttributeSetValue | undefined } {
  const none = { targets: new Map() };
  if (file === undefined) return { infrastructure: none, targets: AttributeSetValue.empty };
  const value = findings.attempt(() =>
    tellApart(evaluator.evaluateModel(file, 'infrastructure model', modelArguments(evaluator))),
  );
  if (value === undefined) return { infrastructure: none, targets: undefined };
  const infrastructure = decodeInfrastructure(value, file, findings);
  const isWhole = value instanceof AttributeSetValue && infrastructure.targets.size === value.size;
  return { infrastructure, targets: isWhole ? value : undefined };
}

function modelArguments(evaluator: Evaluator): readonly (readonly [string, Slot])[] {
  return [
    ['system', evaluator.host.settings.system],
    ['pkgs', evaluator.packages],
  ];
}

/**
 * Makes each target an object of its own, so that a distribution's elements can be told apart by identity even where the model
 * uses one value for two targets (`b = a;`). A target that fails is left as it is: whoever decodes the model tells it.
 */
function tellApart(value: Value): Value {
  if (!(value instanceof AttributeSetValue)) return value;
  const unheard = new Findings();
  const slots = value.slots.map(slot => {
    const target = unheard.attempt(() => force(slot));
    if (target === undefined) return slot;
    return target instanceof AttributeSetValue ? new AttributeSetValue(target.shape, target.slots) : target;
  });
  return new AttributeSetValue(value.shape, slots);
}
