import { didYouMean } from '../../base/suggest.ts';
import { AttributeSetValue } from '../../nix/index.ts';
import { textOf } from '../decode-value.ts';
import type { BalanceWish, Capacity, CostPolicy } from '../policy.ts';
import { one } from '../policy.ts';
import { PolicyReader, placeOfSet } from './policy-reader.ts';

/**
 * `balance = [ { of = "cpu"; against = "memory"; ratio = 2; } ];`: on each target, for a unit of `of` that is left,
 * there should be `ratio` of `against`, so that what is left can be used together.
 */
export function decodeBalance(policy: PolicyReader, capacities: readonly Capacity[]): readonly BalanceWish[] {
  const found = policy.read('balance');
  if (found === undefined) return [];
  const known = capacities.map(({ name }) => name);
  return policy.elements(found.value).flatMap((element, i): BalanceWish[] => {
    const what = `balance ${i + 1}`;
    if (!(element instanceof AttributeSetValue)) {
      const hint = 'write { of = "cpu"; against = "memory"; ratio = 2; }';
      policy.wrong(what, element, 'an attribute set', found.position, hint);
      return [];
    }
    const position = placeOfSet(element) ?? found.position;
    const reader = new PolicyReader(what, element, position, policy.source, ['against', 'of', 'ratio', 'weight']);
    const of = readCapacity(reader, 'of', known);
    const against = readCapacity(reader, 'against', known);
    if (of !== undefined && of === against)
      reader.fail('policy-value', `${what} is of "${of}" against itself`, position);
    const ratio = reader.amount('ratio', { above: 0 }) ?? one;
    const weight = reader.amount('weight', { above: 0 }) ?? one;
    return of === undefined || against === undefined || reader.hasFailed
      ? []
      : [{ of, against, ratio, weight, position }];
  });
}

function readCapacity(reader: PolicyReader, key: string, known: readonly string[]): string | undefined {
  const found = reader.read(key);
  const name = reader.text(key);
  if (found === undefined && !reader.hasFailed) {
    reader.fail('policy-value', `${reader.what} does not say ${key} which capacity`, reader.position);
  }
  if (name === undefined || known.includes(name)) return name;
  const message = `${key} of ${reader.what} is "${name}", which is no capacity of the policy`;
  reader.fail('policy-value', message, found?.position, didYouMean(name, known));
  return undefined;
}

/** `cost = "price";`, a property of targets, or `cost = { property = "price"; default = 0; };`. */
export function decodeCost(policy: PolicyReader): CostPolicy | undefined {
  const found = policy.read('cost');
  if (found === undefined) return undefined;
  const { names } = policy.source;
  const text = textOf(found.value);
  if (text !== undefined) {
    names.checkTargetProperty('cost', text, policy, found.position);
    return { property: text, fallback: undefined, position: found.position };
  }
  if (!(found.value instanceof AttributeSetValue)) {
    policy.wrong('cost', found.value, 'the name of a property of targets', found.position, 'write cost = "price";');
    return undefined;
  }
  const reader = new PolicyReader('cost', found.value, found.position, policy.source, ['default', 'property']);
  const property = reader.text('property');
  const fallback = reader.amount('default', { least: 0 });
  if (property === undefined) {
    if (!reader.hasFailed) reader.fail('policy-value', 'cost does not say which property it is', found.position);
    return undefined;
  }
  names.checkTargetProperty('property', property, reader, reader.read('property')?.position);
  return { property, fallback, position: found.position };
}
