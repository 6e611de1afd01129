import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import { compareNames } from '../base/order.ts';
import type { Position } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { readWrittenAmount } from '../model/amount.ts';
import { listOf, readAttribute, textOf } from '../model/decode-value.ts';
import { type Distribution, targetsOf } from '../model/distribution.ts';
import { type IdResources, type Pool, pinProperties } from '../model/id-resources.ts';
import { readWhole } from '../model/read-quantity.ts';
import { showScalar } from '../model/scalar.ts';
import type { Service, ServicesModel } from '../model/service.ts';
import { AttributeSetValue, describeValue, force, Thunk, type Value } from '../nix/index.ts';
import type { IdRequest, NumberRange } from '../solve/index.ts';

/**
 * What the services ask of the pools: the names in their property `property` (`requiresUniqueIdsFor`), and their pins.
 * A service that asks for more than one number of a pool names the others: `[ "ports" "ports:metrics" ]`. Each name is
 * a request of its own, by `web:metrics`. With a distribution only services that are distributed to a target count. In
 * byte order. O(services + names).
 */
export function readIdRequests(
  services: ServicesModel,
  distribution: Distribution | undefined,
  resources: IdResources,
  property: string,
  findings: Findings,
): readonly IdRequest[] {
  const requests: IdRequest[] = [];
  // Many services ask for the same pools as the one before: then they share one list.
  let names: readonly string[] = [];
  let plain: readonly string[] | undefined;
  let isNamed = false;
  for (const service of services.services.values()) {
    names = findings.attempt(() => readPools(service, property, names, resources, findings)) ?? [];
    const pins = findings.attempt(() => readPins(service, resources, findings)) ?? noPins;
    if (names.length === 0 && pins.size === 0) continue;
    const targets = targetsOf(distribution, service.key);
    if (distribution !== undefined && targets.length === 0) continue;
    const wanted = pins.size === 0 ? names : [...names, ...pins.keys()];
    if (wanted !== plain && wanted.some(name => splitName(name, resources).name !== undefined)) {
      isNamed = true;
      requests.push(...readNamed(service, wanted, pins, targets, resources));
      continue;
    }
    plain = wanted;
    requests.push({ service: service.key, pools: wanted, pins, targets });
  }
  return isNamed ? sortRequests(requests, services, findings) : requests;
}

/** Service → its requests: that for the numbers without a name, then those for numbers with names. O(requests). */
export function groupByOwner(requests: readonly IdRequest[]): ReadonlyMap<string, readonly IdRequest[]> {
  const groups = new Map<string, IdRequest[]>();
  for (const request of requests) {
    const key = request.owner ?? request.service;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [request]);
    else known.push(request);
  }
  return groups;
}

/** `ports:metrics` is the number `metrics` of the pool `ports`, unless there is a pool that is called so. */
function splitName(text: string, { pools }: IdResources): { readonly pool: string; readonly name: string | undefined } {
  const colon = text.indexOf(':');
  if (colon < 0 || pools.has(text)) return { pool: text, name: undefined };
  return { pool: text.slice(0, colon), name: text.slice(colon + 1) };
}

/** A request for each name of the numbers that a service wants, and one for those without a name. */
function readNamed(
  { key }: Service,
  wanted: readonly string[],
  pins: ReadonlyMap<string, number>,
  targets: readonly string[],
  resources: IdResources,
): readonly IdRequest[] {
  const byName = new Map<string | undefined, { readonly pools: string[]; readonly pins: Map<string, number> }>();
  for (const text of new Set(wanted)) {
    const { pool, name } = splitName(text, resources);
    const its = byName.get(name) ?? { pools: [], pins: new Map<string, number>() };
    byName.set(name, its);
    its.pools.push(pool);
    const pin = pins.get(text);
    if (pin !== undefined) its.pins.set(pool, pin);
  }
  return [...byName].map(([name, its]) =>
    name === undefined ? { service: key, ...its, targets } : { service: `${key}:${name}`, owner: key, ...its, targets },
  );
}

