import { toBytes } from '../../base/bytes.ts';
import { Findings } from '../../base/findings.ts';
import { createPackages } from '../../load/empty-packages.ts';
import { decodeDistribution, type KnownNames } from '../../model/decode-distribution.ts';
import { decodeIdResources } from '../../model/decode-id-resources.ts';
import { decodeIds } from '../../model/decode-ids.ts';
import { decodeInfrastructure } from '../../model/decode-infrastructure.ts';
import { decodePolicy } from '../../model/decode-policy.ts';
import { decodeServices } from '../../model/decode-services.ts';
import type { Distribution } from '../../model/distribution.ts';
import { makeDistributionArgument, makeInverseArgument } from '../../model/distribution-arguments.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { Policy } from '../../model/policy.ts';
import {
  AttributeSetValue,
  callWithArguments,
  force,
  lazy,
  parseJsonFile,
  type Slot,
  type Value,
} from '../../nix/index.ts';
import { makeLib } from '../../qos/make-lib.ts';
import { makePlainServices } from '../../qos/make-plain-services.ts';
import { type HostSettings, hostRules, type NixFile } from '../nix/host-settings.ts';
import { type OpenedHost, openHost } from '../nix/open-host.ts';
import { checkOptions, type OptionRule, type OptionRules } from '../option-rules.ts';
import { translateErrors } from '../translate-errors.ts';
import { type ModelContents, makeModels } from './model-contents.ts';
import type { Models } from './models.ts';

/** A model: the text of a Nix expression, `{ file }`, or `{ json }`, the text of it as JSON. */
export type ModelSource = string | NixFile | ModelJson;

/** A model as data. */
export interface ModelJson {
  readonly json: string;
}

/** Which models to load. */
export interface ModelSources {
  readonly services: ModelSource;
  readonly infrastructure: ModelSource;
  /** The candidates of each service, or a plan. Every target for every service when left out. */
  readonly distribution?: ModelSource | undefined;
  /** Where services are now. Services and targets that are gone since are left out. */
  readonly previous?: ModelSource | undefined;
  /** The pools that ids are assigned from. */
  readonly idResources?: ModelSource | undefined;
  /** The ids of the run before. */
  readonly ids?: ModelSource | undefined;
  /** What `place` keeps to, where it gets no other policy: see `docs/policy.md`. */
  readonly policy?: ModelSource | undefined;
}

const model: OptionRule = value => {
  const isFile = typeof value === 'object' && value !== null && ('file' in value || 'json' in value);
  return typeof value === 'string' || isFile ? undefined : 'the text of a Nix expression, { file } or { json }';
};
const sourceRules: OptionRules<ModelSources> = {
  services: model,
  infrastructure: model,
  distribution: model,
  previous: model,
  idResources: model,
  ids: model,
  policy: model,
};

/**
 * Evaluates and checks models. They are those of Disnix (see `docs/models.md`) and get the arguments that they ask for:
 * `system`, `pkgs` (empty but for `lib`), a services model also `distribution` and `invDistribution`, a distribution
 * `infrastructure`.
 *
 * @throws InputError with all errors of all models
 *
 * @example
 * ```ts
 * import { loadModels } from 'dydisnix';
 *
 * const models = await loadModels({
 *   services: 'rec { web = { name = "web"; dependsOn = { inherit db; }; }; db = { name = "db"; }; }',
 *   infrastructure: '{ test1 = { }; test2 = { }; }',
 * });
 * console.log(models.services.map(({ key }) => key), models.targets); // [ 'db', 'web' ] [ 'test1', 'test2' ]
 * ```
 */
export async function loadModels(sources: ModelSources, settings: HostSettings = {}): Promise<Models> {
  checkOptions(sources, sourceRules, ['services', 'infrastructure']);
  checkOptions(settings, hostRules);
  const opened = await openHost(settings);
  return translateErrors(() => new Loading(opened).load(sources));
}

/** One run of `loadModels`. */
class Loading {
  readonly #opened: OpenedHost;
  readonly #findings = new Findings();
  readonly #common: readonly (readonly [string, Slot])[];

