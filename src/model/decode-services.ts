import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { sortNaturally } from '../base/natural-order.ts';
import { sortNames } from '../base/order.ts';
import type { Position } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { AttributeSetValue, describeValue, force, type Slot, type Value } from '../nix/index.ts';
import { readReplicas } from './decode-replicas.ts';
import { listOf, readAttribute, textOf } from './decode-value.ts';
import { showScalar } from './scalar.ts';
import type { Replicas, Service, ServicesModel } from './service.ts';

/**
 * Keys with a meaning of their own that are long enough for a near miss to be a mistake and not a property of the
 * user's.
 */
const meaningfulKeys = [
  'connectsTo',
  'dependsOn',
  'linkWeights',
  'pinnedIds',
  'pinnedTo',
  'providesContainer',
  'providesContainers',
  'requiresUniqueIdsFor',
];

/**
 * Checks a services model and gives it types. Forces the services, their `name`, `type`, `dependsOn`, `connectsTo`,
 * `replicas` and `stateful`, and of a dependency only what tells which service it is; never `pkg`. Dependencies may be
 * cyclic. Wrong parts are left out of the result and told to `findings`. O(services + dependencies) and sorting.
 */
export function decodeServices(value: Value, file: string, findings: Findings): ServicesModel {
  if (!(value instanceof AttributeSetValue)) {
    findings.error('services-model', `the services model is ${describeValue(value)}, but must be an attribute set`, {
      file,
      hint: 'a services model maps names to services: { web = { name = "web"; ... }; }',
    });
    return { services: new Map() };
  }
  const found = findServices(value, file, findings);
  const directory = new ServiceDirectory(found, file, findings);
  const services = new Map<string, Service>();
  const spelling = new Spelling();
  for (const { key, name, set, position } of found) {
    checkSpelling(key, set, spelling, findings);
    services.set(key, {
      key,
      name,
      type: readType(key, set, findings),
      dependsOn: readDependencies(key, set, 'dependsOn', directory, findings),
      connectsTo: readDependencies(key, set, 'connectsTo', directory, findings),
      replicas: readOwnReplicas(key, set, findings),
      stateful: readStateful(key, set, findings),
      attributes: set,
      position,
    });
  }
  return { services };
}

/** A service of the model whose dependencies have not been looked up yet. */
interface FoundService {
  readonly key: string;
  readonly name: string;
  readonly set: AttributeSetValue;
  readonly position: Position | undefined;
}

function findServices(model: AttributeSetValue, file: string, findings: Findings): readonly FoundService[] {
  const { names, positions } = model.shape;
  const services: FoundService[] = [];
  for (let i = 0; i < names.length; i++) {
    const key = names[i] as string;
    const position = positions?.[i];
    const set = findings.attempt(() => force(model.slots[i] as Slot));
    if (set instanceof AttributeSetValue) services.push({ key, name: readName(key, set, findings), set, position });
    else if (set !== undefined) {
      findings.error('service', `service "${key}" is ${describeValue(set)}, but must be an attribute set`, {
        position,
        file,
        subject: aboutService(key),
      });
    }
  }
  return services;
}

/** Finds the key of the service that a dependency means. */
class ServiceDirectory {
  readonly #services: readonly FoundService[];
  readonly #keyOfName = new Map<string, string>();
  /** Filled when the first dependency asks. */
  #keyOfSet: Map<AttributeSetValue, string> | undefined;
  #keys: Set<string> | undefined;

  /** Services with the same name are told to `findings`. */
  constructor(services: readonly FoundService[], file: string, findings: Findings) {
    this.#services = services;
    for (const { key, name, position } of services) {
      const other = this.#keyOfName.get(name);
      if (other === undefined) this.#keyOfName.set(name, key);
      else {
        const [first, second] = sortNaturally([other, key]);
        findings.error('duplicate-service-name', `services "${first}" and "${second}" both have the name "${name}"`, {
          position,
          file,
          hint: 'dependencies are found by name, so each service needs a name of its own',
          subject: aboutService(key),
        });
      }
    }
  }

