import { InputError } from '../base/diagnostic.ts';
import { Findings } from '../base/findings.ts';
import { readNetwork } from '../exchange/nixos/read-network.ts';
import { decodeDistribution, type KnownNames } from '../model/decode-distribution.ts';
import { decodeInfrastructure } from '../model/decode-infrastructure.ts';
import { decodeServices } from '../model/decode-services.ts';
import type { Distribution } from '../model/distribution.ts';
import type { PlacedModels } from '../model/distribution-arguments.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { Service, ServicesModel } from '../model/service.ts';
import { AttributeSetValue, force, type Slot, type Value } from '../nix/index.ts';
import { makeLib } from '../qos/make-lib.ts';
import { createEvaluator } from './create-evaluator.ts';
import type { Evaluator } from './evaluator.ts';
import { followIds } from './follow-ids.ts';
import type { LoadRequest } from './load-request.ts';
import { addTargets, changeServices } from './model-changes.ts';
import { tellMixedUp } from './tell-mixed-up.ts';
import type { World } from './world.ts';

/** The models that were asked for, with what was found on the way (errors too: see `throwIfErrors`). */
export interface LoadedModels {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  /** Undefined where none was asked for. */
  readonly distribution: Distribution | undefined;
  readonly evaluator: Evaluator;
  readonly findings: Findings;
  /** Where they come from. */
  readonly request: LoadRequest;
}

/**
 * Evaluates and checks models; one that was not asked for is empty.
 * @throws InputError with all errors of all models
 */
export function loadModels(request: LoadRequest, world: World): LoadedModels {
  const loaded = readModels(request, world);
  loaded.findings.throwIfErrors();
  return loaded;
}

/** As `loadModels`, but leaves it to the caller to look at the findings (`dydisnix check` reports them as its own). */
export function readModels(request: LoadRequest, world: World): LoadedModels {
  world.progress('evaluating the models');
  const findings = new Findings();
  const evaluator = createEvaluator(request.evaluation, world);
  // The services may ask where they go, so the other models come first; what is wrong is told in the order services,
  // infrastructure, distribution.
  const ofTargets = new Findings();
  const { infrastructure, targets } = readInfrastructure(request.infrastructure, evaluator, ofTargets);
  const ofPlan = new Findings();
  const file = request.distribution;
  const plan =
    file === undefined || targets === undefined
      ? undefined
      : ofPlan.attempt(() => evaluator.evaluateModel(file, 'distribution', [['infrastructure', targets]]));
  const placement = plan === undefined ? undefined : () => place(plan, infrastructure);
  const { services: read, names } = readServices(request.services, evaluator, placement, findings);
  const services = withFollowing(read, { request, evaluator }, placement, world);
  const distribution =
    plan === undefined
      ? undefined
      : ofPlan.attempt(() =>
          decodeDistribution(plan, file ?? '', { services: { services: names }, infrastructure }, ofPlan),
        );
  findings.append(ofTargets);
  findings.append(ofPlan);
  const loaded = { services, infrastructure, distribution, evaluator, request };
  return { ...loaded, findings: withoutMixUp(loaded, findings, world) };
}

/** The services with an answer to which of their attributes follow the ids that they read. */
function withFollowing(
  services: ServicesModel,
  { request, evaluator }: Pick<LoadedModels, 'request' | 'evaluator'>,
  placement: (() => PlacedModels) | undefined,
  world: World,
): ServicesModel {
  const reload = (replacedFiles: ReadonlyMap<string, string>): ServicesModel | undefined => {
    const findings = new Findings();
    const { elapsed } = evaluator.host.limits;
    const others = createEvaluator({ ...request.evaluation, replacedFiles }, world, { elapsed });
    const read = findings.attempt(() => readServices(request.services, others, placement, findings));
    return findings.hasErrors ? undefined : read?.services;
  };
  return { ...services, followsIds: followIds(services, () => evaluator.idsFiles, reload) };
}

/** What was found; where models were given in each other's place that alone, since the rest follows from it. */
function withoutMixUp(
  { services, evaluator, request }: Omit<LoadedModels, 'findings'>,
  findings: Findings,
  world: World,
): Findings {
  // Nobody's service has neither a type nor a dependency: machines do.
  const looksOdd = services.services.size > 0 && [...services.services.values()].every(looksLikeNoService);
  if (!findings.hasErrors && !looksOdd) return findings;
  const mixedUp = tellMixedUp(request, evaluator, world);
  if (mixedUp.length === 0) return findings;
  const instead = new Findings();
  instead.attempt(() => {
    throw new InputError(mixedUp);
  });
  return instead;
}

function looksLikeNoService({ type, dependsOn, connectsTo }: Service): boolean {
  return type === undefined && dependsOn.length === 0 && connectsTo.length === 0;
}

/**
 * The models once there is a plan: where this names services that the model does not have, the model is evaluated again
 * and told where services go, since it may have them then (a proxy for each machine). Models that have what the plan
 * names stay as they are.
 */
