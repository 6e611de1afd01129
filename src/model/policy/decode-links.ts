import { countNouns } from '../../base/count-nouns.ts';
import { AttributeSetValue } from '../../nix/index.ts';
import type { Amount } from '../amount.ts';
import { textOf } from '../decode-value.ts';
import { emptyPolicy, type LinkPolicy } from '../policy.ts';
import { PolicyReader } from './policy-reader.ts';

/**
 * `links = { by = [ "zone" ]; cost = [ 1 10 ]; };`: a link costs 0 on one target, 1 between targets of one zone, 10
 * beyond.
 */
export function decodeLinks(policy: PolicyReader): LinkPolicy {
  const found = policy.read('links');
  if (found === undefined) return emptyPolicy.links;
  if (!(found.value instanceof AttributeSetValue)) {
    policy.wrong(
      'links',
      found.value,
      'an attribute set',
      found.position,
      'write { by = [ "zone" ]; cost = [ 1 10 ]; }',
    );
    return emptyPolicy.links;
  }
  const reader = new PolicyReader('links', found.value, found.position, policy.source, ['by', 'cost', 'replicas']);
  const by = readLevels(reader);
  const cost = readCosts(reader);
  if (cost === undefined ? by.length > 0 : cost.length !== by.length + 1 && !reader.hasFailed) {
    const levels = countNouns(by.length, 'level');
    const has = cost === undefined ? 'no cost' : countNouns(cost.length, 'cost');
    const hint = `one for another target, then one for each level outward: ${by.length + 1} in all`;
    reader.fail('policy-links', `links have ${levels}, but ${has}`, reader.read('cost')?.position, hint);
  }
  return {
    by,
    cost: cost ?? emptyPolicy.links.cost,
    replicas: reader.choice('replicas', ['all', 'nearest'] as const) ?? 'all',
    position: found.position,
  };
}

function readLevels(reader: PolicyReader): readonly string[] {
  const found = reader.read('by');
  if (found === undefined) return [];
  const levels: string[] = [];
  for (const element of reader.elements(found.value)) {
    const property = textOf(element);
    if (property === undefined) {
      reader.wrong('by', element, 'a list of names of properties of targets', found.position);
      continue;
    }
    reader.source.names.checkTargetProperty('by', property, reader, found.position);
    if (levels.includes(property)) reader.fail('policy-links', `by of links has "${property}" twice`, found.position);
    levels.push(property);
  }
  return levels;
}

function readCosts(reader: PolicyReader): readonly Amount[] | undefined {
  const found = reader.read('cost');
  if (found === undefined) return undefined;
  const { value, position } = found;
  const costs = reader.elements(value).flatMap(cost => reader.toAmount('cost', cost, { least: 0 }, position) ?? []);
  for (const [i, cost] of costs.entries()) {
    const inner = costs[i - 1];
    if (inner === undefined || !isLess(cost, inner)) continue;
    const hint = 'what is farther away costs at least as much';
    reader.fail('policy-links', 'cost of links does not ascend', position, hint);
    break;
  }
  return costs;
}

function isLess(a: Amount, b: Amount): boolean {
  return a.units * 10n ** BigInt(b.scale) < b.units * 10n ** BigInt(a.scale);
}
