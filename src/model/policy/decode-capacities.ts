import type { Position } from '../../base/source.ts';
import { AttributeSetValue } from '../../nix/index.ts';
import { type Amount, readWrittenAmount } from '../amount.ts';
import { textOf } from '../decode-value.ts';
import { type Capacity, one } from '../policy.ts';
import { type PolicyEntry, PolicyReader } from './policy-reader.ts';

const keys = ['comfortable', 'default', 'have', 'need', 'overcommit', 'transient', 'weight'];

/**
 * `capacities = { memory = { need = "requireMem"; have = "mem"; }; };`: each capacity says which property of services
 * (or how much) is needed, and which property of targets (or how much) there is. Both are called as the capacity where
 * nothing is said.
 */
export function decodeCapacities(policy: PolicyReader): readonly Capacity[] {
  return policy
    .entries('capacities', 'capacities = { memory = { need = "memory"; have = "memory"; }; };')
    .flatMap(entry => decodeCapacity(entry, policy) ?? []);
}

function decodeCapacity({ name, value, position }: PolicyEntry, policy: PolicyReader): Capacity | undefined {
  const what = `capacity "${name}"`;
  if (!(value instanceof AttributeSetValue)) {
    const hint = 'write { need = "memory"; have = "memory"; }, after properties of services and targets';
    policy.wrong(what, value, 'an attribute set', position, hint);
    return undefined;
  }
  const { names } = policy.source;
  const reader = new PolicyReader(
    what,
    value,
    position,
    { ...policy.source, subject: { kind: 'capacity', name } },
    keys,
  );
  const need = readSide(reader, 'need', name);
  const have = readSide(reader, 'have', name);
  if (typeof need === 'string') names.checkServiceProperty('need', need, reader, reader.read('need')?.position);
  if (typeof have === 'string') names.checkTargetProperty('have', have, reader, reader.read('have')?.position);
  const comfortable = reader.amount('comfortable', { above: 0, most: 1 });
  if (reader.has('weight') && !reader.has('comfortable')) {
    const message = `${what} has a weight, but no comfortable share beyond which anything would weigh`;
    reader.fail('policy-value', message, placeOf(reader, 'weight'), 'write comfortable = 0.8;');
  }
  return {
    name,
    need: need ?? one,
    have: have ?? one,
    fallback: reader.amount('default', { least: 0 }),
    overcommit: reader.amount('overcommit', { above: 0 }) ?? one,
    comfortable,
    weight: reader.amount('weight', { above: 0 }) ?? one,
    transient: reader.flag('transient'),
    position,
  };
}

/** A number, or the name of a property: a text that is a number is a number. */
function readSide(reader: PolicyReader, key: 'need' | 'have', usual: string): string | Amount | undefined {
  const found = reader.read(key);
  if (found === undefined) return usual;
  const amount = readWrittenAmount(found.value);
  if (amount !== undefined && amount.units >= 0n) return amount;
  const text = amount === undefined ? textOf(found.value) : undefined;
  if (text !== undefined) return text;
  const expected = 'the name of a property, or a number of at least 0';
  reader.wrong(key, found.value, expected, found.position);
  return undefined;
}

function placeOf(reader: PolicyReader, key: string): Position | undefined {
  return reader.read(key)?.position;
}