  keyOfSet(set: AttributeSetValue): string | undefined {
    if (this.#keyOfSet === undefined) {
      this.#keyOfSet = new Map();
      for (const service of this.#services) {
        // Two attributes may share one set (`b = a;`). All that are empty are one, and tell nothing.
        if (service.set.size > 0 && !this.#keyOfSet.has(service.set)) this.#keyOfSet.set(service.set, service.key);
      }
    }
    return this.#keyOfSet.get(set);
  }

  /** The key for a service's name; a key is accepted where no service has that name. */
  keyOfName(name: string): string | undefined {
    return this.#keyOfName.get(name) ?? (this.#allKeys().has(name) ? name : undefined);
  }

  get known(): Iterable<string> {
    return new Set([...this.#keyOfName.keys(), ...this.#allKeys()]);
  }

  #allKeys(): ReadonlySet<string> {
    this.#keys ??= new Set(this.#services.map(({ key }) => key));
    return this.#keys;
  }
}

function readName(key: string, set: AttributeSetValue, findings: Findings): string {
  const name = findings.attempt(() => readAttribute(set, 'name'));
  if (name === undefined) return key;
  const text = textOf(name.value);
  if (text === undefined) {
    const message = `the name of service "${key}" is ${describeValue(name.value)}, but must be a string`;
    findings.error('service-name', message, { position: name.position, subject: aboutService(key) });
  }
  return text ?? key;
}

function readType(key: string, set: AttributeSetValue, findings: Findings): string | undefined {
  const type = findings.attempt(() => readAttribute(set, 'type'));
  if (type === undefined || type.value === null) return undefined;
  const text = textOf(type.value);
  if (text === undefined) {
    const message = `the type of service "${key}" is ${describeValue(type.value)}, but must be a string`;
    findings.error('service-type', message, { position: type.position, subject: aboutService(key) });
  }
  return text;
}

function readOwnReplicas(key: string, set: AttributeSetValue, findings: Findings): Replicas | undefined {
  const found = findings.attempt(() => readAttribute(set, 'replicas'));
  if (found === undefined || found.value === null) return undefined;
  const replicas = readReplicas(found.value);
  if (replicas !== undefined) return replicas;
  const shown = showScalar(found.value);
  const message = `replicas of service "${key}" is ${shown}, but must be a whole number from 1 on, or "all"`;
  findings.error('replicas', message, {
    position: found.position,
    hint: 'write replicas = 3; or replicas = "all";',
    subject: aboutService(key),
  });
  return undefined;
}

function readStateful(key: string, set: AttributeSetValue, findings: Findings): boolean {
  const found = findings.attempt(() => readAttribute(set, 'stateful'));
  if (found === undefined || found.value === null) return false;
  if (typeof found.value === 'boolean') return found.value;
  const message = `stateful of service "${key}" is ${describeValue(found.value)}, but must be true or false`;
  findings.error('stateful', message, { position: found.position, subject: aboutService(key) });
  return false;
}

function readDependencies(
  key: string,
  set: AttributeSetValue,
  property: 'dependsOn' | 'connectsTo',
  directory: ServiceDirectory,
  findings: Findings,
): readonly string[] {
  const found = findings.attempt(() => readAttribute(set, property));
  if (found === undefined) return [];
  const keys = new Set<string>();
  const add = (attribute: string | undefined, slot: Slot, position: Position | undefined) => {
    const target = findings.attempt(() =>
      resolveDependency(key, property, attribute, slot, position, directory, findings),
    );
    if (target !== undefined) keys.add(target);
  };
  const list = listOf(found.value);
  if (found.value instanceof AttributeSetValue) {
    const { slots, shape } = found.value;
    const { names, positions } = shape;
    for (let i = 0; i < names.length; i++) add(names[i] as string, slots[i] as Slot, positions?.[i] ?? found.position);
  } else if (list) {
    // The form of XML models and of QoS models: names instead of services.
    for (const slot of list) add(undefined, slot, found.position);
  } else {
    findings.error(
      'dependencies',
      `${property} of service "${key}" is ${describeValue(found.value)}, but must be an attribute set of services`,
      {
        position: found.position,
        hint: `write ${property} = { inherit database; };`,
        subject: aboutService(key),
      },
    );
  }
  return sortNames(keys);
}

/** @param attribute the name under which the dependency is listed; undefined in a list of names */
function resolveDependency(
  key: string,
  property: string,
  attribute: string | undefined,
  slot: Slot,
  position: Position | undefined,
  directory: ServiceDirectory,
  findings: Findings,
): string | undefined {
  const value = force(slot);
  if (value instanceof AttributeSetValue) {
    const known = directory.keyOfSet(value);
    if (known !== undefined) return known;
  }
  const named = value instanceof AttributeSetValue ? readAttribute(value, 'name')?.value : value;
  const name = named === undefined ? attribute : textOf(named);
  if (name === undefined || value instanceof AttributeSetValue === (attribute === undefined)) {
    findings.error(
      'dependency',
      `${property} of service "${key}" has ${describeValue(value)} where a service is expected`,
      { position, subject: aboutService(key) },
    );
    return undefined;
  }
  const target = directory.keyOfName(name);
  if (target === undefined) {
    findings.error('unknown-dependency', `service "${key}" depends on "${name}", which is not in the services model`, {
      position,
      hint: didYouMean(name, directory.known) ?? 'add it to the services model, or depend on another service',
      subject: aboutService(key),
    });
  }
  return target;
}

/** Remembers what it found out about a key: thousands of services have the same ones. */
class Spelling {
  readonly #hints = new Map<string, string | undefined>();

  hint(name: string): string | undefined {
    if (!this.#hints.has(name)) {
      const isOrdinary = name.length < 7 || meaningfulKeys.includes(name);
      this.#hints.set(name, isOrdinary ? undefined : didYouMean(name, meaningfulKeys));
    }
    return this.#hints.get(name);
  }
}

function checkSpelling(key: string, set: AttributeSetValue, spelling: Spelling, findings: Findings): void {
  for (const name of set.shape.names) {
    const hint = spelling.hint(name);
    if (hint === undefined) continue;
    findings.error('misspelt-key', `service "${key}" has the unknown key "${name}"`, {
      position: set.positionOf(name),
      hint,
      subject: aboutService(key),
    });
  }
}
