import { AttributeSetValue } from '../../nix/index.ts';
import type { Amount } from '../amount.ts';
import { emptyPolicy, type MovePolicy } from '../policy.ts';
import { decodeWeights } from './decode-weights.ts';
import { PolicyReader } from './policy-reader.ts';

const keys = ['atMost', 'stateful', 'weights'];

/**
 * `moves = { stateful = "never"; atMost = 5; weights = { db = 20; }; };`: what may leave its place in the previous
 * plan.
 */
export function decodeMoves(policy: PolicyReader): MovePolicy {
  const found = policy.read('moves');
  if (found === undefined) return emptyPolicy.moves;
  if (!(found.value instanceof AttributeSetValue)) {
    policy.wrong('moves', found.value, 'an attribute set', found.position, 'write moves = { atMost = 5; };');
    return emptyPolicy.moves;
  }
  const reader = new PolicyReader('moves', found.value, found.position, policy.source, keys);
  const weights: ReadonlyMap<string, Amount> = decodeWeights(reader, 'weights', 'weights = { db = 20; };', {
    least: 0,
  });
  return {
    stateful: reader.choice('stateful', ['never', 'allowed'] as const) ?? 'never',
    atMost: reader.whole('atMost', 0),
    weights,
    position: found.position,
  };
}