/** In byte order of who asks. A service that is called as a number of another one would get that number. */
function sortRequests(
  requests: readonly IdRequest[],
  { services }: ServicesModel,
  findings: Findings,
): readonly IdRequest[] {
  for (const { service, owner } of requests) {
    const other = owner === undefined ? undefined : services.get(service);
    if (other === undefined) continue;
    const message = `service "${service}" is called as a number of service "${owner}" is in the ids file`;
    findings.error('unique-ids', message, {
      position: other.position,
      hint: 'give the service, or the number, another name',
      subject: aboutService(service),
    });
  }
  return [...requests].sort((a, b) => compareNames(a.service, b.service));
}

const noPins: ReadonlyMap<string, number> = new Map();

/** @param usual a list of pools to return where it is the same */
function readPools(
  { key, attributes }: Service,
  property: string,
  usual: readonly string[],
  resources: IdResources,
  findings: Findings,
): readonly string[] {
  const { pools } = resources;
  const found = readAttribute(attributes, property);
  if (found === undefined) return [];
  const list = listOf(found.value);
  if (list === undefined) {
    const text = textOf(found.value);
    findings.error(
      'unique-ids',
      `${property} of service "${key}" is ${describeValue(found.value)}, but must be a list of pools`,
      {
        position: found.position,
        hint: `write ${property} = [ "${text ?? 'ports'}" ];`,
        subject: aboutService(key),
      },
    );
    return [];
  }
  const names: string[] = [];
  for (const slot of list) {
    const element = slot instanceof Thunk ? findings.attempt(() => slot.force()) : slot;
    if (element === undefined) continue;
    const name = textOf(element);
    if (name === undefined) {
      const message = `${property} of service "${key}" has ${describeValue(element)} in it, but must be a list of strings`;
      findings.error('unique-ids', message, { position: found.position, subject: aboutService(key) });
    } else if (name === usual[names.length]) names.push(name);
    else if (pools.has(splitName(name, resources).pool)) {
      if (names.includes(name)) tellDoubled(key, property, name, found.position, findings);
      if (name.endsWith(':') && !pools.has(name)) tellNameless(key, name, found.position, findings);
      names.push(name);
    } else {
      // A slip of the pen is an error. A pool that was taken out of the model, or renamed, lets go of its ids.
      const { pool } = splitName(name, resources);
      const meant = didYouMean(pool, pools.keys());
      const message = `service "${key}" wants an id of the pool "${pool}", which is not in the ID resources model`;
      const subject = aboutService(key);
      const place = { position: found.position, hint: meant ?? listPools(pools.keys()), subject };
      if (meant === undefined) findings.warning('unknown-pool', `${message}: it gets none`, place);
      else findings.error('unknown-pool', message, place);
    }
  }
  return names.length === usual.length && names.every((name, i) => name === usual[i]) ? usual : names;
}

/** One number would be for both: then one of them is wanted in vain. */
function tellDoubled(
  service: string,
  property: string,
  name: string,
  position: Position | undefined,
  findings: Findings,
): void {
  const message = `${property} of service "${service}" has "${name}" twice`;
  const hint = `for another number of the pool write a name of its own: "${name.split(':', 1)[0]}:metrics"`;
  findings.error('unique-ids', message, { position, hint, subject: aboutService(service) });
}

function tellNameless(service: string, name: string, position: Position | undefined, findings: Findings): void {
  const message = `service "${service}" wants "${name}", which has no name behind the colon`;
  const hint = `write "${name}metrics", say`;
  findings.error('unique-ids', message, { position, hint, subject: aboutService(service) });
}

function listPools(names: Iterable<string>): string {
  const list = [...names].join(', ');
  return list === '' ? 'it has no pools' : `its pools are ${list}`;
}

/**
 * The ids that a service pins: `pinnedIds = { ports = 8080; }`, or `ids` in the same way. As services may also carry
 * the whole ids file in an attribute `ids` (`inherit ids;`), a set or null in it is no pin.
 */
