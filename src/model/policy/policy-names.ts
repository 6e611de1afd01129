import { sortNames } from '../../base/order.ts';
import type { Position } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { describeValue, type Value } from '../../nix/index.ts';
import { textOf } from '../decode-value.ts';
import type { InfrastructureModel } from '../infrastructure.ts';
import type { ServicesModel } from '../service.ts';
import type { PolicyPart } from './policy-part.ts';

/** What a policy may speak of: services, groups of services, targets, and the properties of both. */
export class PolicyNames {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  readonly groups: ReadonlyMap<string, readonly string[]>;
  #serviceProperties: ReadonlySet<string> | undefined;
  #targetProperties: ReadonlySet<string> | undefined;

  constructor(
    models: { readonly services: ServicesModel; readonly infrastructure: InfrastructureModel },
    groups: ReadonlyMap<string, readonly string[]>,
  ) {
    this.services = models.services;
    this.infrastructure = models.infrastructure;
    this.groups = groups;
  }

  /** The services behind a name; undefined where neither a group nor a service has it. */
  find(name: string): readonly string[] | undefined {
    return this.groups.get(name) ?? (this.services.services.has(name) ? [name] : undefined);
  }

  /** The services behind a name or a list of names, in byte order, each once. Unknown ones are told. */
  read(key: string, value: Value, reader: PolicyPart, position: Position | undefined): readonly string[] {
    const services = new Set<string>();
    for (const element of reader.elements(value)) {
      const name = textOf(element);
      if (name === undefined) {
        reader.wrong(key, element, 'the name of a service or group, or a list of them', position);
        continue;
      }
      const found = this.find(name);
      if (found === undefined) this.#tellUnknown(`${key} of ${reader.what}`, name, reader, position);
      for (const service of found ?? []) services.add(service);
    }
    return sortNames(services);
  }

  /** The services behind the name that an entry of a set has; none, and told, where it is unknown. */
  readKey(what: string, name: string, reader: PolicyPart, position: Position | undefined): readonly string[] {
    const found = this.find(name);
    if (found === undefined) this.#tellUnknown(what, name, reader, position);
    return found ?? [];
  }

  /** Tells of a property that no service has: it is most likely misspelt. */
  checkServiceProperty(key: string, property: string, reader: PolicyPart, position: Position | undefined): void {
    const all = [...this.services.services.values()];
    this.#serviceProperties ??= new Set(all.flatMap(({ attributes }) => attributes.shape.names));
    if (all.length > 0) tellProperty('service', key, property, this.#serviceProperties, reader, position);
  }

  /** Tells of a property that no target has. */
  checkTargetProperty(key: string, property: string, reader: PolicyPart, position: Position | undefined): void {
    const all = [...this.infrastructure.targets.values()];
    this.#targetProperties ??= new Set(all.flatMap(({ properties }) => properties.shape.names));
    if (all.length > 0) tellProperty('target', key, property, this.#targetProperties, reader, position);
  }

  /** Names of targets; unknown ones are told and left out. */
  readTargets(key: string, value: Value, reader: PolicyPart, position: Position | undefined): readonly string[] {
    const { targets } = this.infrastructure;
    const found = reader.elements(value).flatMap(element => {
      const name = textOf(element);
      if (name !== undefined && targets.has(name)) return [name];
      const shown = name === undefined ? describeValue(element) : `"${name}"`;
      const message = `${key} of ${reader.what} names ${shown}, which is no target of the infrastructure model`;
      reader.fail('unknown-target', message, position, didYouMean(name ?? '', targets.keys()));
      return [];
    });
    return sortNames(new Set(found));
  }

  #tellUnknown(what: string, name: string, reader: PolicyPart, position: Position | undefined): void {
    const known = [...this.groups.keys(), ...this.services.services.keys()];
    const message = `${what} names "${name}", which is neither a service nor a group`;
    reader.fail('unknown-service', message, position, didYouMean(name, known));
  }
}

function tellProperty(
  kind: 'service' | 'target',
  key: string,
  property: string,
  known: ReadonlySet<string>,
  reader: PolicyPart,
  position: Position | undefined,
): void {
  if (known.has(property)) return;
  const message = `${key} of ${reader.what} is the property "${property}", which no ${kind} has`;
  reader.fail('unknown-property', message, position, didYouMean(property, known));
}
