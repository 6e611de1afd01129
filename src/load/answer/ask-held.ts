/**
 * Numbers of pools that somebody has without asking for them, read off the models for the verifier.
 *
 * Rule       What a service says or pins is its own on its targets. What a machine says, or a service that stands
 *            nowhere, no new id is: of the latter in pools of global scope alone. A number that a service says and
 *            that is its id, or follows the ids file, is none besides; and whoever has an id on one address or
 *            protocol only, as it says, is spared by ports that do not meet it there. In a container of another
 *            service ports are those of the container.
 */
import { Findings } from '../../base/findings.ts';
import { type Distribution, targetsOf } from '../../model/distribution.ts';
import type { Pool } from '../../model/id-resources.ts';
import type { InfrastructureModel } from '../../model/infrastructure.ts';
import { attributeOf, findLiteralPorts, type LiteralPort } from '../../model/literal-ports.ts';
import type { Port } from '../../model/port.ts';
import type { ServicesModel } from '../../model/service.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import { readPins, splitAtColon } from './ask-pins.ts';
import type { AskedHeld, AskedIdModels, AskedWish, Numbers, OwnId, Speaker } from './asked-ids.ts';
import { NarrowIds } from './narrow-ids.ts';

/** Pool → what is held of it. O(attributes), and for each group of pools that share numbers O(ports). */
export function askHeld(asked: AskedIdModels, wishes: readonly AskedWish[]): ReadonlyMap<string, readonly AskedHeld[]> {
  const pools = [...asked.resources.pools.values()];
  const ports = pools.filter(({ kind }) => kind === 'port');
  const isInPool = ({ port }: LiteralPort): boolean => ports.some(({ min, max }) => port.from <= max && port.to >= min);
  const speakers = ports.length === 0 ? [] : listSpeakers(asked, wishes, isInPool);
  const narrow = new NarrowIds(speakers);
  const machines = asked.infrastructure === undefined ? [] : listOfMachines(asked.infrastructure, isInPool);
  const idle = listIdle(asked, isInPool);
  const follows = (key: string, port: LiteralPort): boolean =>
    asked.services.followsIds?.(key, attributeOf(port)) === true;
  const coupled = new Set(pools.flatMap(({ name, sameAs }) => (sameAs === undefined ? [] : [name, sameAs])));
  const known = new Map<string, readonly AskedHeld[]>();
  const held = pools.map((pool): readonly [string, readonly AskedHeld[]] => {
    const isAlone = pool.space === undefined || coupled.has(pool.name);
    const key = JSON.stringify([pool.kind, pool.protocols, pool.scope, pool.space, isAlone ? pool.name : null]);
    const isOfPorts = pool.kind === 'port';
    const list = known.get(key) ?? [
      ...(isOfPorts ? speakers.flatMap(one => heldBySpeaker(one, pool, narrow, follows)) : []),
      ...(isOfPorts ? machines.filter(({ protocols }) => (protocols & pool.protocols) !== 0) : []),
      ...(pool.scope === 'global' ? idle.flatMap(one => heldByIdle(one, pool, follows)) : []),
    ];
    known.set(key, list);
    return [pool.name, list];
  });
  return new Map(held.filter(([, list]) => list.length > 0));
}

function listSpeakers(
  { services, distribution, previous, resources }: AskedIdModels,
  wishes: readonly AskedWish[],
  isInPool: (port: LiteralPort) => boolean,
): readonly Speaker[] {
  const wishesOf = new Map<string, AskedWish[]>();
  for (const wish of wishes) wishesOf.set(wish.owner, [...(wishesOf.get(wish.owner) ?? []), wish]);
  const isGuest = distribution === undefined ? () => false : findGuests(distribution, services);
  return [...services.services.values()].flatMap((service): readonly Speaker[] => {
    const { key } = service;
    const targets = targetsOf(distribution, key);
    if ((distribution !== undefined && targets.length === 0) || isGuest(key)) return [];
    const its = wishesOf.get(key) ?? [];
    const own = its.flatMap(wish => wish.pools.flatMap(name => ownIds(wish, resources.pools.get(name), previous)));
    const said = findLiteralPorts(service).filter(isInPool);
    if (said.length === 0 && !own.some(({ isPin }) => isPin)) return [];
    return [{ key, targets, said, own, aliases: its.map(wish => wish.service).filter(name => name !== key) }];
  });
}

function ownIds(wish: AskedWish, pool: Pool | undefined, previous: AskedIdModels['previous']): readonly OwnId[] {
  if (pool?.kind !== 'port') return [];
  const pin = wish.pins.get(pool.name);
  const ids = new Set([pin, previous.ids.get(pool.name)?.get(wish.service)]);
  return [...ids].flatMap(id =>
    id === undefined ? [] : [{ pool, isPin: id === pin, from: id, to: id + pool.block - 1 }],
  );
}

/** Who is in nothing but containers that other services bring. */
function findGuests({ mappings }: Distribution, { services }: ServicesModel): (key: string) => boolean {
  const bringers = new Map<string, string[]>();
  for (const [key, places] of mappings) {
    const service = places.length === 0 ? undefined : services.get(key);
    for (const name of service === undefined ? [] : readProvidedContainers(service)) {
      const known = bringers.get(name) ?? [];
      bringers.set(name, known);
      known.push(key);
    }
  }
  return key => {
    const places = mappings.get(key) ?? [];
    const isBrought = (name: string | undefined): boolean =>
      name !== undefined && (bringers.get(name) ?? []).some(other => other !== key);
    return places.length > 0 && places.every(({ container }) => isBrought(container ?? services.get(key)?.type));
  };
}

