import { readAttribute, textOf } from '../../model/decode-value.ts';
import { type Distribution, type Mapping, targetsOf } from '../../model/distribution.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import type { Policy } from '../../model/policy.ts';
import type { ServicesModel } from '../../model/service.ts';
import type { AskedLimit } from '../../verify/answer/asked-system.ts';
import { AskedContainers } from './ask-containers.ts';
import { mayBeOn } from './may-be-on.ts';

/** What says where services may be. */
export interface CandidateModels {
  readonly services: ServicesModel;
  readonly infrastructure: InfrastructureModel;
  readonly policy: Policy;
  readonly previous: Distribution | undefined;
  /** What lists candidates, if anything does. */
  readonly candidates: Distribution | undefined;
  readonly given: Distribution;
  readonly keys: readonly string[];
  readonly numberOf: ReadonlyMap<string, number>;
  /** Whether a target may be used at all. */
  readonly isOpen: (target: string) => boolean;
}

/** Where services may be, and what says so. */
export interface AskedCandidates {
  /** Service → its targets by number, ascending. */
  readonly lists: readonly (readonly number[])[];
  /** The same by what leaves them out, each by itself; data that stays is not among it. */
  readonly limits: readonly AskedLimit[];
  readonly containers: AskedContainers;
  /** Service → its places, with containers. */
  readonly places: readonly (readonly Mapping[])[];
}

/** Reads candidates, pins, containers and the rules that name targets. O(services · candidates · rules). */
export function askCandidates(models: CandidateModels): AskedCandidates {
  const { services, infrastructure, policy, keys, numberOf } = models;
  const limits: AskedLimit[] = [];
  const numbers = (targets: Iterable<string>): readonly number[] =>
    [...new Set(targets)].flatMap(name => numberOf.get(name) ?? []).sort((a, b) => a - b);
  const limit = (kind: string, name: string, service: number, targets: Iterable<string>): void => {
    const left = numbers(targets);
    if (left.length < numberOf.size) limits.push({ demand: { kind, name }, services: [service], targets: left });
  };
  const pinned = keys.map((key, service) => {
    const listed = placesOf(models, key);
    limit(
      'candidates',
      key,
      service,
      listed.map(place => place.target),
    );
    const attributes = services.services.get(key)?.attributes;
    const pin = attributes && readAttribute(attributes, 'pinnedTo')?.value;
    const target = pin === undefined ? undefined : textOf(pin);
    if (target === undefined) return listed;
    limit('pin', key, service, [target]);
    return listed.filter(place => place.target === target);
  });
  const containers = new AskedContainers({ services, infrastructure, keys, placesOf: pinned });
  const places = containers.narrow();
  const all = [...numberOf.keys()];
  const lists = keys.map((key, service) => {
    const own = places[service] ?? [];
    if (own.length < (pinned[service] ?? []).length)
      limit(
        'container',
        key,
        service,
        own.map(place => place.target),
      );
    let left = own.map(({ target }) => target);
    for (const rule of policy.rules) {
      const isAllowed = (name: string): boolean =>
        mayBeOn(services.services.get(key), name, { policy: { rules: [rule] }, infrastructure });
      if (!all.every(isAllowed)) limit('rule', rule.name, service, all.filter(isAllowed));
      left = left.filter(isAllowed);
    }
    return numbers(left);
  });
  return { lists, limits, containers, places };
}

/** The targets that a service is listed on; without containers of their own those of the plan before. */
function placesOf({ given, candidates, previous, isOpen }: CandidateModels, key: string): readonly Mapping[] {
  const listed = (given.mappings.get(key) ?? []).filter(({ target }) => isOpen(target));
  if (candidates !== undefined || targetsOf(previous, key).length === 0) return listed;
  const before = new Map((previous?.mappings.get(key) ?? []).map(({ target, container }) => [target, container]));
  return listed.map(place => ({ ...place, container: before.get(place.target) }));
}