export function placeModels(models: LoadedModels, plan: Value): LoadedModels {
  const { services, infrastructure, evaluator, request } = models;
  const isKnown = (name: string): boolean => services.services.has(name);
  if (!(plan instanceof AttributeSetValue) || plan.shape.names.every(isKnown)) return models;
  const discarded = new Findings();
  const placed = readServices(request.services, evaluator, () => place(plan, infrastructure), discarded);
  return discarded.hasErrors ? models : { ...models, services: placed.services };
}

/**
 * The services of a plan once it is made, and once other files are what they will be: a model may look at where its
 * services go, and read ids that are not written yet. What is wrong goes to `findings`.
 */
export function reloadServices(
  models: LoadedModels,
  plan: Distribution,
  replacedFiles: ReadonlyMap<string, string>,
  world: World,
  findings: Findings,
): ServicesModel {
  const { request, infrastructure } = models;
  const { elapsed } = models.evaluator.host.limits;
  const evaluator = createEvaluator({ ...request.evaluation, replacedFiles }, world, { elapsed });
  const placement = () => ({ distribution: plan, infrastructure });
  const { services } = readServices(request.services, evaluator, placement, findings);
  return withFollowing(services, { request, evaluator }, placement, world);
}

/** A distribution as it is before the services are known. What is wrong in it is told later. */
function place(plan: Value, infrastructure: InfrastructureModel): PlacedModels {
  const models = { services: { services: anyName }, infrastructure };
  return { distribution: decodeDistribution(plan, '', models, new Findings(), 'drop'), infrastructure };
}

/** Of a model that is not given, or cannot be read, it is not known which services it has. */
const anyName: KnownNames = { has: () => true, keys: () => [] };

/**
 * `names` are those of all services that the model has, also of the wrong ones: a distribution may speak of them. The
 * model gets the distribution where there is one, else an empty one.
 */
function readServices(
  file: string | undefined,
  evaluator: Evaluator,
  placement: (() => PlacedModels) | undefined,
  findings: Findings,
): { readonly services: ServicesModel; readonly names: KnownNames } {
  const none = { services: new Map() };
  if (file === undefined) return { services: none, names: anyName };
  const said = findings.attempt(() => evaluator.evaluateServices(file, modelArguments(evaluator), placement));
  const { changes, host } = evaluator;
  const value = said === undefined || changes === undefined ? said : changeServices(said, changes, host, findings);
  const services = value === undefined ? undefined : findings.attempt(() => decodeServices(value, file, findings));
  const names = value instanceof AttributeSetValue ? new Set(value.shape.names) : anyName;
  return { services: services ?? none, names };
}

/**
 * `targets` is what a distribution gets as `infrastructure`; undefined where targets are wrong, and with them what is
 * said of them.
 */
function readInfrastructure(
  file: string | undefined,
  evaluator: Evaluator,
  findings: Findings,
): { readonly infrastructure: InfrastructureModel; readonly targets: AttributeSetValue | undefined } {
  const none = { targets: new Map() };
  if (file === undefined) return { infrastructure: none, targets: AttributeSetValue.empty };
  const value = findings.attempt(() => {
    const said = readNetworkOrModel(file, evaluator, findings);
    const { changes } = evaluator;
    return separateTargets(changes === undefined ? said : addTargets(said, changes, findings));
  });
  if (value === undefined) return { infrastructure: none, targets: undefined };
  const infrastructure = decodeInfrastructure(value, file, findings);
  const isWhole = value instanceof AttributeSetValue && infrastructure.targets.size === value.size;
  return { infrastructure, targets: isWhole ? value : undefined };
}

/** A network of NixOS machines is an infrastructure model, too. */
function readNetworkOrModel(file: string, evaluator: Evaluator, findings: Findings): Value {
  const { host, packages } = evaluator;
  const value = evaluator.evaluateModel(file, 'infrastructure model', modelArguments(evaluator));
  return readNetwork(value, file, { host, packages, makeLib: () => makeLib(host) }, findings);
}

function modelArguments(evaluator: Evaluator): readonly (readonly [string, Slot])[] {
  return [
    ['system', evaluator.host.settings.system],
    ['pkgs', evaluator.packages],
  ];
}

/**
 * Makes each target an object of its own, so that a distribution's elements can be told apart by identity even where
 * the model uses one value for two targets (`b = a;`). A target that fails is left as it is: whoever decodes the model
 * tells it.
 */
function separateTargets(value: Value): Value {
  if (!(value instanceof AttributeSetValue)) return value;
  const discarded = new Findings();
  const slots = value.slots.map(slot => {
    const target = discarded.attempt(() => force(slot));
    if (target === undefined) return slot;
    return target instanceof AttributeSetValue ? new AttributeSetValue(target.shape, target.slots) : target;
  });
  return new AttributeSetValue(value.shape, slots);
}
