import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import type { IdResources } from '../../model/id-resources.ts';
import { findLiteralPorts } from '../../model/literal-ports.ts';
import { type Port, portsConflict } from '../../model/port.ts';
import type { Service } from '../../model/service.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import type { IdRequest, NumberRange, Pool } from '../../solve/index.ts';
import { listMachinePorts, type MachinePort } from '../list-machine-ports.ts';
import { portOfId } from '../port-of-id.ts';
import { groupByOwner } from '../read-id-requests.ts';
import { subtractRanges } from '../subtract-ranges.ts';
import type { CheckInput } from './check-input.ts';

/** An id that a service pins or has, of a pool of ports. */
interface PortId {
  readonly pool: Pool;
  /** Who has it in the ids file: the service, or a number of it. */
  readonly asker: string;
  readonly isPin: boolean;
  readonly port: Port;
}

/**
 * Ids and pins of services that are ports of their machines, or of containers there, as the infrastructure says: no new
 * id is, so they are from before, and stay. A service that is in the container reads that port, and one that provides
 * the container is that port. One finding for each service, target and port.
 * O(attributes of targets and containers + ids · ports of their targets).
 */
export function checkMachinePorts(input: CheckInput, requests: readonly IdRequest[], findings: Findings): void {
  const { services, distribution, infrastructure, resources } = input;
  if (distribution === undefined || resources === undefined) return;
  const portsOn = groupByTarget(listMachinePorts(infrastructure), resources);
  if (portsOn.size === 0) return;
  for (const [key, its] of groupByOwner(requests)) {
    const service = services.services.get(key);
    const ids = service === undefined ? [] : its.flatMap(request => listPortIds(request, input, resources));
    if (service === undefined || ids.length === 0) continue;
    for (const target of new Set((distribution.mappings.get(key) ?? []).map(mapping => mapping.target))) {
      for (const machine of portsOn.get(target) ?? []) {
        const id = ids.find(one => hasInCommon(one, machine, service));
        if (id !== undefined && !isOfContainer(service, machine, input)) report(service, id, machine, input, findings);
      }
    }
  }
}

/** Those that an id can be. */
function groupByTarget(
  ports: readonly MachinePort[],
  { pools }: IdResources,
): ReadonlyMap<string, readonly MachinePort[]> {
  const groups = new Map<string, MachinePort[]>();
  const ofPorts = [...pools.values()].filter(({ kind }) => kind === 'port');
  for (const machine of ports) {
    const { protocols } = machine.port;
    if (!ofPorts.some(pool => (pool.protocols & protocols) !== 0)) continue;
    const there = groups.get(machine.target);
    if (there === undefined) groups.set(machine.target, [machine]);
    else there.push(machine);
  }
  return groups;
}

function listPortIds(
  { service: asker, pools, pins }: IdRequest,
  { ids }: CheckInput,
  resources: IdResources,
): readonly PortId[] {
  return [...new Set(pools)].flatMap(name => {
    const pool = resources.pools.get(name);
    const id = pins.get(name) ?? ids?.ids.get(name)?.get(asker);
    if (pool?.kind !== 'port' || id === undefined) return [];
    return [{ pool, asker, isPin: pins.has(name), port: portOfId(id, pool) }];
  });
}

function hasInCommon(id: PortId, { port }: MachinePort, service: Service): boolean {
  return portsConflict(id.port, port) && listWords(id, service).some(said => portsConflict(said, port));
}

/** An id as the service says itself what it is, on one protocol or address perhaps; the rest of it as it is. */
function listWords({ port }: PortId, service: Service): readonly Port[] {
  const overlaps = ({ from, to }: NumberRange): boolean => from <= port.to && to >= port.from;
  const literals = findLiteralPorts(service).map(one => one.port);
  const said = literals.filter(overlaps).map(one => {
    return { ...one, from: Math.max(one.from, port.from), to: Math.min(one.to, port.to) };
  });
  return [...said, ...subtractRanges(port, said).map(range => ({ ...port, ...range }))];
}

/** Whether a service goes into the container that has the port, on its target, or provides it. */
function isOfContainer(service: Service, { container, target }: MachinePort, { distribution }: CheckInput): boolean {
  if (container === undefined) return false;
  if (readProvidedContainers(service).includes(container)) return true;
  const there = (distribution?.mappings.get(service.key) ?? []).filter(mapping => mapping.target === target);
  return there.some(mapping => (mapping.container ?? service.type) === container);
}

function report(
  service: Service,
  { pool, asker, isPin, port }: PortId,
  { target, container, property, positionOf, port: said }: MachinePort,
  { locateInIds, idsFile }: CheckInput,
  findings: Findings,
): void {
  const number = Math.max(port.from, said.from);
  const who = container === undefined ? 'the target itself' : `its container "${container}"`;
  const asking = `service "${service.key}" (its ${isPin ? 'pin' : 'id'} of the pool ${pool.name})`;
  const inFile = isPin ? undefined : locateInIds?.(['ids', pool.name, asker]);
  const place = positionOf();
  const has = container === undefined ? `target "${target}"` : `container "${container}" of target "${target}"`;
  findings.add({
    severity: 'warning',
    code: 'port-conflict',
    message: `${asking} and ${who} (property ${property}) both want port ${number} on target "${target}"`,
    position: inFile ?? service.position,
    file: isPin ? undefined : idsFile,
    hint: 'give one of them another port: no new id is one that the infrastructure says, but who has one keeps it',
    notes: place === undefined ? [] : [`${has} has it at ${place}`],
    subject: aboutService(service.key),
  });
}
