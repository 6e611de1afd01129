import type { Findings } from '../../base/findings.ts';
import { compareNames } from '../../base/order.ts';
import { targetsOf } from '../../model/distribution.ts';
import { readLiteralPorts } from '../../model/literal-ports.ts';
import type { Service } from '../../model/service.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import type { IdRequest } from '../../solve/index.ts';
import { findGuests } from '../place/equal-ports.ts';
import type { CheckInput } from './check-input.ts';

/** The ports `from … to` that a service listens on, and how that is known. */
interface PortUse {
  readonly service: Service;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/**
 * Services that want the same port on one machine. The ports of a service are its integer properties `port` and `…Port`
 * (literal, or read from the ids file by the model), and its ids of pools named `ports` or `…Ports`. Port 0 means that
 * there is none yet. One that goes into a container which another service provides has no port of its own.
 */
export function checkPorts(input: CheckInput, requests: readonly IdRequest[], findings: Findings): void {
  const wanted = new Map(requests.map(({ service, pools }) => [service, pools]));
  const isGuest = input.distribution === undefined ? () => false : findGuests(input.distribution, input.services);
  const usesOnTarget = new Map<string, PortUse[]>();
  for (const service of input.services.services.values()) {
    const targets = targetsOf(input.distribution, service.key);
    if (targets.length === 0 || isGuest(service.key)) continue;
    const uses = [
      ...readPortProperties(service, findings),
      ...readPortIds(service, wanted.get(service.key) ?? [], input),
    ];
    for (const target of targets) {
      const there = usesOnTarget.get(target) ?? [];
      usesOnTarget.set(target, there);
      there.push(...uses);
    }
  }
  for (const target of input.infrastructure.targets.keys()) {
    const isOnePort = (a: Service, b: Service): boolean =>
      isInside(a, b, target, input) || isInside(b, a, target, input);
    reportConflicts(target, usesOnTarget.get(target) ?? [], isOnePort, findings);
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
  return readLiteralPorts(service, step => findings.attempt(step)).map(({ property, port }) => ({
    service,
    from: port,
    to: port,
    reason: `property ${property}`,
  }));
}

/** An id that the service does not ask for, or no more, is none of its ports. */
function readPortIds(service: Service, wanted: readonly string[], { resources, ids }: CheckInput): readonly PortUse[] {
  const uses: PortUse[] = [];
  for (const [pool, services] of ids?.ids ?? []) {
    const id = /^ports?$|Ports?$/.test(pool) && wanted.includes(pool) ? services.get(service.key) : undefined;
    if (id === undefined) continue;
    const block = resources?.pools.get(pool)?.block ?? 1;
    uses.push({ service, from: id, to: id + block - 1, reason: `its id of the pool ${pool}` });
  }
  return uses;
}

/**
 * A service is compared with so many others that have its port: a mistake made in a thousand services is not told in a
 * million findings.
 */
const mostCompared = 10;

/** One finding for each two services; a service may use a port of its own twice. O(n log n) for n uses. */
function reportConflicts(
  target: string,
  uses: readonly PortUse[],
  isOnePort: (one: Service, other: Service) => boolean,
  findings: Findings,
): void {
  const told = new Set<string>();
  const sorted = [...uses].sort((a, b) => a.from - b.from || compareNames(a.service.key, b.service.key));
  let open: readonly PortUse[] = [];
  for (const use of sorted) {
    open = open.filter(({ to }) => to >= use.from);
    for (const other of open) {
      const pair = JSON.stringify([other.service.key, use.service.key].sort());
      if (other.service === use.service || told.has(pair)) continue;
      told.add(pair);
      if (isOnePort(other.service, use.service)) continue;
      reportConflict(target, other, use, findings);
    }
    // Those that reach furthest are kept.
    open = [...open, use].sort((a, b) => b.to - a.to).slice(0, mostCompared);
  }
}

function reportConflict(target: string, one: PortUse, other: PortUse, findings: Findings): void {
  const message = `services "${one.service.key}" (${one.reason}) and "${other.service.key}" (${other.reason}) both want port ${other.from} on target "${target}"`;
  findings.error('port-conflict', message, {
    position: other.service.attributes.positionOf('port') ?? other.service.position,
    hint: 'give one of them another port, or let dydisnix id-assign hand out the ports',
  });
}
