import { sortNames } from '../../base/order.ts';
import { readAttribute, textOf } from '../../model/decode-value.ts';
import { type Distribution, type Mapping, targetsOf } from '../../model/distribution.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import { placeEverywhere } from '../../model/place-everywhere.ts';
import type { Policy } from '../../model/policy.ts';
import type { Replicas, ServicesModel } from '../../model/service.ts';
import type { Request } from '../../plan/index.ts';
import type { Placed } from './deployed.ts';
import type { WaitingService } from './plan-facts.ts';

/** What a round plans from. */
export interface RoundModels {
  readonly services: ServicesModel;
  /** All machines that are known, also those that are gone: models may name any of them. */
  readonly infrastructure: InfrastructureModel;
  readonly candidates?: Distribution | undefined;
  readonly policy: Policy;
  /** Where services are now, those that wait for a machine among them. */
  readonly previous: readonly Placed[];
  readonly gone: ReadonlySet<string>;
  /** Machines that do not answer at the moment, but are not gone. */
  readonly missing: ReadonlySet<string>;
}

/** What is to be planned in a round, for a planner of the usual contract. */
export interface RoundRequest {
  readonly request: Request;
  readonly policy: Policy;
  readonly waiting: readonly WaitingService[];
  /** Services that the model pins to a machine that is gone: they go nowhere. In byte order. */
  readonly pinnedToGone: readonly string[];
}

/**
 * What is to be planned: all services, on the machines that are there. But
 *
 * - a service with data (`stateful`) whose machine is gone waits for it: of its replicas, only those are planned that
 *   need none of the data there. It waits only where it does not run often enough elsewhere;
 * - a service that is pinned to a machine that is gone is not planned;
 * - what is on a machine that does not answer stays there, and nothing else comes to it.
 *
 * O(services · candidates).
 */
export function makeRoundRequest(models: RoundModels): RoundRequest {
  const { services, infrastructure, policy, gone } = models;
  // What nobody knows is as far away as what is gone.
  const isAway = (target: string): boolean => gone.has(target) || !infrastructure.targets.has(target);
  const isOpen = ({ target }: { readonly target: string }): boolean => !isAway(target);
  const previous = toDistribution(models.previous);
  const replicas = new Map<string, Replicas>(policy.replicas);
  const waiting: WaitingService[] = [];
  const pinnedToGone: string[] = [];
  const mappings = new Map<string, readonly Mapping[]>();
  const listed = models.candidates ?? placeEverywhere({ services, infrastructure });
  for (const [service, list] of listed.mappings) {
    const pin = pinOf(services, service);
    const homes = targetsOf(previous, service);
    const data = services.services.get(service)?.stateful === true ? homes.filter(isAway) : [];
    const said = policy.replicas.get(service) ?? 1;
    const missing = said === 'all' ? data.length : Math.min(data.length, said - (homes.length - data.length));
    if (missing > 0) waiting.push({ service, targets: sortNames(data) });
    if (missing > 0 && said !== 'all') {
      if (missing === said) continue;
      replicas.set(service, said - missing);
    } else if (pin !== undefined && gone.has(pin)) {
      pinnedToGone.push(service);
      continue;
    }
    const open = list.filter(isOpen);
    mappings.set(service, pin === undefined ? keepAtMissing(open, homes, replicas.get(service) ?? 1, models) : open);
  }
  return {
    request: {
      services,
      infrastructure: { targets: new Map([...infrastructure.targets].filter(([target]) => !gone.has(target))) },
      candidates: { mappings },
      previous,
    },
    policy: { ...policy, replicas },
    waiting,
    pinnedToGone: sortNames(pinnedToGone),
  };
}

/**
 * The same where what runs often enough stays where it is, so that only what has no place, or too few, is planned: a
 * machine that fails is no reason to move what is elsewhere. Where that has a plan that leaves nothing out, no plan has
 * fewer moves; where it has not, what it leaves out is to be `free`, and if that is not enough, the request itself
 * decides. O(candidates).
 */
export function holdInPlace(
  { request, policy, ...others }: RoundRequest,
  free: ReadonlySet<string> = new Set(),
): RoundRequest {
  const { candidates, previous, infrastructure, services } = request;
  const held = [...(candidates?.mappings ?? [])].map(([service, list]): [string, readonly Mapping[]] => {
    const homes = targetsOf(previous, service).filter(home => infrastructure.targets.has(home));
    const said = policy.replicas.get(service) ?? 1;
    const stay = list.filter(({ target }) => homes.includes(target));
    const mayStay = !free.has(service) && said !== 'all' && said <= homes.length && stay.length === homes.length;
    return [service, mayStay && pinOf(services, service) === undefined ? stay : list];
  });
  return { ...others, policy, request: { ...request, candidates: { mappings: new Map(held) } } };
}

function pinOf({ services }: ServicesModel, name: string): string | undefined {
  const service = services.get(name);
  return textOf((service && readAttribute(service.attributes, 'pinnedTo')?.value) ?? null);
}

/**
 * Candidates without machines that do not answer, but for what is there already: that stays, as far as lists can say.
 */
function keepAtMissing(
  open: readonly Mapping[],
  homes: readonly string[],
  said: Replicas,
  { missing, gone }: RoundModels,
): readonly Mapping[] {
  if (missing.size === 0) return open;
  const left = homes.filter(home => !gone.has(home));
  const isStuck = left.some(home => missing.has(home));
  const stay = open.filter(({ target }) => left.includes(target));
  if (isStuck && said !== 'all' && said <= left.length && stay.length === left.length) return stay;
  return open.filter(({ target }) => !missing.has(target) || left.includes(target));
}

/** Places as the previous plan of a request. */
function toDistribution(placed: readonly Placed[]): Distribution {
  const mappings = placed.map(({ service, places }): [string, readonly Mapping[]] => [
    service,
    places.map(({ target, container }) => (container === null ? { target } : { target, container })),
  ]);
  return { mappings: new Map(mappings) };
}
