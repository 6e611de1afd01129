import { aboutService, aboutTarget } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { compareNames } from '../../base/order.ts';
import { didYouMean } from '../../base/suggest.ts';
import type { XmlElement } from '../../model/xml/parse-xml.ts';
import type { DependencyMapping, ServiceMapping, SnapshotMapping } from './deployed-state.ts';
import { readFields, readItems, readOptional, readText } from './manifest-fields.ts';

/** What mappings refer to, also where something else is wrong with it. */
export interface KnownEntries {
  /** The names of all targets. */
  readonly targets: ReadonlySet<string>;
  /** The names of all services, by hash; empty where one has none. */
  readonly services: ReadonlyMap<string, string>;
}

const dependencyTags = ['service', 'target', 'container'];
const serviceTags = [...dependencyTags, 'containerProvidedByService'];
const snapshotTags = [...serviceTags, 'component'];

/**
 * What a service depends on. A hash without a service is a warning only: a manifest that was made from the answers of
 * machines lacks the services of a machine that was silent.
 */
export function readDependencyMappings(
  element: XmlElement | undefined,
  known: KnownEntries,
  findings: Findings,
): readonly DependencyMapping[] {
  return readMappings(element, known, findings, child => {
    const fields = readFields(child, dependencyTags, findings);
    const mapping = readPlace(child, fields, known, findings);
    if (mapping !== undefined && !known.services.has(mapping.service)) {
      const message = `<${element?.name}> refers to the service "${mapping.service}", which the manifest does not have`;
      const hint = `was it made while a machine was silent? then "${mapping.target}" is not known to run it`;
      const subject = aboutService(mapping.service);
      findings.warning('manifest-dangling', message, { position: fields.get('service')?.position, hint, subject });
    }
    return mapping;
  });
}

/** Where services are active. */
export function readServiceMappings(
  element: XmlElement | undefined,
  known: KnownEntries,
  findings: Findings,
): readonly ServiceMapping[] {
  return readMappings(element, known, findings, child =>
    readServiceMapping(child, readFields(child, serviceTags, findings), known, findings),
  );
}

/** Whose state can be captured. */
export function readSnapshotMappings(
  element: XmlElement | undefined,
  known: KnownEntries,
  findings: Findings,
): readonly SnapshotMapping[] {
  return readMappings(element, known, findings, child => {
    const fields = readFields(child, snapshotTags, findings);
    const mapping = readServiceMapping(child, fields, known, findings);
    const component = readText(child, 'component', fields, findings);
    return mapping && component !== undefined ? { ...mapping, component } : undefined;
  });
}

/**
 * The mappings of a list, by the service's name, then target, container and hash. Each counts once: a distribution may
 * have a target twice, and its manifest has it twice then.
 */
function readMappings<T extends DependencyMapping>(
  element: XmlElement | undefined,
  { services }: KnownEntries,
  findings: Findings,
  read: (child: XmlElement) => T | undefined,
): readonly T[] {
  const found = new Map<string, T>();
  for (const child of readItems(element, 'mapping', findings)) {
    const mapping = read(child);
    if (mapping === undefined) continue;
    const { service, target, container } = mapping;
    const identity = [services.get(service) ?? '', target, container, service].join('\0');
    if (found.has(identity)) {
      const message = `<${element?.name}> has the same <mapping> twice: it counts once`;
      findings.warning('manifest-doubled', message, { position: child.position });
    } else found.set(identity, mapping);
  }
  return [...found].sort(([a], [b]) => compareNames(a, b)).map(([, mapping]) => mapping);
}

function readServiceMapping(
  element: XmlElement,
  fields: ReadonlyMap<string, XmlElement>,
  known: KnownEntries,
  findings: Findings,
): ServiceMapping | undefined {
  const mapping = readPlace(element, fields, known, findings);
  if (mapping !== undefined) requireService(mapping.service, fields.get('service'), known, findings);
  const providerField = fields.get('containerProvidedByService');
  const provider = readOptional(providerField, findings);
  if (provider !== undefined) requireService(provider, providerField, known, findings);
  return mapping && { ...mapping, containerProvidedByService: provider };
}

/** Service, target and container; undefined, and told, where one of them is missing. */
function readPlace(
  element: XmlElement,
  fields: ReadonlyMap<string, XmlElement>,
  { targets }: KnownEntries,
  findings: Findings,
): DependencyMapping | undefined {
  const service = readText(element, 'service', fields, findings);
  const target = readText(element, 'target', fields, findings);
  const container = readText(element, 'container', fields, findings);
  if (target !== undefined && !targets.has(target)) {
    const message = `<mapping> refers to the target "${target}", which <infrastructure> does not have`;
    const hint = didYouMean(target, targets);
    const subject = aboutTarget(target);
    findings.error('manifest-dangling', message, { position: fields.get('target')?.position, hint, subject });
  }
  if (service === undefined || target === undefined || container === undefined) return undefined;
  return { service, target, container, position: element.position };
}

function requireService(
  hash: string,
  field: XmlElement | undefined,
  { services }: KnownEntries,
  findings: Findings,
): void {
  if (services.has(hash)) return;
  const message = `<${field?.name}> refers to the service "${hash}", which <services> does not have`;
  const hint = didYouMean(hash, services.keys());
  findings.error('manifest-dangling', message, { position: field?.position, hint, subject: aboutService(hash) });
}
