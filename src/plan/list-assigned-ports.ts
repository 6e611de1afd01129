/**
 * The ports that services have as ids of pools, as what another tool has to be told.
 *
 * Rule       An id of a pool of ports is a port for each number of its block: of the pool's protocols, on all
 *            addresses, and the same number inside of a container. Where the service says the number itself, it is what
 *            it says: of one protocol, on one address, in front of another port of a container. What leads into a
 *            container, and does not follow the ids file, the tool's own files have by now.
 * Time       O(services + ids · literal ports of their service).
 */
import { aboutService } from '../base/diagnostic.ts';
import type { Findings } from '../base/findings.ts';
import type { Distribution } from '../model/distribution.ts';
import type { IdResources, Pool } from '../model/id-resources.ts';
import type { IdAssignments } from '../model/ids.ts';
import { attributeOf, findLiteralPorts, type LiteralPort } from '../model/literal-ports.ts';
import { greatestPort, protocolNames } from '../model/port.ts';
import type { Service, ServicesModel } from '../model/service.ts';
import type { IdRequest } from '../solve/index.ts';
import { groupByOwner, readIdRequests } from './read-id-requests.ts';

/** A number that a service has as its port on each of its targets. */
export interface AssignedPort {
  /** What it is for: the name of the number, else the pool; no two numbers of a service are called the same. */
  readonly label: string;
  readonly number: number;
  readonly uses: readonly PortUse[];
}

/** What of a port's number a service takes. */
export interface PortUse {
  /** `tcp`, `udp` or `sctp`. */
  readonly protocol: string;
  /** Undefined for all addresses of the machine. */
  readonly address: string | undefined;
  /** The port in a container that it leads to. */
  readonly container: number;
}

/** Service → its ports; those without any are left out. */
export type AssignedPorts = ReadonlyMap<string, readonly AssignedPort[]>;

/** What ports are looked for in. */
export interface AssignedPortSources {
  readonly services: ServicesModel;
  readonly distribution: Distribution;
  readonly resources: IdResources;
  readonly ids: IdAssignments;
  /** The property of a service that lists the pools it wants an id of. */
  readonly serviceProperty: string;
}

/** The ports of services that are distributed; an id that is missing, or can be no port, is warned of. */
export function listAssignedPorts(sources: AssignedPortSources, findings: Findings): AssignedPorts {
  const { services, distribution, resources, serviceProperty } = sources;
  const requests = readIdRequests(services, distribution, resources, serviceProperty, findings);
  const ports = new Map<string, readonly AssignedPort[]>();
  for (const [key, its] of groupByOwner(requests)) {
    const service = services.services.get(key);
    const ids = its.flatMap(request => listPortIds(request, sources, findings));
    if (service === undefined || ids.length === 0) continue;
    const found = new ServicePorts(service, services.followsIds).list(ids);
    if (found.length > 0) ports.set(key, found);
  }
  return ports;
}

/** An id of a pool of ports, and the name of the number where it has one. */
interface PortId {
  readonly pool: Pool;
  readonly name: string | undefined;
  readonly id: number;
}

function listPortIds(
  { service, owner, pools }: IdRequest,
  { resources, ids }: AssignedPortSources,
  findings: Findings,
): readonly PortId[] {
  const key = owner ?? service;
  const name = owner === undefined ? undefined : service.slice(owner.length + 1);
  return [...new Set(pools)].flatMap(wanted => {
    const pool = resources.pools.get(wanted);
    if (pool?.kind !== 'port') return [];
    const id = ids.ids.get(wanted)?.get(service);
    const subject = aboutService(key);
    if (id === undefined) {
      const message = `service "${service}" has no id of the pool "${wanted}" in the ids file: its port is left out`;
      const hint = 'run dydisnix id-assign for this plan first';
      findings.warning('id-missing', message, { hint, subject });
      return [];
    }
    if (id >= 1 && id + pool.block - 1 <= greatestPort) return [{ pool, name, id }];
    const message = `the id ${id} of service "${service}" in the pool "${wanted}" can be no port: it is left out`;
    findings.warning('port-range', message, { hint: `ports go from 1 to ${greatestPort}`, subject });
    return [];
  });
}

/** The ports of one service. */
class ServicePorts {
  readonly #service: Service;
  readonly #followsIds: ServicesModel['followsIds'];
  readonly #literals: readonly LiteralPort[];
  readonly #labels = new Set<string>();
  readonly #used = new Set<string>();

  constructor(service: Service, followsIds: ServicesModel['followsIds']) {
    this.#service = service;
    this.#followsIds = followsIds;
    this.#literals = findLiteralPorts(service);
  }

  list(ids: readonly PortId[]): readonly AssignedPort[] {
    const ports: AssignedPort[] = [];
    for (const { pool, name, id } of ids) {
      let first: string | undefined;
      for (let number = id; number < id + pool.block; number++) {
        const uses = this.#usesOf(number, pool).filter(use => this.#isNew(number, use));
        if (uses.length === 0) continue;
        const wanted = name === undefined ? [pool.name] : [name, `${pool.name}-${name}`];
        const label = this.#chooseLabel(first === undefined ? wanted : [`${first}-${number - id + 1}`]);
        first ??= label;
        ports.push({ label, number, uses });
      }
    }
    return ports;
  }

  #usesOf(number: number, pool: Pool): readonly PortUse[] {
    const said = this.#literals.filter(
      ({ port }) => port.from <= number && port.to >= number && (port.protocols & pool.protocols) !== 0,
    );
    const use = (protocols: number, address: string | undefined, container: number) =>
      protocolNames(protocols).map(protocol => ({ protocol, address, container }));
    if (said.length === 0) return use(pool.protocols, undefined, number);
    return said.flatMap(literal => {
      const { port, leadsTo } = literal;
      if (leadsTo !== undefined && !this.#follows(literal)) return [];
      return use(port.protocols & pool.protocols, port.address, leadsTo?.number ?? number);
    });
  }

  #follows(literal: LiteralPort): boolean {
    return this.#followsIds?.(this.#service.key, attributeOf(literal)) === true;
  }

  /** Coupled pools, and ports that a service says twice, are told once. */
  #isNew(number: number, use: PortUse): boolean {
    const key = JSON.stringify([number, use.protocol, use.address, use.container]);
    if (this.#used.has(key)) return false;
    this.#used.add(key);
    return true;
  }

  /** The first that no other number is called; where there is none, one with a number behind it. */
  #chooseLabel(wanted: readonly string[]): string {
    let label = wanted.find(one => !this.#labels.has(one));
    for (let i = 2; label === undefined; i++) {
      const numbered = `${wanted[0]}-${i}`;
      if (!this.#labels.has(numbered)) label = numbered;
    }
    this.#labels.add(label);
    return label;
  }
}
