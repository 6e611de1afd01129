import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import { didYouMean } from '../../base/suggest.ts';
import { decodeLinkWeights } from '../../model/decode-link-weights.ts';
import { readAttribute, textOf } from '../../model/decode-value.ts';
import type { Service } from '../../model/service.ts';
import type { CheckInput } from './check-input.ts';

/**
 * What services say of themselves that Disnix refuses (a name that is not that of the attribute, a dependency on what
 * is only installed), and what planners refuse (weights of links that are none, pins to targets that are not there).
 */
export function checkServices(input: CheckInput, findings: Findings): void {
  checkNames(input, findings);
  checkWhatIsMissing(input, findings);
  checkPackages(input, findings);
  decodeLinkWeights(input.services, findings);
  checkPins(input, findings);
}

/** Disnix looks for a service that is deployed under its name: with another attribute it finds none, or another. */
function checkNames(input: CheckInput, findings: Findings): void {
  const { services } = input.services;
  const deployed = findDeployed(input);
  for (const service of services.values()) {
    const { key, name } = service;
    if (name === key) continue;
    const message = `service "${key}" has the name "${name}", but Disnix looks for it under that name`;
    const hint = `write name = "${key}"; or call the attribute "${name}"`;
    const position = readAttribute(service.attributes, 'name')?.position ?? service.position;
    const place = { position, hint, subject: aboutService(key) } as const;
    if (deployed.has(key)) findings.error('wrong-name', message, place);
    else findings.warning('wrong-name', message, place);
  }
}

/**
 * Disnix reads the name and the type of each service that it gets to see. Models that are not written for it, of which
 * no service says either and none has a package, are not blamed.
 */
function checkWhatIsMissing({ services: { services } }: CheckInput, findings: Findings): void {
  const says = (name: string): boolean => [...services.values()].some(({ attributes }) => attributes.has(name));
  const isForDisnix = says('pkg');
  for (const name of ['name', 'type']) {
    if (!isForDisnix && !says(name)) continue;
    for (const { key, attributes, position } of services.values()) {
      if (attributes.has(name)) continue;
      const hint = name === 'name' ? `write name = "${key}";` : 'write the type of the container that it goes into';
      const message = `service "${key}" has no ${name}, which Disnix asks for`;
      findings.warning(`missing-${name}`, message, { position, hint, subject: aboutService(key) });
    }
  }
}

/** The services that are distributed, and those that they need. */
function findDeployed({ services: { services }, distribution }: CheckInput): ReadonlySet<string> {
  const deployed = new Set<string>();
  const open = [...(distribution?.mappings ?? [])].flatMap(([key, targets]) => (targets.length > 0 ? [key] : []));
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const service = services.get(key);
    if (service === undefined || deployed.has(key)) continue;
    deployed.add(key);
    open.push(...service.dependsOn, ...service.connectsTo);
  }
  return deployed;
}

/** What is only installed, of type `package`, is never activated: nothing can come after it, or connect to it. */
function checkPackages({ services: { services } }: CheckInput, findings: Findings): void {
  for (const { key, dependsOn, connectsTo, position } of services.values()) {
    for (const other of [...dependsOn, ...connectsTo]) {
      if (services.get(other)?.type !== 'package') continue;
      const message = `service "${key}" depends on "${other}", which is of type package, and is never activated`;
      const hint = 'use the package where the service is built, or give it a type of services';
      findings.error('package-dependency', message, { position, hint, subject: aboutService(key) });
    }
  }
}

function checkPins({ services, infrastructure: { targets } }: CheckInput, findings: Findings): void {
  if (targets.size === 0) return;
  for (const service of services.services.values()) {
    checkPin(service, [...targets.keys()], findings);
  }
}

function checkPin(service: Service, targets: readonly string[], findings: Findings): void {
  const pin = findings.attempt(() => readAttribute(service.attributes, 'pinnedTo'));
  const target = pin === undefined ? undefined : textOf(pin.value);
  if (pin === undefined || target === undefined || targets.includes(target)) return;
  const message = `service "${service.key}" is pinned to "${target}", which is not in the infrastructure model`;
  const hint = didYouMean(target, targets) ?? `the targets are ${nameSomeSorted(targets, 5)}`;
  findings.error('pin', message, { position: pin.position, hint, subject: aboutService(service.key) });
}
