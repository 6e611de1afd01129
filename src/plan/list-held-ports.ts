/**
 * Numbers that are held without asking for them, as the assigner has to know them: ports that services hold by
 * themselves, and what bars new ids only (see `listBarredNumbers`).
 *
 * Rule       A port that a service says is its own, on its targets, and no pool of ports gives it to another one. So is
 *            what it pins of a pool that does not share its numbers. A service that says the number which it pins or
 *            has of a pool (`port = ids.ports.web or 0;`) means that one: it is no second number, and the rules of ids
 *            decide on it. What else follows the ids file (`databasePort = ids.ports.database;`) is no number of its
 *            own either.
 * Time       O(attributes of all services + literal ports · groups of pools that share protocols and numbers).
 */
import { compareNames } from '../base/order.ts';
import { targetsOf } from '../model/distribution.ts';
import type { IdResources, Pool } from '../model/id-resources.ts';
import type { IdAssignments } from '../model/ids.ts';
import { attributeOf, findLiteralPorts, type LiteralPort } from '../model/literal-ports.ts';
import { type Port, portsConflict } from '../model/port.ts';
import type { Service } from '../model/service.ts';
import type { IdRequest, NumberRange } from '../solve/index.ts';
import type { HeldPorts, HeldSources } from './held-ports.ts';
import { listBarredNumbers } from './list-barred-numbers.ts';
import { findGuests } from './place/equal-ports.ts';
import { groupByOwner, positionOfPins } from './read-id-requests.ts';
import { sharesNumbers } from './shared-numbers.ts';
import { subtractRanges } from './subtract-ranges.ts';

/** Pool → what is held of its numbers and perhaps others; pools may share a list. */
export type HeldByPool = ReadonlyMap<string, readonly HeldPorts[]>;

/** What is held of the pools; undefined where that is nothing. */
export function listHeldPorts(sources: HeldSources, requests: readonly IdRequest[]): HeldByPool | undefined {
  const pools = [...sources.resources.pools.values()];
  const ports = pools.filter(({ kind }) => kind === 'port');
  const holders = ports.length === 0 ? [] : listHolders(sources, requests, ports);
  const barred = listBarredNumbers(sources);
  if (holders.length === 0 && barred === undefined) return undefined;
  const narrowed = new NarrowedIds(holders);
  const coupled = new Set(pools.flatMap(({ name, sameAs }) => (sameAs === undefined ? [] : [name, sameAs])));
  const lists = new Map<string, readonly HeldPorts[]>();
  const byPool = new Map<string, readonly HeldPorts[]>();
  for (const pool of pools) {
    const key = keyOfList(pool, coupled);
    const its = pool.kind === 'port' ? holders : [];
    const list = lists.get(key) ?? [...its.flatMap(one => listHeld(one, pool, narrowed)), ...(barred?.(pool) ?? [])];
    lists.set(key, list);
    if (list.length > 0) byPool.set(pool.name, list);
  }
  return byPool.size === 0 ? undefined : byPool;
}

/** Pools with the same key have the same numbers held. */
function keyOfList({ name, space, kind, protocols, scope }: Pool, coupled: ReadonlySet<string>): string {
  const own = space === undefined || coupled.has(name) ? name : null;
  return JSON.stringify([kind, protocols, scope, space ?? null, own]);
}

/** A number of a pool that is held. */
export interface HeldOfPool extends HeldPorts {
  readonly pool: string;
}

/** What is held of the numbers of pools that somebody asks for, by pool and number, then by service. */
export function selectHeldPorts(
  held: HeldByPool | undefined,
  { pools }: IdResources,
  requests: readonly IdRequest[],
): readonly HeldOfPool[] {
  if (held === undefined) return [];
  const asked = new Set(requests.flatMap(request => request.pools));
  return [...held].flatMap(([name, list]) => {
    const pool = pools.get(name);
    if (pool === undefined || !asked.has(name)) return [];
    const inside = list.filter(({ from, to }) => from <= pool.max && to >= pool.min);
    const sorted = inside.sort((a, b) => a.from - b.from || compareNames(nameOf(a), nameOf(b)));
    return sorted.map(one => ({ ...one, pool: name }));
  });
}

/** Services first. */
function nameOf({ service, container = '', by }: HeldPorts): string {
  return service ?? `~${container} ${by}`;
}

/** An id that a service pins, or had before and wants: what a model reads from the ids file may still be that one. */
interface OwnId extends NumberRange {
  readonly pool: Pool;
  readonly isPin: boolean;
}

interface Holder {
  readonly service: Service;
  readonly targets: readonly string[];
  readonly literals: readonly LiteralPort[];
  readonly own: readonly OwnId[];
  /** Whether a property has its value from the ids file. It is dear to ask for the first time. */
  readonly followsIds: (literal: LiteralPort) => boolean;
  /** What it is called where it asks for numbers by names: `web:metrics`. */
  readonly names: readonly string[];
}

