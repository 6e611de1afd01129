/**
 * Numbers that no new id gets though no service that is served has them: those that the infrastructure says (ports of
 * machines and of containers on them), and those that services say or pin which the distribution puts on no target.
 *
 * Rule       What the infrastructure says may well be the port of a service that is in the container, or that provides
 *            it, so nobody loses a number by it. A service that is on no target meets nobody yet; but it may be put on
 *            any, so an id that is free in the whole system keeps away from what it says.
 * Time       O(attributes of targets, containers and services without targets) once, O(ports and pins) a pool.
 */
import { Findings } from '../base/findings.ts';
import { targetsOf } from '../model/distribution.ts';
import type { Pool } from '../model/id-resources.ts';
import { attributeOf, findLiteralPorts, type LiteralPort } from '../model/literal-ports.ts';
import type { Service } from '../model/service.ts';
import type { HeldPorts, HeldSources } from './held-ports.ts';
import { listMachinePorts, type MachinePort } from './list-machine-ports.ts';
import { type PinnedNumber, positionOfPins, readPinnedNumbers } from './read-id-requests.ts';
import { areCoupled, sharesNumbers } from './shared-numbers.ts';
import { subtractRanges } from './subtract-ranges.ts';

/** What bars new ids of a pool. */
export type BarredNumbers = (pool: Pool) => readonly HeldPorts[];

/** As above; undefined where there is nothing of the kind. */
export function listBarredNumbers(sources: HeldSources): BarredNumbers | undefined {
  const { infrastructure, resources } = sources;
  const pools = [...resources.pools.values()].filter(({ kind }) => kind === 'port');
  const isOfPool = ({ port }: LiteralPort) => pools.some(({ min, max }) => port.from <= max && port.to >= min);
  const hasPorts = pools.length > 0 && infrastructure !== undefined;
  const machines = hasPorts ? joinTargets(listMachinePorts(infrastructure).filter(isOfPool)) : [];
  const idle = listIdle(sources, pools.length > 0 ? isOfPool : undefined);
  if (machines.length + idle.length === 0) return undefined;
  return pool => [...selectOfMachines(machines, pool), ...idle.flatMap(one => listOfIdle(one, pool))];
}

/** The same port of many targets, said of each. */
interface JoinedPort extends MachinePort {
  readonly targets: readonly string[];
}

/** Thousands of machines have the same containers with the same ports: they are one, and it is told of the first. */
function joinTargets(ports: readonly MachinePort[]): readonly JoinedPort[] {
  const joined = new Map<string, { readonly first: MachinePort; readonly targets: Set<string> }>();
  for (const first of ports) {
    const { container, property, port } = first;
    const key = JSON.stringify([container ?? null, property, port.from, port.to, port.protocols]);
    const known = joined.get(key);
    if (known === undefined) joined.set(key, { first, targets: new Set([first.target]) });
    else known.targets.add(first.target);
  }
  return [...joined.values()].map(({ first, targets }) => ({ ...first, targets: [...targets] }));
}

function selectOfMachines(ports: readonly JoinedPort[], pool: Pool): readonly HeldPorts[] {
  if (pool.kind !== 'port') return [];
  return ports.flatMap(({ port, container, property: by, positionOf, targets }) => {
    const { from, to, protocols } = port;
    if ((protocols & pool.protocols) === 0) return [];
    return [{ service: undefined, container, from, to, targets, by, positionOf, barsNewOnly: true }];
  });
}

/** A service that goes to no target, and which numbers it says. */
interface IdleService {
  readonly service: Service;
  readonly literals: readonly LiteralPort[];
  readonly pins: readonly PinnedNumber[];
  /** Whether a property has its value from the ids file. It is dear to ask for the first time. */
  readonly followsIds: (literal: LiteralPort) => boolean;
}

/** @param isOfPool whether some pool has a port; undefined: there is no pool of ports */
function listIdle(
  { services, distribution, resources }: HeldSources,
  isOfPool: ((literal: LiteralPort) => boolean) | undefined,
): readonly IdleService[] {
  if (distribution === undefined) return [];
  return [...services.services.values()].flatMap(service => {
    if (targetsOf(distribution, service.key).length > 0) return [];
    const literals = isOfPool === undefined ? [] : findLiteralPorts(service).filter(isOfPool);
    // What is wrong with them is told with the requests.
    const pins = readPinnedNumbers(service, resources, new Findings());
    const followsIds = (port: LiteralPort) => services.followsIds?.(service.key, attributeOf(port)) ?? false;
    return literals.length + pins.length === 0 ? [] : [{ service, literals, pins, followsIds }];
  });
}

function listOfIdle({ service, literals, pins, followsIds }: IdleService, pool: Pool): readonly HeldPorts[] {
  if (pool.scope !== 'global') return [];
  const common = { service: service.key, targets: [], barsNewOnly: true };
  const pinned = pins.flatMap(({ pool: other, from, to }): readonly HeldPorts[] => {
    const isOnePort = other.kind === 'port' && pool.kind === 'port' && (other.protocols & pool.protocols) !== 0;
    if (!isOnePort && !sharesNumbers(other, pool) && !areCoupled(other, pool)) return [];
    const positionOf = () => positionOfPins(service);
    return [{ ...common, from, to, by: `its pin of ${other.name}`, positionOf }];
  });
  const said = literals.flatMap(literal => {
    const { port, property: by, positionOf } = literal;
    if (pool.kind !== 'port' || (port.protocols & pool.protocols) === 0) return [];
    const left = subtractRanges(port, pinned);
    if (left.length === 0 || followsIds(literal)) return [];
    return left.map(({ from, to }) => ({ ...common, from, to, by, positionOf }));
  });
  return [...said, ...pinned];
}
