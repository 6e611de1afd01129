import { aboutService } from '../../base/diagnostic.ts';
import { Findings } from '../../base/findings.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import type { Position } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { decodeLinkWeights } from '../../model/decode-link-weights.ts';
import { listOf, readAttribute, textOf } from '../../model/decode-value.ts';
import { readActivatesAfter } from '../../model/read-activates-after.ts';
import type { Service } from '../../model/service.ts';
import { force } from '../../nix/index.ts';
import type { CheckInput } from './check-input.ts';
import { findDeployed } from './find-deployed.ts';
import { isForDisnix } from './is-for-disnix.ts';

/**
 * What services say of themselves that Disnix refuses (a name that is not that of the attribute, a dependency on what
 * is only installed), and what planners refuse (weights of links that are none, pins to targets that are not there).
 */
export function checkServices(input: CheckInput, findings: Findings): void {
  checkNames(input, findings);
  checkWhatIsMissing(input, findings);
  checkListed(input, findings);
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
    if (deployed?.has(key) === true) findings.error('wrong-name', message, place);
    else findings.warning('wrong-name', message, place);
  }
}

/**
 * Disnix reads the name and the type of each service that it gets to see. Models that are not written for it, of which
 * no service says either and none has a package, are not blamed.
 */
function checkWhatIsMissing({ services: model }: CheckInput, findings: Findings): void {
  const { services } = model;
  const says = (name: string): boolean => [...services.values()].some(({ attributes }) => attributes.has(name));
  const isDisnix = isForDisnix(model);
  for (const name of ['name', 'type']) {
    if (!isDisnix && !says(name)) continue;
    for (const { key, attributes, position } of services.values()) {
      if (attributes.has(name)) continue;
      const hint = name === 'name' ? `write name = "${key}";` : 'write the type of the container that it goes into';
      const message = `service "${key}" has no ${name}, which Disnix asks for`;
      findings.warning(`missing-${name}`, message, { position, hint, subject: aboutService(key) });
    }
  }
}

/**
 * Dependencies are services to Disnix, by the names under which packages get them: it fails for a list of names, which
 * is how data has them. Models that have no package are not written for it.
 */
function checkListed({ services: model }: CheckInput, findings: Findings): void {
  if (!isForDisnix(model)) return;
  for (const { key, attributes } of model.services.values()) {
    for (const property of ['dependsOn', 'connectsTo', 'activatesAfter']) {
      const found = findings.attempt(() => readAttribute(attributes, property));
      const list = found && listOf(found.value);
      if (found === undefined || list === undefined) continue;
      const names = list.flatMap(slot => findings.attempt(() => textOf(force(slot))) ?? []);
      const message = `${property} of service "${key}" is a list, but Disnix takes sets of services only`;
      const hint = `write ${property} = { inherit ${names.length === 0 ? 'database' : names.join(' ')}; };`;
      findings.warning('listed-dependencies', message, { position: found.position, hint, subject: aboutService(key) });
    }
  }
}

/** What is only installed, of type `package`, is never activated: nothing can come after it, or connect to it. */
function checkPackages({ services: model }: CheckInput, findings: Findings): void {
  const { services } = model;
  const keyOfName = new Map([...services.values()].map(({ key, name }) => [name, key]));
  for (const service of services.values()) {
    const { key, dependsOn, connectsTo, position } = service;
    // What cannot be read of it is told where circles are looked for.
    const after = new Findings().attempt(() => readActivatesAfter(service, model, keyOfName)) ?? [];
    const tell = (what: string, other: string, place: Position | undefined): void => {
      if (services.get(other)?.type !== 'package') return;
      const message = `service "${key}" ${what} "${other}", which is of type package, and is never activated`;
      const hint = 'use the package where the service is built, or give it a type of services';
      findings.error('package-dependency', message, { position: place, hint, subject: aboutService(key) });
    };
    for (const other of [...dependsOn, ...connectsTo]) tell('depends on', other, position);
    for (const other of after) if (other.key !== undefined) tell('activates after', other.key, other.position);
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
