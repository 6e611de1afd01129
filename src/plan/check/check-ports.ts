import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import { compareNaturally } from '../../base/natural-order.ts';
import { compareNames } from '../../base/order.ts';
import { targetsOf } from '../../model/distribution.ts';
import { pinProperties } from '../../model/id-resources.ts';
import { attributeOf, type LiteralPort, type PortMistake, readLiteralPorts } from '../../model/literal-ports.ts';
import { type Port, portsConflict, showPort } from '../../model/port.ts';
import type { Service } from '../../model/service.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import { type IdRequest, isPoolId } from '../../solve/index.ts';
import { findGuests } from '../place/equal-ports.ts';
import { portOfId } from '../port-of-id.ts';
import { groupByOwner } from '../read-id-requests.ts';
import { subtractRanges } from '../subtract-ranges.ts';
import type { CheckInput } from './check-input.ts';

/** Ports that a service listens on, and how that is known. */
interface PortUse {
  readonly service: Service;
  readonly port: Port;
  /** The property that says so; undefined where it is an id. */
  readonly literal: LiteralPort | undefined;
  /** The pool that it is an id of. */
  readonly pool: string | undefined;
}

/**
 * Services that want the same port on one machine. The ports of a service are those that it says (literally, or as the
 * model reads them from the ids file), and its ids of pools of ports. Where it says an id itself, it is what it says:
 * on one protocol or address, perhaps. One that goes into a container which another service provides has no port of
 * its own. What can be no port is told once for each service.
 */
export function checkPorts(input: CheckInput, requests: readonly IdRequest[], findings: Findings): void {
  const wanted = new Map(requests.map(request => [request.service, request]));
  const requestsOf = groupByOwner(requests);
  const isGuest = input.distribution === undefined ? () => false : findGuests(input.distribution, input.services);
  const foreign = new ForeignIds(input);
  const usesOnTarget = new Map<string, PortUse[]>();
  for (const service of input.services.services.values()) {
    const targets = targetsOf(input.distribution, service.key);
    const literals = readPortProperties(service, findings);
    if (targets.length === 0 || isGuest(service.key)) continue;
    const asked = requestsOf.get(service.key) ?? [];
    const ids = asked.flatMap(request => listPortIds(service, request, input));
    const own = literals.filter(use => !foreign.has(use, ids));
    const uses = [...own, ...ids.flatMap(use => withoutLiterals(use, own))];
    for (const target of targets) {
      const there = usesOnTarget.get(target) ?? [];
      usesOnTarget.set(target, there);
      there.push(...uses);
    }
  }
  for (const target of input.infrastructure.targets.keys()) {
    const isOnePort = (one: PortUse, other: PortUse): boolean =>
      isInside(one.service, other.service, target, input) ||
      isInside(other.service, one.service, target, input) ||
      [one, other].some(use => foreign.isSurely(use, requestsOf.has(use.service.key)));
    const tell = (one: PortUse, other: PortUse): void => {
      // Ids come after the plan: what is in the file by now is of the plan before.
      if (input.ids === undefined && [one, other].some(use => isFollowing(use, input))) {
        reportConflict('warning', target, one, other, assignAgain, findings);
      } else reportConflict('error', target, one, other, hintFor(one, other, wanted, input), findings);
    };
    reportConflicts(usesOnTarget.get(target) ?? [], isOnePort, tell);
  }
}

/**
 * Whether a service goes into a container that the other one provides: what it calls its port is then the port of that
 * one.
 */
function isInside(service: Service, provider: Service, target: string, { distribution }: CheckInput): boolean {
  const provided = readProvidedContainers(provider);
  if (provided.length === 0) return false;
  const there = (distribution?.mappings.get(service.key) ?? []).filter(mapping => mapping.target === target);
  return there.some(({ container = service.type }) => container !== undefined && provided.includes(container));
}

function readPortProperties(service: Service, findings: Findings): readonly PortUse[] {
  const report = ({ property, position, message, hint }: PortMistake): void =>
    findings.error('port-range', `${property} of service "${service.key}": ${message}`, {
      position: position ?? service.position,
      hint,
      subject: aboutService(service.key),
    });
  const literals = readLiteralPorts(service, step => findings.attempt(step), report);
  return literals.map(literal => ({ service, port: literal.port, literal, pool: undefined }));
}

/** The ports of the service's ids. An id that the service does not ask for, or no more, is none of its ports. */
function listPortIds(
  service: Service,
  { service: asker, pools }: IdRequest,
  { resources, ids }: CheckInput,
): readonly PortUse[] {
  const uses: PortUse[] = [];
  for (const [name, services] of ids?.ids ?? []) {
    const pool = resources?.pools.get(name);
    const id = pool?.kind === 'port' && pools.includes(name) ? services.get(asker) : undefined;
    if (id === undefined || pool === undefined) continue;
    uses.push({ service, port: portOfId(id, pool), literal: undefined, pool: name });
  }
  return uses;
}

/** What is left of an id where the service says itself what it is. */
function withoutLiterals(use: PortUse, literals: readonly PortUse[]): readonly PortUse[] {
  const said = literals.map(({ port }) => port);
  return subtractRanges(use.port, said).map(range => ({ ...use, port: { ...use.port, ...range } }));
}

/**
 * A service is compared with so many others that have its port: a mistake made in a thousand services is not told in a
 * million findings.
 */
const mostCompared = 10;

/**
 * One finding for each two services; a service may use a port of its own twice. O(n (log n + k)) for n uses and k
 * different protocols and addresses that are used at once.
 */
