import type { Findings } from '../base/findings.ts';
import { didYouMean } from '../base/suggest.ts';
import { type Amount, toCommonScale } from '../model/amount.ts';
import { readAttribute } from '../model/decode-value.ts';
import { readQuantity } from '../model/read-quantity.ts';
import { type AttributeSetValue, describeValue } from '../nix/index.ts';

/** A property of many things, as whole numbers in one unit. */
export interface Amounts {
  /** Undefined where a thing lacks the property. */
  readonly units: ReadonlyMap<string, bigint | undefined>;
  readonly scale: number;
}

/**
 * Reads one property of each service and one of each target, in one unit, so that they can be compared. What is no
 * number, in quotes or not, or is negative, is an error; that nobody has the property is one, too, for then its name is
 * most likely misspelt.
 */
export function readAmounts(
  services: ReadonlyMap<string, AttributeSetValue>,
  serviceProperty: string,
  targets: ReadonlyMap<string, AttributeSetValue>,
  targetProperty: string,
  findings: Findings,
): { readonly needs: Amounts; readonly capacities: Amounts } {
  const needs = readAll(services, 'service', serviceProperty, findings);
  const capacities = readAll(targets, 'target', targetProperty, findings);
  const present = [...needs.values(), ...capacities.values()].filter(amount => amount !== undefined);
  const { scale } = toCommonScale(present);
  const scaled = (amounts: ReadonlyMap<string, Amount | undefined>): Amounts => ({
    units: new Map(
      [...amounts].map(([name, amount]) => [name, amount && amount.units * 10n ** BigInt(scale - amount.scale)]),
    ),
    scale,
  });
  return { needs: scaled(needs), capacities: scaled(capacities) };
}

/** One property of each target, such as its cost. */
export function readTargetAmounts(
  targets: ReadonlyMap<string, AttributeSetValue>,
  property: string,
  findings: Findings,
): Amounts {
  return readAmounts(new Map(), property, targets, property, findings).capacities;
}

function readAll(
  things: ReadonlyMap<string, AttributeSetValue>,
  kind: 'service' | 'target',
  property: string,
  findings: Findings,
): ReadonlyMap<string, Amount | undefined> {
  const amounts = new Map<string, Amount | undefined>();
  for (const [name, set] of things) {
    amounts.set(
      name,
      findings.attempt(() => readOne(name, set, kind, property, findings)),
    );
  }
  if (things.size > 0 && [...things.values()].every(set => !set.has(property))) {
    const known = new Set([...things.values()].flatMap(set => set.shape.names));
    findings.error('unknown-property', `no ${kind} has the property "${property}"`, {
      hint: didYouMean(property, known),
    });
  }
  return amounts;
}

function readOne(
  name: string,
  set: AttributeSetValue,
  kind: 'service' | 'target',
  property: string,
  findings: Findings,
): Amount | undefined {
  const found = readAttribute(set, property);
  if (found === undefined) return undefined;
  const amount = readQuantity(found, `${property} of ${kind} "${name}"`, findings);
  if (amount !== undefined && amount.units >= 0n) return amount;
  const shown = amount === undefined ? describeValue(found.value) : 'negative';
  findings.error('amount', `${property} of ${kind} "${name}" is ${shown}, but must be a number of at least 0`, {
    position: found.position,
    subject: { kind, name },
  });
  return undefined;
}