/** The services that say ports or pin them, where they stand; guests have the ports of their containers. */
function listHolders(
  { services, distribution, previous }: HeldSources,
  requests: readonly IdRequest[],
  pools: readonly Pool[],
): readonly Holder[] {
  const requestsOf = groupByOwner(requests);
  const isGuest = distribution === undefined ? () => false : findGuests(distribution, services);
  const holders: Holder[] = [];
  for (const service of services.services.values()) {
    const literals = findLiteralPorts(service).filter(({ port }) =>
      pools.some(({ min, max }) => port.from <= max && port.to >= min),
    );
    const its = requestsOf.get(service.key) ?? [];
    const pinsPorts = its.some(({ pins }) => pins.size > 0 && pools.some(({ name }) => pins.has(name)));
    if (literals.length === 0 && !pinsPorts) continue;
    const targets = targetsOf(distribution, service.key);
    if ((distribution !== undefined && targets.length === 0) || isGuest(service.key)) continue;
    const own = its.flatMap(request => listOwn(request, pools, previous));
    const names = its.flatMap(request => (request.service === service.key ? [] : [request.service]));
    const followsIds = (port: LiteralPort) => services.followsIds?.(service.key, attributeOf(port)) ?? false;
    holders.push({ service, targets, literals, own, followsIds, names });
  }
  return holders;
}

function listOwn(request: IdRequest, pools: readonly Pool[], previous: IdAssignments): readonly OwnId[] {
  return pools.flatMap(pool => {
    if (!request.pools.includes(pool.name)) return [];
    const pin = request.pins.get(pool.name);
    const before = previous.ids.get(pool.name)?.get(request.service);
    const own = (id: number) => ({ pool, isPin: id === pin, from: id, to: id + pool.block - 1 });
    return [pin, before === pin ? undefined : before].flatMap(id => (id === undefined ? [] : [own(id)]));
  });
}

/** What a service holds of a pool: the ports that it says, without its ids there, and its pins of other pools. */
function listHeld(holder: Holder, pool: Pool, narrowed: NarrowedIds): readonly HeldPorts[] {
  const { service, targets, literals, own, names } = holder;
  const there = own.filter(id => sharesNumbers(id.pool, pool));
  const said = literals.flatMap(literal => {
    const { port, property, positionOf } = literal;
    if ((port.protocols & pool.protocols) === 0) return [];
    const left = subtractRanges(port, there);
    if (left.length === 0 || holder.followsIds(literal)) return [];
    return left.map(range => {
      const spares = narrowed.withoutConflict({ ...port, ...range }, names);
      return { service: service.key, ...range, targets, by: property, positionOf, spares };
    });
  });
  const pinned = own.flatMap(({ pool: other, isPin, ...range }) => {
    if (!isPin || sharesNumbers(other, pool) || (other.protocols & pool.protocols) === 0) return [];
    return subtractRanges(range, said).map(left => {
      const port = { ...left, protocols: other.protocols, address: undefined };
      const spares = narrowed.withoutConflict(port, names);
      const positionOf = () => positionOfPins(service);
      return { service: service.key, ...left, targets, by: `its pin of ${other.name}`, positionOf, spares };
    });
  });
  return [...said, ...pinned];
}

/** Ids of which the services say more than the pool does: that they are on one protocol, or on one address. */
class NarrowedIds {
  readonly #byNumber = new Map<number, { readonly service: string; readonly literals: readonly Port[] }[]>();

  constructor(holders: readonly Holder[]) {
    for (const { service, literals, own, names } of holders) {
      for (const { pool, from, to } of own) {
        const said = literals.map(({ port }) => port).filter(port => port.from <= to && port.to >= from);
        if (!said.some(({ protocols, address }) => address !== undefined || protocols !== pool.protocols)) continue;
        for (let number = from; number <= to; number++) {
          const those = said.filter(port => port.from <= number && port.to >= number);
          const known = this.#byNumber.get(number) ?? [];
          const called = [service.key, ...names].map(name => ({ service: name, literals: those }));
          this.#byNumber.set(number, [...known, ...called]);
        }
      }
    }
  }

  /**
   * The services whose ids are among the numbers of a port, and whose own words for them do not conflict with it; and
   * `others`.
   */
  withoutConflict(port: Port, others: readonly string[]): ReadonlySet<string> | undefined {
    if (this.#byNumber.size === 0 && others.length === 0) return undefined;
    const verdicts = new Map<string, boolean>();
    for (const [number, those] of this.#byNumber) {
      if (number < port.from || number > port.to) continue;
      for (const { service, literals } of those) {
        const isFine = literals.length > 0 && !literals.some(said => portsConflict(said, port));
        verdicts.set(service, isFine && (verdicts.get(service) ?? true));
      }
    }
    const fine = [...verdicts].filter(([, isFine]) => isFine).map(([service]) => service);
    return fine.length + others.length === 0 ? undefined : new Set([...others, ...fine]);
  }
}