const isShared = (one: Pool, other: Pool): boolean =>
  one.name === other.name || (one.space !== undefined && one.space === other.space);

type Follows = (key: string, port: LiteralPort) => boolean;

function heldBySpeaker(
  { key, aliases, targets, said, own }: Speaker,
  pool: Pool,
  narrow: NarrowIds,
  follows: Follows,
): readonly AskedHeld[] {
  const its = own.filter(id => isShared(id.pool, pool));
  const hold = (port: Port, by: string): AskedHeld => ({
    ...{ service: key, from: port.from, to: port.to, targets, by },
    spares: narrow.sparedBy(port, aliases),
  });
  const words = said.flatMap(word => {
    const rest = (word.port.protocols & pool.protocols) === 0 ? [] : without(word.port, its);
    if (rest.length === 0 || follows(key, word)) return [];
    return rest.map(numbers => hold({ ...word.port, ...numbers }, word.property));
  });
  const pins = own.filter(id => id.isPin && !isShared(id.pool, pool) && (id.pool.protocols & pool.protocols) !== 0);
  const pinned = pins.flatMap(({ pool: other, from, to }) =>
    without({ from, to }, words).map(numbers =>
      hold({ ...numbers, protocols: other.protocols, address: undefined }, `its pin of ${other.name}`),
    ),
  );
  return [...words, ...pinned];
}

/** What is left of a range, ascending. */
function without(range: Numbers, others: readonly Numbers[]): readonly Numbers[] {
  let left: readonly Numbers[] = [{ from: range.from, to: range.to }];
  for (const { from, to } of others) {
    left = left.flatMap(one => {
      if (to < one.from || from > one.to) return [one];
      const [below, above] = [
        { from: one.from, to: from - 1 },
        { from: to + 1, to: one.to },
      ];
      return [below, above].filter(part => part.from <= part.to);
    });
  }
  return left;
}

type HeldByMachine = AskedHeld & { readonly protocols: number; readonly targets: readonly string[] };

/** What machines and containers on them say; the same of several machines once. */
function listOfMachines(
  { targets }: InfrastructureModel,
  isInPool: (port: LiteralPort) => boolean,
): readonly HeldByMachine[] {
  const all = new Map<string, HeldByMachine & { readonly targets: string[] }>();
  for (const [target, { properties, containers }] of targets) {
    for (const [container, attributes] of [[undefined, properties] as const, ...containers]) {
      for (const { port, property } of findLiteralPorts({ attributes }).filter(isInPool)) {
        const { from, to, protocols } = port;
        const key = JSON.stringify([container ?? null, property, from, to, protocols]);
        const known = all.get(key);
        if (known !== undefined) {
          if (known.targets.at(-1) !== target) known.targets.push(target);
          continue;
        }
        const one = { service: undefined, container, from, to, protocols, targets: [target], by: property };
        all.set(key, { ...one, barsNewOnly: true });
      }
    }
  }
  return [...all.values()];
}

/** A service that stands nowhere, and what it says and pins. */
interface Idle {
  readonly key: string;
  readonly said: readonly LiteralPort[];
  readonly pins: readonly (Numbers & { readonly pool: Pool })[];
}

function listIdle(
  { services, distribution, resources }: AskedIdModels,
  isInPool: (port: LiteralPort) => boolean,
): readonly Idle[] {
  if (distribution === undefined) return [];
  return [...services.services.values()].flatMap((service): readonly Idle[] => {
    if (targetsOf(distribution, service.key).length > 0) return [];
    const said = findLiteralPorts(service).filter(isInPool);
    const pins = [...(new Findings().attempt(() => readPins(service)) ?? [])].flatMap(([text, id]) => {
      const pool = resources.pools.get(splitAtColon(text, resources)[0]);
      return pool === undefined ? [] : [{ pool, from: id, to: id + pool.block - 1 }];
    });
    return said.length + pins.length === 0 ? [] : [{ key: service.key, said, pins }];
  });
}

function heldByIdle({ key, said, pins }: Idle, pool: Pool, follows: Follows): readonly AskedHeld[] {
  const isOfPorts = pool.kind === 'port';
  const hold = ({ from, to }: Numbers, by: string): AskedHeld => ({
    ...{ service: key, from, to, by },
    ...{ targets: [], barsNewOnly: true },
  });
  const pinned = pins.filter(({ pool: other }) => {
    const isPort = isOfPorts && other.kind === 'port' && (other.protocols & pool.protocols) !== 0;
    return isPort || isShared(other, pool) || (other.sameAs ?? other.name) === (pool.sameAs ?? pool.name);
  });
  const words = said.flatMap(word => {
    const rest = isOfPorts && (word.port.protocols & pool.protocols) !== 0 ? without(word.port, pinned) : [];
    return rest.length === 0 || follows(key, word) ? [] : rest.map(numbers => hold(numbers, word.property));
  });
  return [...words, ...pinned.map(pin => hold(pin, `its pin of ${pin.pool.name}`))];
}
