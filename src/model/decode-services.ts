import type { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { AttributeSetValue, force, type Slot, type Value } from '../nix/value.ts';
import { describeValue, listOf, readAttribute, textOf } from './decode-value.ts';
import type { Service, ServicesModel } from './service.ts';

/** Keys with a meaning of their own that are long enough for a near miss to be a mistake and not a property of the user's. */
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
 * Checks a services model and gives it types. Forces the services, their `name`, `type`, `dependsOn` and `connectsTo`, and of a
 * dependency only what tells which service it is; never `pkg`. Dependencies may be cyclic.
 * Wrong parts are left out of the result and told to `findings`. O(services + dependencies) and sorting.
 */
export function decodeServices(value: Value, file: string, findings: Findings): ServicesModel {
  if (!(value instanceof AttributeSetValue)) {
    findings.error('services-model', `the services model is ${describeValue(value)}, but must be an attribute set`, {
      file,
      hint: 'a services model maps names to services: { web = { name = "web"; ... }; }',
    });
    return { services: new Map() };
  }
  const sets = new Map<string, AttributeSetValue>();
  const positions = new Map<string, Position | undefined>();
  for (const [i, key] of value.shape.names.entries()) {
    const position = value.shape.positions?.[i];
    const slot = value.slots[i] as Slot;
    positions.set(key, position);
    const set = findings.attempt(() => force(slot));
    if (set instanceof AttributeSetValue) sets.set(key, set);
    else if (set !== undefined) {
      findings.error('service', `service "${key}" is ${describeValue(set)}, but must be an attribute set`, {
        position,
        file,
      });
    }
  }
  const directory = new ServiceDirectory();
  for (const [key, set] of sets) {
    directory.add(key, readName(key, set, findings), set, positions.get(key), file, findings);
  }
  const services = new Map<string, Service>();
  const spelling = new Spelling();
  for (const [key, set] of sets) {
    const position = positions.get(key);
    checkSpelling(key, set, spelling, findings);
    services.set(key, {
      key,
      name: directory.nameOf(key),
      type: readType(key, set, findings),
      dependsOn: readDependencies(key, set, 'dependsOn', directory, findings),
      connectsTo: readDependencies(key, set, 'connectsTo', directory, findings),
      attributes: set,
      position,
    });
  }
  return { services };
}

/** Finds the key of the service that a dependency means. */
class ServiceDirectory {
  readonly #keyOfSet = new Map<AttributeSetValue, string>();
  readonly #keyOfName = new Map<string, string>();
  readonly #names = new Map<string, string>();

  add(
    key: string,
    name: string,
    set: AttributeSetValue,
    position: Position | undefined,
    file: string,
    findings: Findings,
  ): void {
    const other = this.#keyOfName.get(name);
    if (other !== undefined) {
      findings.error('duplicate-service-name', `services "${other}" and "${key}" both have the name "${name}"`, {
        position,
        file,
        hint: 'dependencies are found by name, so each service needs a name of its own',
      });
    } else this.#keyOfName.set(name, key);
    if (!this.#keyOfSet.has(set)) this.#keyOfSet.set(set, key);
    this.#names.set(key, name);
  }

  nameOf(key: string): string {
    return this.#names.get(key) ?? key;
  }

  keyOfSet(set: AttributeSetValue): string | undefined {
    return this.#keyOfSet.get(set);
  }

  /** The key for a service's name; a key is accepted where no service has that name. */
  keyOfName(name: string): string | undefined {
    return this.#keyOfName.get(name) ?? (this.#names.has(name) ? name : undefined);
  }

  get known(): Iterable<string> {
    return new Set([...this.#keyOfName.keys(), ...this.#names.keys()]);
  }
}

function readName(key: string, set: AttributeSetValue, findings: Findings): string {
  const name = findings.attempt(() => readAttribute(set, 'name'));
  if (name === undefined) return key;
  const text = textOf(name.value);
  if (text === undefined) {
    const message = `the name of service "${key}" is ${describeValue(name.value)}, but must be a string`;
    findings.error('service-name', message, { position: name.position });
  }
  return text ?? key;
}

function readType(key: string, set: AttributeSetValue, findings: Findings): string | undefined {
  const type = findings.attempt(() => readAttribute(set, 'type'));
  if (type === undefined || type.value === null) return undefined;
  const text = textOf(type.value);
  if (text === undefined) {
    const message = `the type of service "${key}" is ${describeValue(type.value)}, but must be a string`;
    findings.error('service-type', message, { position: type.position });
  }
  return text;
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
  const list = listOf(found.value);
  if (found.value instanceof AttributeSetValue) {
    for (const [name, slot] of found.value.entries()) {
      const position = found.value.positionOf(name) ?? found.position;
      const target = findings.attempt(() =>
        resolveDependency(key, property, name, slot, position, directory, findings),
      );
      if (target !== undefined) keys.add(target);
    }
  } else if (list) {
    // The form of XML models and of QoS models: names instead of services.
    for (const slot of list) {
      const target = findings.attempt(() =>
        resolveDependency(key, property, '', slot, found.position, directory, findings),
      );
      if (target !== undefined) keys.add(target);
    }
  } else {
    findings.error(
      'dependencies',
      `${property} of service "${key}" is ${describeValue(found.value)}, but must be an attribute set of services`,
      { position: found.position, hint: `write ${property} = { inherit database; };` },
    );
  }
  return [...keys].sort((a, b) => (a < b ? -1 : 1));
}

function resolveDependency(
  key: string,
  property: string,
  attribute: string,
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
  if (name === undefined || value instanceof AttributeSetValue === (attribute === '')) {
    findings.error(
      'dependency',
      `${property} of service "${key}" has ${describeValue(value)} where a service is expected`,
      { position },
    );
    return undefined;
  }
  const target = directory.keyOfName(name);
  if (target === undefined) {
    findings.error('unknown-dependency', `service "${key}" depends on "${name}", which is not in the services model`, {
      position,
      hint: didYouMean(name, directory.known),
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
    });
  }
}