function readPins(service: Service, resources: IdResources, findings: Findings): ReadonlyMap<string, number> {
  let pins: Map<string, number> | undefined;
  const subject = aboutService(service.key);
  for (const property of pinProperties) {
    const lenient = property === 'ids';
    const found = readAttribute(service.attributes, property);
    if (found === undefined) continue;
    if (!(found.value instanceof AttributeSetValue)) {
      if (lenient) continue;
      const message = `${property} of service "${service.key}" is ${describeValue(found.value)}, but must be an attribute set`;
      const hint = `write ${property} = { ports = 8080; };`;
      findings.error('pin', message, { position: found.position, hint, subject });
      continue;
    }
    for (const [pool, slot] of found.value.entries()) {
      const value = force(slot);
      const said = { value, position: found.value.positionOf(pool) ?? found.position };
      if (lenient && isNoPin(value, splitName(pool, resources).pool, resources)) continue;
      const id = readPin(said, pool, service, resources, findings);
      if (id === undefined) continue;
      const other = pins?.get(pool) ?? id;
      if (other !== id) {
        const message = `service "${service.key}" pins two ids of the pool "${pool}": ${other} and ${id}`;
        findings.error('pin', message, { position: said.position, subject });
        continue;
      }
      pins ??= new Map();
      pins.set(pool, id);
    }
  }
  return pins ?? noPins;
}

/** Whether `ids` means something else there: a set, nothing, or a text under a name that is like no pool's. */
function isNoPin(value: Value, name: string, { pools }: IdResources): boolean {
  if (typeof value === 'number' || typeof value === 'bigint') return false;
  if (pools.has(name)) return value === null || value instanceof AttributeSetValue;
  return readWrittenAmount(value) === undefined || didYouMean(name, pools.keys()) === undefined;
}

/** The number that is pinned, also in quotes; undefined for what is none, or of no pool, which is told. */
function readPin(
  said: { readonly value: Value; readonly position: Position | undefined },
  pool: string,
  { key }: Service,
  resources: IdResources,
  findings: Findings,
): number | undefined {
  const { value, position } = said;
  const subject = aboutService(key);
  const id = readWhole(said, `the id of the pool "${pool}" that service "${key}" pins`, findings);
  if (id === undefined) {
    const message = `service "${key}" pins as its id of the pool "${pool}" ${showPin(value)}, not a whole number below 2^53`;
    findings.error('pin', message, { position, subject });
    return undefined;
  }
  const { pool: name } = splitName(pool, resources);
  if (resources.pools.has(name)) return id;
  const message = `service "${key}" pins an id of the pool "${pool}", which is not in the ID resources model`;
  findings.error('unknown-pool', message, { position, hint: didYouMean(name, resources.pools.keys()), subject });
  return undefined;
}

function showPin(value: Value): string {
  if (typeof value === 'bigint') return `the number ${value}`;
  return textOf(value) === undefined ? describeValue(value) : `a string, ${showScalar(value)}`;
}

/** The numbers that a pin takes. */
export interface PinnedNumber extends NumberRange {
  readonly pool: Pool;
}

/** What a service pins, wherever it goes; what is wrong with it goes to `findings`. O(pins). */
export function readPinnedNumbers(
  service: Service,
  resources: IdResources,
  findings: Findings,
): readonly PinnedNumber[] {
  const pins = findings.attempt(() => readPins(service, resources, findings)) ?? noPins;
  return [...pins].flatMap(([text, id]) => {
    const pool = resources.pools.get(splitName(text, resources).pool);
    return pool === undefined ? [] : [{ pool, from: id, to: id + pool.block - 1 }];
  });
}

/** Where a service says its pins; undefined where it says none, or nobody knows where. */
export function positionOfPins({ attributes }: Service): Position | undefined {
  return attributes.positionOf('pinnedIds') ?? attributes.positionOf('ids');
}
