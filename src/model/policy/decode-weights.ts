import { type Amount, formatAmount } from '../amount.ts';
import { readReplicas } from '../decode-replicas.ts';
import { showScalar } from '../scalar.ts';
import type { Replicas } from '../service.ts';
import type { NumberBounds, PolicyReader } from './policy-reader.ts';

/** A number for services and groups: `{ db = 20; caches = 2; }`. Two different ones for one service are an error. */
export function decodeWeights(
  reader: PolicyReader,
  key: string,
  example: string,
  bounds: NumberBounds,
): ReadonlyMap<string, Amount> {
  const weights = new SaidOnce<Amount>(reader, key, ({ units, scale }) => formatAmount(units, scale));
  for (const { name, value, position } of reader.entries(key, example)) {
    const amount = reader.toAmount(`"${name}" in ${key}`, value, bounds, position);
    for (const service of reader.source.names.readKey(key, name, reader, position)) {
      if (amount !== undefined) weights.say(service, amount, `"${name}"`, position);
    }
  }
  return weights.all;
}

/**
 * `replicas = { web = 3; agent = "all"; };`, for services and groups, together with what services say themselves: what
 * they say and what the policy says must be the same.
 */
export function decodeReplicas(policy: PolicyReader): ReadonlyMap<string, Replicas> {
  const { services } = policy.source.names.services;
  const replicas = new SaidOnce<Replicas>(policy, 'replicas', number => (number === 'all' ? '"all"' : String(number)));
  for (const service of services.values()) {
    if (service.replicas === undefined) continue;
    replicas.say(service.key, service.replicas, `the property of service "${service.key}"`, undefined);
  }
  for (const { name, value, position } of policy.entries('replicas', 'replicas = { web = 3; };')) {
    const number = readReplicas(value);
    if (number === undefined) {
      const message = `replicas of "${name}" is ${showScalar(value)}, but must be a whole number from 1 on, or "all"`;
      policy.fail('policy-value', message, position, `write replicas = { ${name} = 3; };`);
    }
    for (const service of policy.source.names.readKey('replicas', name, policy, position)) {
      if (number !== undefined) replicas.say(service, number, `"${name}"`, position);
    }
  }
  return replicas.all;
}

/** What is said of services, by whom: it may be said twice, but not in two ways. */
class SaidOnce<T> {
  readonly #reader: PolicyReader;
  readonly #what: string;
  readonly #show: (value: T) => string;
  readonly #said = new Map<string, { readonly value: T; readonly by: string }>();

  constructor(reader: PolicyReader, what: string, show: (value: T) => string) {
    this.#reader = reader;
    this.#what = what;
    this.#show = show;
  }

  get all(): ReadonlyMap<string, T> {
    return new Map([...this.#said].map(([service, { value }]) => [service, value]));
  }

  say(service: string, value: T, by: string, position: PolicyReader['position']): void {
    const before = this.#said.get(service);
    if (before === undefined) this.#said.set(service, { value, by });
    else if (this.#show(before.value) !== this.#show(value)) {
      const both = `${this.#show(before.value)} by ${before.by} and ${this.#show(value)} by ${by}`;
      const message = `${this.#what} of service "${service}" is ${both}`;
      this.#reader.fail('policy-conflict', message, position, 'say it once, or the same twice');
    }
  }
}
