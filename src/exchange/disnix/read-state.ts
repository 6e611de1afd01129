import { aboutTarget } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import type { XmlElement } from '../../model/xml/parse-xml.ts';
import type { DeployedService, DeployedState, DeployedTarget, PropertySet } from './deployed-state.ts';
import { readFields, readNamed, readOptional, readText } from './manifest-fields.ts';
import {
  type KnownEntries,
  readDependencyMappings,
  readServiceMappings,
  readSnapshotMappings,
} from './read-mappings.ts';
import { readInteger, readPropertySet } from './read-property-value.ts';

const allSections = ['profiles', 'services', 'infrastructure', 'serviceMappings', 'snapshotMappings'];
/** Those without which there is no telling what is deployed. */
const requiredSections = ['services', 'infrastructure', 'serviceMappings'];
const targetFields = ['properties', 'containers', 'system', 'numOfCores', 'clientInterface', 'targetProperty'];
const serviceFields = ['name', 'pkg', 'type', 'dependsOn', 'connectsTo', 'providesContainers'];

/**
 * The state that a `<manifest>` of version 2 has. Everything that is wrong with it goes to `findings`; the result means
 * something only where no error is among it. O(size), and sorting.
 */
export function readState(root: XmlElement, findings: Findings): DeployedState {
  const sections = readFields(root, allSections, findings);
  for (const tag of requiredSections) {
    if (sections.has(tag)) continue;
    findings.error('manifest', `<manifest> has no <${tag}>`, { position: root.position });
  }
  const known = { targets: namesIn(sections.get('infrastructure')), services: nameServices(sections.get('services')) };
  const profiles = readNamed(sections.get('profiles'), 'profile', findings, (child, target) => {
    if (!known.targets.has(target)) {
      const message = `<profile> is that of the target "${target}", which <infrastructure> does not have`;
      findings.warning('manifest-dangling', message, { position: child.position, subject: aboutTarget(target) });
    }
    return readOptional(child, findings);
  });
  return {
    targets: readNamed(sections.get('infrastructure'), 'target', findings, (child, name) =>
      readTarget(child, name, profiles.get(name), findings),
    ),
    services: readServices(sections.get('services'), known, findings),
    serviceMappings: readServiceMappings(sections.get('serviceMappings'), known, findings),
    snapshotMappings: readSnapshotMappings(sections.get('snapshotMappings'), known, findings),
  };
}

/** All names, also of what is wrong. */
function namesIn(section: XmlElement | undefined): ReadonlySet<string> {
  return new Set(section?.children.flatMap(({ attributes }) => attributes.get('name') ?? []));
}

/** The names of services by hash. */
function nameServices(section: XmlElement | undefined): ReadonlyMap<string, string> {
  const named = section?.children.flatMap(({ attributes, children }): (readonly [string, string])[] => {
    const hash = attributes.get('name');
    return hash === undefined ? [] : [[hash, children.find(({ name }) => name === 'name')?.text ?? '']];
  });
  return new Map(named);
}

function readTarget(
  element: XmlElement,
  name: string,
  profile: string | undefined,
  findings: Findings,
): DeployedTarget {
  const fields = readFields(element, targetFields, findings);
  const text = (tag: string): string | undefined => readOptional(fields.get(tag), findings);
  const cores = text('numOfCores');
  const numOfCores = cores === undefined ? undefined : readInteger(cores);
  if (cores !== undefined && numOfCores === undefined) {
    const { position } = fields.get('numOfCores') ?? element;
    findings.error('manifest', `<numOfCores> is "${cores}", but must be an integer`, { position });
  }
  return {
    name,
    properties: readPropertySet(fields.get('properties'), findings),
    containers: readContainers(fields.get('containers'), findings),
    system: text('system'),
    numOfCores,
    clientInterface: text('clientInterface'),
    targetProperty: text('targetProperty'),
    profile,
    position: element.position,
  };
}

function readContainers(element: XmlElement | undefined, findings: Findings): ReadonlyMap<string, PropertySet> {
  return readNamed(element, 'container', findings, child => readPropertySet(child, findings));
}

function readServices(
  section: XmlElement | undefined,
  known: KnownEntries,
  findings: Findings,
): ReadonlyMap<string, DeployedService> {
  const services = new Map<string, DeployedService>();
  const read = readNamed(section, 'service', findings, (child, hash) => readService(child, hash, known, findings));
  for (const [hash, service] of read) if (service !== undefined) services.set(hash, service);
  return services;
}

/** Undefined, and told, where it has no name, package or type. */
function readService(
  element: XmlElement,
  hash: string,
  known: KnownEntries,
  findings: Findings,
): DeployedService | undefined {
  const fields = readFields(element, serviceFields, findings);
  const name = readText(element, 'name', fields, findings);
  const pkg = readText(element, 'pkg', fields, findings);
  const type = readText(element, 'type', fields, findings);
  const dependsOn = readDependencyMappings(fields.get('dependsOn'), known, findings);
  const connectsTo = readDependencyMappings(fields.get('connectsTo'), known, findings);
  const providesContainers = readContainers(fields.get('providesContainers'), findings);
  if (name === undefined || pkg === undefined || type === undefined) return undefined;
  return { hash, name, pkg, type, dependsOn, connectsTo, providesContainers, position: element.position };
}
