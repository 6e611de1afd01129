import type { Amount } from '../../model/amount.ts';
import { readWrittenAmount } from '../../model/amount.ts';
import { listOf, readAttribute } from '../../model/decode-value.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { Policy, PropertyTest } from '../../model/policy.ts';
import { scalarText } from '../../model/scalar.ts';
import type { Service } from '../../model/service.ts';
import { type AttributeSetValue, force } from '../../nix/index.ts';

/** Whether the rules `only`, `avoid` and `match` let a service go to a target. O(rules · tests). */
export function mayBeOn(
  service: Service | undefined,
  name: string,
  { policy, infrastructure }: { readonly policy: Pick<Policy, 'rules'>; readonly infrastructure: InfrastructureModel },
): boolean {
  const properties = infrastructure.targets.get(name)?.properties;
  if (service === undefined || properties === undefined) return false;
  return policy.rules.every(rule => {
    if (rule.soft !== undefined) return true;
    if (rule.kind === 'match') {
      const wanted = textsOf(service.attributes, rule.property);
      return wanted === undefined || (textsOf(properties, rule.by) ?? []).some(text => wanted.includes(text));
    }
    if (rule.kind !== 'only' && rule.kind !== 'avoid') return true;
    if (!rule.services.includes(service.key)) return true;
    const isMeant =
      (rule.on === undefined || rule.on.includes(name)) && rule.where.every(test => passes(test, properties));
    return isMeant === (rule.kind === 'only');
  });
}

function passes(test: PropertyTest, properties: AttributeSetValue): boolean {
  if ('oneOf' in test) return (textsOf(properties, test.property) ?? []).some(text => test.oneOf.includes(text));
  const found = readAttribute(properties, test.property);
  const amount = found && readWrittenAmount(found.value);
  if (amount === undefined) return false;
  const { least, most } = test;
  return (least === undefined || compare(amount, least) >= 0) && (most === undefined || compare(amount, most) <= 0);
}

function compare(a: Amount, b: Amount): number {
  const difference = a.units * 10n ** BigInt(b.scale) - b.units * 10n ** BigInt(a.scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A text, a number or a list of them, as texts; undefined where there is nothing. */
function textsOf(set: AttributeSetValue, name: string): readonly string[] | undefined {
  const found = readAttribute(set, name);
  if (found === undefined || found.value === null) return undefined;
  return (listOf(found.value) ?? [found.value]).flatMap(slot => scalarText(force(slot)) ?? []);
}
