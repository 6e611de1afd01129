import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { AttributeSetValue, describeValue, force, type Slot, type Value } from '../nix/index.ts';
import { listOf, readAttribute, textOf } from './decode-value.ts';
import type { Distribution, Mapping } from './distribution.ts';
import type { InfrastructureModel } from './infrastructure.ts';

/** The names of services that a distribution may use: a map or a set with these keys. */
export interface KnownNames {
  has(name: string): boolean;
  keys(): Iterable<string>;
}

/**
 * Checks a distribution (already called with the infrastructure) and gives it types. A service maps to a list of
 * targets, or to `{ targets = [ { target = …; container = "…"; } ]; }`, or to a list of such sets, as the original
 * prints what is deployed; a target is a value of the infrastructure model or a target's name. Doubles in a list are
 * dropped. Wrong parts are left out of the result and told to `findings`.
 * Names that the models lack are errors; in an earlier plan (`drop`) they are left out without a word, since services
 * and targets come and go; and where the models are not at hand (`keep`) they are taken as they are.
 */
export function decodeDistribution(
  value: Value,
  file: string,
  models: { readonly services: { readonly services: KnownNames }; readonly infrastructure: InfrastructureModel },
  findings: Findings,
  unknownNames: 'refuse' | 'drop' | 'keep' = 'refuse',
): Distribution {
  const mappings = new Map<string, readonly Mapping[]>();
  if (!(value instanceof AttributeSetValue)) {
    findings.error('distribution-model', `the distribution is ${describeValue(value)}, but must be an attribute set`, {
      file,
      hint: 'a distribution maps services to targets: { infrastructure }: { web = [ infrastructure.test1 ]; }',
    });
    return { mappings };
  }
  const directory = new TargetDirectory(models.infrastructure, unknownNames);
  const { names, positions } = value.shape;
  for (let i = 0; i < names.length; i++) {
    const service = names[i] as string;
    const slot = value.slots[i] as Slot;
    const position = positions?.[i];
    const isKnown = unknownNames === 'keep' || models.services.services.has(service);
    if (!isKnown && unknownNames === 'drop') continue;
    if (!isKnown) {
      findings.error(
        'unknown-service',
        `the distribution names service "${service}", which is not in the services model`,
        {
          position,
          file,
          hint: didYouMean(service, models.services.services.keys()),
          subject: aboutService(service),
        },
      );
    }
    const list = findings.attempt(() => readMappings(service, force(slot), position, directory, findings));
    if (list) mappings.set(service, list);
  }
  return { mappings };
}

/** Finds the name of the target that an element of a distribution means. */
class TargetDirectory {
  readonly infrastructure: InfrastructureModel;
  readonly unknownNames: 'refuse' | 'drop' | 'keep';
  readonly #nameOfSet = new Map<AttributeSetValue, string>();

  constructor(infrastructure: InfrastructureModel, unknownNames: 'refuse' | 'drop' | 'keep') {
    this.infrastructure = infrastructure;
    this.unknownNames = unknownNames;
    for (const [name, target] of infrastructure.targets) this.#nameOfSet.set(target.attributes, name);
  }

  nameOf(value: AttributeSetValue): string | undefined {
    return this.#nameOfSet.get(value) ?? this.#nameByHostname(value);
  }

  /**
   * For a target that the distribution changed (`infrastructure.test1 // { … }`): its hostname, where only one target
   * has it.
   */
  #nameByHostname(value: AttributeSetValue): string | undefined {
    const hostname = readHostname(value);
    if (hostname === undefined) return undefined;
    const names = [...this.infrastructure.targets.values()].filter(
      ({ attributes }) => readHostname(attributes) === hostname,
    );
    return names.length === 1 ? names[0]?.name : undefined;
  }
}

function readHostname(target: AttributeSetValue): string | undefined {
  const properties = readAttribute(target, 'properties')?.value;
  const set = properties instanceof AttributeSetValue ? properties : target;
  const hostname = readAttribute(set, 'hostname');
  return hostname && textOf(hostname.value);
}

function readMappings(
  service: string,
  value: Value,
  position: Position | undefined,
  directory: TargetDirectory,
  findings: Findings,
): readonly Mapping[] | undefined {
  const targets = value instanceof AttributeSetValue ? readAttribute(value, 'targets') : undefined;
  const list = listOf(targets ? targets.value : value);
  if (!list) {
    findings.error(
      'distribution',
      `the distribution of service "${service}" is ${describeValue(value)}, but must be a list of targets`,
      {
        position,
        hint: 'write [ infrastructure.test1 ] or { targets = [ { target = infrastructure.test1; } ]; }',
        subject: aboutService(service),
      },
    );
    return undefined;
  }
  const mappings = new Map<string, Mapping>();
  for (const slot of list) {
    const mapping = findings.attempt(() =>
      readMapping(service, slot, targets !== undefined, position, directory, findings),
    );
    if (mapping === undefined) continue;
    const identity = mapping.container === undefined ? mapping.target : `${mapping.target}\0${mapping.container}`;
    if (!mappings.has(identity)) mappings.set(identity, mapping);
  }
  return [...mappings.values()];
}

function readMapping(
  service: string,
  slot: Slot,
  explicit: boolean,
  position: Position | undefined,
  directory: TargetDirectory,
  findings: Findings,
): Mapping | undefined {
  const element = force(slot);
  const isPair = explicit || isTargetWithContainer(element, directory);
  const inner = isPair && element instanceof AttributeSetValue ? readAttribute(element, 'target') : undefined;
  const target = readTarget(service, inner ? inner.value : element, inner?.position ?? position, directory, findings);
  if (target === undefined) return undefined;
  const container = inner && element instanceof AttributeSetValue ? readAttribute(element, 'container') : undefined;
  const name = container && textOf(container.value);
  if (container && name === undefined) {
    const message = `the container of service "${service}" on "${target}" is ${describeValue(container.value)}, but must be a string`;
    findings.error('mapping-container', message, { position: container.position, subject: aboutService(service) });
  }
  return { target, position, ...(name === undefined ? {} : { container: name }) };
}

/** What the original prints of a deployment in containers: no target of the model, but a set that names one. */
function isTargetWithContainer(element: Value, directory: TargetDirectory): boolean {
  return element instanceof AttributeSetValue && element.has('target') && directory.nameOf(element) === undefined;
}

function readTarget(
  service: string,
  value: Value,
  position: Position | undefined,
  directory: TargetDirectory,
  findings: Findings,
): string | undefined {
  const { targets } = directory.infrastructure;
  const text = textOf(value);
  const name = value instanceof AttributeSetValue ? directory.nameOf(value) : text;
  if (name !== undefined && (targets.has(name) || directory.unknownNames === 'keep')) return name;
  if (name !== undefined && directory.unknownNames === 'drop') return undefined;
  const shown =
    text === undefined
      ? `${describeValue(value)} that is not a target of the infrastructure model`
      : `the unknown target "${text}"`;
  findings.error('unknown-target', `service "${service}" is distributed to ${shown}`, {
    position,
    hint: text === undefined ? undefined : didYouMean(text, targets.keys()),
    subject: aboutService(service),
  });
  return undefined;
}
