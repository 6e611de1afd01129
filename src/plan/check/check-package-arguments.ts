import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import { sortNames } from '../../base/order.ts';
import { readAttribute, textOf } from '../../model/decode-value.ts';
import type { Service } from '../../model/service.ts';
import { AttributeSetValue, describeValue, NixFunction, type Slot, Thunk, takesOthers } from '../../nix/index.ts';
import type { CheckInput } from './check-input.ts';
import { findDeployed } from './find-deployed.ts';
import { isForDisnix } from './is-for-disnix.ts';

/**
 * Packages that Disnix cannot call: it gives one the services of `dependsOn` and `connectsTo` by their names there, and
 * takes it as it is where there are none. Packages are never evaluated, so this is known of functions that are written
 * at their place alone (`pkg = { db }: ...`). O(services + dependencies).
 */
export function checkPackageArguments(input: CheckInput, findings: Findings): void {
  if (!isForDisnix(input.services)) return;
  const deployed = findDeployed(input);
  for (const service of input.services.services.values()) {
    const dependencies = readDependencies(service);
    if (dependencies === undefined) continue;
    checkDoubled(service, dependencies, findings);
    if (deployed !== undefined && !deployed.has(service.key)) continue;
    const pkg = service.attributes.get('pkg');
    if (pkg === undefined) tellMissing(service, findings);
    else checkPackage(service, pkg, dependencies, findings);
  }
}

interface Dependencies {
  readonly dependsOn: AttributeSetValue;
  readonly connectsTo: AttributeSetValue;
}

/** Undefined where one of them is no set, which is told elsewhere, or cannot be read. */
function readDependencies({ attributes }: Service): Dependencies | undefined {
  const read = (name: string): AttributeSetValue | undefined => {
    const found = readAttribute(attributes, name);
    if (found === undefined) return AttributeSetValue.from([]);
    return found.value instanceof AttributeSetValue ? found.value : undefined;
  };
  const dependsOn = read('dependsOn');
  const connectsTo = read('connectsTo');
  return dependsOn === undefined || connectsTo === undefined ? undefined : { dependsOn, connectsTo };
}

/** One name for two services: the package gets only one of them. For the same service twice nothing is lost. */
function checkDoubled({ key }: Service, { dependsOn, connectsTo }: Dependencies, findings: Findings): void {
  for (const name of connectsTo.shape.names) {
    const first = dependsOn.get(name);
    if (first === undefined || areSame(first, connectsTo.get(name))) continue;
    findings.warning(
      'doubled-dependency',
      `service "${key}" has another "${name}" in dependsOn than in connectsTo: its package gets that of dependsOn`,
      {
        position: connectsTo.positionOf(name),
        hint: 'call one of them otherwise: connectsTo = { otherName = ...; };',
        subject: aboutService(key),
      },
    );
  }
}

/** Dependencies are forced where a model is read. */
function areSame(one: Slot, other: Slot | undefined): boolean {
  const [a, b] = [one, other].map(slot => {
    const value = slot instanceof Thunk ? slot.force() : slot;
    return value instanceof AttributeSetValue ? readAttribute(value, 'name')?.value : value;
  });
  return a === b;
}

function tellMissing({ key, position }: Service, findings: Findings): void {
  const message = `service "${key}" has no pkg, which Disnix asks for`;
  const hint = 'write the package that is to be deployed: pkg = customPkgs.NAME;';
  findings.warning('missing-package', message, { position, hint, subject: aboutService(key) });
}

function checkPackage(
  { key, attributes }: Service,
  slot: Slot,
  { dependsOn, connectsTo }: Dependencies,
  findings: Findings,
): void {
  const pkg = slot instanceof Thunk ? slot.peek() : slot;
  if (pkg === undefined) return;
  const given = new Set([...dependsOn.shape.names, ...connectsTo.shape.names]);
  const place = { position: attributes.positionOf('pkg'), subject: aboutService(key) };
  const tell = (message: string, hint: string): void =>
    findings.warning('package-arguments', message, { ...place, hint });
  if (!(pkg instanceof NixFunction)) {
    // Data has a package as its path; null says that there is none yet, of a system that is only planned.
    if (pkg === null || pkg instanceof AttributeSetValue) return;
    if (place.position === undefined || textOf(pkg)?.startsWith('/') === true) return;
    const message = `pkg of service "${key}" is ${describeValue(pkg)}, but Disnix takes a package or a function`;
    findings.warning('wrong-type', message, { ...place, hint: 'write pkg = customPkgs.NAME;' });
    return;
  }
  const formals = pkg.formals;
  if (formals === undefined) return;
  const wanted = sortNames(formals.keys());
  const lacking = wanted.filter(name => formals.get(name) === false && !given.has(name));
  if (lacking.length > 0) {
    tell(
      `pkg of service "${key}" wants ${nameSomeSorted(lacking, 5)}, which it depends on by no such name`,
      `write dependsOn = { ${lacking
        .slice(0, 5)
        .map(name => `inherit ${name};`)
        .join(' ')} }; or take the argument away`,
    );
  }
  const surplus = takesOthers(pkg) ? [] : sortNames(given).filter(name => !formals.has(name));
  if (lacking.length === 0 && surplus.length > 0 && given.size > 0) {
    tell(
      `pkg of service "${key}" does not take ${nameSomeSorted(surplus, 5)}, which the service depends on`,
      `write pkg = { ${sortNames([...formals.keys(), ...surplus])
        .slice(0, 8)
        .join(', ')} }: ...`,
    );
  }
}
