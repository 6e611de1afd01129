import { nameSome } from '../../base/name-some.ts';
import { AttributeSetValue } from '../../nix/index.ts';
import { type Amount, formatAmount } from '../amount.ts';
import type { PropertyTest } from '../policy.ts';
import { scalarText } from '../scalar.ts';
import { type PolicyEntry, PolicyReader } from './policy-reader.ts';

/**
 * `where = { zone = "a"; arch = [ "arm" "x86" ]; cores = { least = 4; }; };`: a target passes where each property is as
 * said: equal, one of a list, or a number in a range.
 */
export function decodeTests(rule: PolicyReader): readonly PropertyTest[] {
  return rule.entries('where', 'where = { zone = "a"; };').flatMap(entry => {
    rule.source.names.checkTargetProperty('where', entry.name, rule, entry.position);
    return decodeTest(entry, rule) ?? [];
  });
}

function decodeTest({ name, value, position }: PolicyEntry, rule: PolicyReader): PropertyTest | undefined {
  if (value instanceof AttributeSetValue) {
    const reader = new PolicyReader(`${name} in ${rule.what}`, value, position, rule.source, ['least', 'most']);
    const least = reader.amount('least', {});
    const most = reader.amount('most', {});
    if (least === undefined && most === undefined && !reader.hasFailed) {
      reader.fail('policy-value', `${reader.what} has no bound`, position, 'write { least = 4; } or { most = 8; }');
    }
    if (reader.hasFailed) rule.fails();
    return { property: name, least, most };
  }
  const oneOf = rule.elements(value).flatMap(element => {
    const text = scalarText(element);
    if (text === undefined) rule.wrong(name, element, 'a text, a number, true, false, or a list of them', position);
    return text ?? [];
  });
  return { property: name, oneOf };
}

/** What a test asks, as names of rules have it: `zone a or b`, `cpus 2 to 8`. Two rules may differ in nothing else. */
export function describeTest(test: PropertyTest): string {
  if ('oneOf' in test) return `${test.property} ${nameSome(test.oneOf, 3, ' or ')}`;
  const [least, most] = [test.least, test.most].map(amount => amount && writeAmount(amount));
  if (least === undefined || most === undefined) {
    return `${test.property} at ${least === undefined ? `most ${most}` : `least ${least}`}`;
  }
  return `${test.property} ${least} to ${most}`;
}

function writeAmount({ units, scale }: Amount): string {
  return formatAmount(units, scale);
}