function reportConflicts(
  uses: readonly PortUse[],
  isOnePort: (one: PortUse, other: PortUse) => boolean,
  tell: (one: PortUse, other: PortUse) => void,
): void {
  const told = new Set<string>();
  const sorted = [...uses].sort((a, b) => a.port.from - b.port.from || compareNames(a.service.key, b.service.key));
  // Of those on one protocol and address, the ones that reach furthest are kept.
  let open = new Map<string, readonly PortUse[]>();
  let last = Number.NaN;
  for (const use of sorted) {
    const { from, protocols, address } = use.port;
    if (from !== last) open = dropEnded(open, from);
    last = from;
    for (const other of [...open.values()].flat()) {
      const pair = JSON.stringify([other.service.key, use.service.key].sort());
      if (other.service === use.service || !portsConflict(other.port, use.port) || told.has(pair)) continue;
      if (isOnePort(other, use)) continue;
      told.add(pair);
      if (compareNaturally(other.service.key, use.service.key) < 0) tell(other, use);
      else tell(use, other);
    }
    const key = `${protocols} ${address ?? ''}`;
    const alike = [...(open.get(key) ?? []), use].sort((a, b) => b.port.to - a.port.to);
    open.set(key, alike.slice(0, mostCompared));
  }
}

function dropEnded(open: ReadonlyMap<string, readonly PortUse[]>, from: number): Map<string, readonly PortUse[]> {
  const left = new Map<string, readonly PortUse[]>();
  for (const [key, uses] of open) {
    const reaching = uses.filter(({ port }) => port.to >= from);
    if (reaching.length > 0) left.set(key, reaching);
  }
  return left;
}

/** Ids of others that a service reads from the ids file, to reach them there: ports, and none of its own. */
class ForeignIds {
  readonly #input: CheckInput;
  readonly #all = new Set<number>();

  constructor(input: CheckInput) {
    this.#input = input;
    for (const [name, services] of input.ids?.ids ?? []) {
      const pool = input.resources?.pools.get(name);
      if (pool?.kind !== 'port') continue;
      for (const id of services.values()) for (let i = 0; i < pool.block; i++) this.#all.add(id + i);
    }
  }

  /** Whether a property is such a port. Whether it follows the ids file is dear to ask, once, so it is asked last. */
  has(use: PortUse, own: readonly PortUse[]): boolean {
    const { from, to } = use.port;
    if (own.some(({ port }) => port.from <= to && port.to >= from)) return false;
    for (let number = from; number <= to; number++) if (this.#all.has(number)) return isFollowing(use, this.#input);
    return false;
  }

  /** The same where there is no ids file: what follows the one that the model reads is no id of a service with none. */
  isSurely(use: PortUse, hasIds: boolean): boolean {
    const { ids, serviceProperty } = this.#input;
    if (ids !== undefined || hasIds || use.literal === undefined) return false;
    const asks = [serviceProperty, ...pinProperties].some(property => use.service.attributes.has(property));
    return !asks && isFollowing(use, this.#input);
  }
}

const assignAgain = 'the model reads it from an ids file, so run dydisnix id-assign for this distribution';

/** Whether a service has a port from the ids file that the model reads. */
function isFollowing({ service, literal }: PortUse, { services }: CheckInput): boolean {
  return literal !== undefined && services.followsIds?.(service.key, attributeOf(literal)) === true;
}

function reportConflict(
  severity: 'error' | 'warning',
  target: string,
  one: PortUse,
  other: PortUse,
  hint: string,
  findings: Findings,
): void {
  const number = Math.max(one.port.from, other.port.from);
  const message = `services "${one.service.key}" (${describeUse(one)}) and "${other.service.key}" (${describeUse(other)}) both want port ${number} on target "${target}"`;
  const position = other.literal?.positionOf() ?? one.literal?.positionOf() ?? other.service.position;
  const subject = aboutService(other.service.key);
  findings.add({ severity, code: 'port-conflict', message, position, hint, subject });
}

/** How it is known; a port of one protocol, address or range is told as such. */
function describeUse({ port, literal, pool }: PortUse): string {
  if (literal === undefined) return `its id of the pool ${pool}`;
  const shown = showPort(port);
  return /^\d+$/.test(shown) ? `property ${literal.property}` : `property ${literal.property}: ${shown}`;
}

/** Whoever says a number outright, and asks for one of a pool that has it, pins it. */
function hintFor(
  one: PortUse,
  other: PortUse,
  wanted: ReadonlyMap<string, IdRequest>,
  { resources }: CheckInput,
): string {
  const id = [one, other].find(({ pool }) => pool !== undefined);
  const literal = [one, other].find(use => use.literal !== undefined);
  const pool = id === undefined ? undefined : resources?.pools.get(id.pool ?? '');
  if (pool !== undefined && literal !== undefined) {
    const { from } = literal.port;
    const pin = isPoolId(pool, from)
      ? `write ids.${pool.name} = ${from}; in "${literal.service.key}" to pin it, or `
      : '';
    return `${pin}run dydisnix id-assign again: it gives nobody a port that a service says`;
  }
  const asks = [one, other].some(({ service }) => (wanted.get(service.key)?.pools.length ?? 0) > 0);
  const apart = 'give one of them another port, or say what tells them apart: "514/udp", "127.0.0.1:8080"';
  return asks ? apart : `${apart}; dydisnix id-assign hands out ports that nobody has`;
}
