import { aboutTarget } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { nameSomeSorted } from '../../base/name-some.ts';
import type { Position } from '../../base/source.ts';
import { readAttribute, textOf } from '../../model/decode-value.ts';
import type { Target } from '../../model/infrastructure.ts';
import { describeValue } from '../../nix/index.ts';
import type { CheckInput } from './check-input.ts';
import { isForDisnix } from './is-for-disnix.ts';
import { isNixSystem, nearestSystem } from './nix-systems.ts';

/**
 * What Disnix refuses of targets, or takes for another one: an address that is missing or that two have, a system that
 * Nix does not know, a name that no store path can have. Without services nothing says that the model is for Disnix:
 * then only one address of two targets is told. O(targets).
 */
export function checkTargets(input: CheckInput, findings: Findings): void {
  const { services, infrastructure } = input;
  const all = [...infrastructure.targets.values()];
  const isDisnix = isForDisnix(services);
  if (!isDisnix && services.services.size > 0) return;
  const addressed = all.map(target => ({ target, address: findings.attempt(() => readAddress(target)) }));
  checkDoubles(addressed, findings);
  if (!isDisnix) return;
  checkAddresses(addressed, findings);
  for (const target of all) {
    checkName(target, findings);
    checkSystem(target, findings);
  }
}

/** How a target is reached: the property that has its address, and what that is. */
interface Address {
  readonly property: string;
  /** Undefined where the target lacks the property. */
  readonly found: { readonly text: string | undefined; readonly shown: string } | undefined;
  readonly position: Position | undefined;
}

interface Addressed {
  readonly target: Target;
  /** Undefined where it cannot be read, which is told. */
  readonly address: Address | undefined;
}

/** Disnix takes `hostname` unless the target names another property: `targetProperty`. */
function readAddress({ attributes, properties, position }: Target): Address {
  const property = textOf(readAttribute(attributes, 'targetProperty')?.value ?? null) ?? 'hostname';
  const found = readAttribute(properties, property);
  if (found === undefined) return { property, found, position };
  const text = textOf(found.value);
  return { property, found: { text, shown: describeValue(found.value) }, position: found.position };
}

/** All that is for either of two targets of one address goes to one of them. */
function checkDoubles(all: readonly Addressed[], findings: Findings): void {
  const byAddress = new Map<string, Addressed[]>();
  for (const one of all) {
    const text = one.address?.found?.text;
    if (text === undefined || text === '') continue;
    const others = byAddress.get(text);
    if (others === undefined) byAddress.set(text, [one]);
    else others.push(one);
  }
  for (const [text, [, second, ...more]] of byAddress) {
    if (second === undefined) continue;
    const names = all.flatMap(({ target, address }) => (address?.found?.text === text ? [target.name] : []));
    const which = more.length === 0 ? `"${names.join('" and "')}"` : nameSomeSorted(names, 5);
    findings.warning('doubled-address', `targets ${which} have one address, "${text}"`, {
      position: second.address?.position,
      hint: 'Disnix deploys to the first of them what is for any: give each an address of its own',
      subject: aboutTarget(second.target.name),
    });
  }
}

function checkAddresses(all: readonly Addressed[], findings: Findings): void {
  const hint = (target: Target): string =>
    `write properties.hostname = "${target.name}"; or name the property that has the address: targetProperty = "...";`;
  const known = all.flatMap(({ target, address }) => (address === undefined ? [] : [{ target, address }]));
  const lacking = known.filter(({ address }) => address.found === undefined);
  const [first] = lacking;
  // A property that none has may well be another one by an option: a fault of the whole model, if it is one.
  if (first !== undefined && lacking.length > 1 && lacking.length === all.length) {
    const message = `no target has a ${first.address.property}, by which Disnix reaches it unless told otherwise`;
    const place = {
      position: first.address.position,
      hint: hint(first.target),
      subject: aboutTarget(first.target.name),
    };
    findings.warning('missing-address', message, place);
    return;
  }
  for (const { target, address } of known) {
    const { found, property, position } = address;
    const place = { position, hint: hint(target), subject: aboutTarget(target.name) };
    if (found === undefined) {
      const message = `target "${target.name}" has no ${property}, by which Disnix reaches it`;
      findings.warning('missing-address', message, place);
    } else if (found.text === undefined) {
      const message = `${property} of target "${target.name}" is ${found.shown}, but Disnix takes a string`;
      findings.warning('wrong-type', message, { ...place, hint: `write properties.${property} = "${target.name}";` });
    } else if (found.text === '') {
      const message = `${property} of target "${target.name}" is empty, and Disnix reaches it by that`;
      findings.warning('missing-address', message, place);
    }
  }
}

/** The profile of a target is a store path that bears its name. */
function checkName({ name, position }: Target, findings: Findings): void {
  if (/^[\w+\-?=][\w+\-.?=]{0,210}$/.test(name)) return;
  const message = `Disnix cannot make a profile for target "${name}": Nix takes no such name for a store path`;
  const hint = 'use at most 211 letters, digits and - _ + ? = . with no dot at the beginning';
  findings.warning('target-name', message, { position, hint, subject: aboutTarget(name) });
}

function checkSystem({ name, attributes }: Target, findings: Findings): void {
  const found = findings.attempt(() => readAttribute(attributes, 'system'));
  const system = found && textOf(found.value);
  if (found === undefined || system === undefined || isNixSystem(system)) return;
  const message = `system of target "${name}" is "${system}", which Nix packages are not made for`;
  const hint = nearestSystem(system);
  findings.warning('unknown-system', message, { position: found.position, hint, subject: aboutTarget(name) });
}