  constructor(opened: OpenedHost) {
    this.#opened = opened;
    const { host } = opened;
    this.#common = [
      ['system', host.settings.system],
      ['pkgs', createPackages(host)],
    ];
  }

  load(sources: ModelSources): Models {
    const findings = this.#findings;
    const { infrastructure, targets } = this.#readInfrastructure(sources.infrastructure);
    const given: [string, Slot][] = [['infrastructure', targets]];
    const plan = this.#evaluate(sources.distribution, 'distribution', given);
    const value = this.#evaluateServices(sources.services, plan, infrastructure);
    const services = this.#read(value, decoded => decodeServices(decoded, nameOf(sources.services), findings));
    const names: KnownNames = value instanceof AttributeSetValue ? new Set(value.shape.names) : anyName;
    const models = { services: { services: names }, infrastructure };
    const read = (value: Value | undefined, source: ModelSource | undefined, unknown: 'refuse' | 'drop') =>
      this.#read(value, decoded => decodeDistribution(decoded, nameOf(source), models, findings, unknown));
    const distribution = read(plan, sources.distribution, 'refuse');
    const previous = read(this.#evaluate(sources.previous, 'previous plan', given), sources.previous, 'drop');
    const resources = this.#decode(sources.idResources, 'ID resources model', decodeIdResources);
    const ids = this.#decode(sources.ids, 'ids file', decodeIds);
    const known = { services: services ?? { services: new Map() }, infrastructure };
    const policy = this.#readPolicy(sources.policy, known);
    findings.throwIfErrors();
    return makeModels({ ...known, distribution, previous, resources, ids, policy, programs: undefined }, findings);
  }

  #decode<Model>(
    source: ModelSource | undefined,
    what: string,
    decode: (value: Value, file: string, findings: Findings) => Model,
  ): Model | undefined {
    const value = this.#evaluate(source, what, this.#common);
    return value === undefined
      ? undefined
      : this.#findings.attempt(() => decode(value, nameOf(source), this.#findings));
  }

  #readPolicy(
    source: ModelSource | undefined,
    models: Pick<ModelContents, 'services' | 'infrastructure'>,
  ): Policy | undefined {
    const { host } = this.#opened;
    const targets = [...models.infrastructure.targets].map(([key, { attributes }]): [string, Slot] => [
      key,
      attributes,
    ]);
    const value = this.#evaluate(source, 'policy', [
      ['services', lazy(() => makePlainServices(models.services))],
      ['infrastructure', AttributeSetValue.from(targets)],
      ['lib', lazy(() => makeLib(host))],
    ]);
    return this.#read(value, decoded => decodePolicy(decoded, nameOf(source), models, this.#findings));
  }

  #read<Model>(value: Value | undefined, decode: (value: Value) => Model): Model | undefined {
    return value === undefined ? undefined : this.#findings.attempt(() => decode(value));
  }

  #evaluate(
    source: ModelSource | undefined,
    what: string,
    given: readonly (readonly [string, Slot])[],
  ): Value | undefined {
    if (source === undefined) return undefined;
    return this.#findings.attempt(() => {
      if (isJson(source)) return parseJsonFile(what, toBytes(source.json));
      const value = this.#opened.evaluate(source, what);
      const file = typeof source === 'string' ? undefined : nameOf(source);
      return callWithArguments(value, AttributeSetValue.from(given), { what: `the ${what}`, file, callsPlain: true });
    });
  }

  /**
   * The targets as a distribution gets them: each an object of its own, so that elements are told apart by identity.
   */
  #readInfrastructure(source: ModelSource): { infrastructure: InfrastructureModel; targets: Value } {
    const value = this.#evaluate(source, 'infrastructure model', this.#common);
    if (value === undefined) return { infrastructure: { targets: new Map() }, targets: AttributeSetValue.empty };
    const targets = value instanceof AttributeSetValue ? tellApart(value) : value;
    return { infrastructure: decodeInfrastructure(targets, nameOf(source), this.#findings), targets };
  }

  /** A services model may ask where its services go, and what else is on a machine. */
  #evaluateServices(
    source: ModelSource,
    plan: Value | undefined,
    infrastructure: InfrastructureModel,
  ): Value | undefined {
    const placed = lazyOnce(() => place(plan, infrastructure));
    const make = (argument: () => Value): Slot => (plan === undefined ? AttributeSetValue.empty : lazy(argument));
    const distribution = make(() => makeDistributionArgument({ distribution: placed(), infrastructure }));
    const inverse = make(() => makeInverseArgument({ distribution: placed(), infrastructure }, () => force(model)));
    const given = [...this.#common, ['distribution', distribution] as const, ['invDistribution', inverse] as const];
    let failed = false;
    const model = lazy(() => {
      const value = this.#evaluate(source, 'services model', given);
      failed = value === undefined;
      return value ?? null;
    });
    const value = force(model);
    return failed ? undefined : value;
  }
}

/** A distribution as it is before the services are known. What is wrong in it is reported later. */
function place(plan: Value | undefined, infrastructure: InfrastructureModel): Distribution {
  const models = { services: { services: anyName }, infrastructure };
  return decodeDistribution(plan ?? null, '', models, new Findings(), 'drop');
}

/** Of a model that cannot be read it is not known which services it has. */
const anyName: KnownNames = { has: () => true, keys: () => [] };

function tellApart(value: AttributeSetValue): AttributeSetValue {
  const discarded = new Findings();
  const slots = value.slots.map(slot => {
    const target = discarded.attempt(() => force(slot));
    return target instanceof AttributeSetValue ? new AttributeSetValue(target.shape, target.slots) : slot;
  });
  return new AttributeSetValue(value.shape, slots);
}

function nameOf(source: ModelSource | undefined): string {
  return typeof source === 'object' && !isJson(source) ? toBytes(source.file) : '';
}

function isJson(source: ModelSource): source is ModelJson {
  return typeof source === 'object' && 'json' in source;
}

function lazyOnce<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
