import { aboutService } from '../../base/diagnostic.ts';
import type { Findings } from '../../base/findings.ts';
import type { Position } from '../../base/source.ts';
import { attributeOf, findLiteralPorts, type LiteralPort } from '../../model/literal-ports.ts';
import { type Port, portsConflict } from '../../model/port.ts';
import type { Service } from '../../model/service.ts';
import { readProvidedContainers } from '../../model/service-details.ts';
import type { IdRequest, NumberRange } from '../../solve/index.ts';
import { listMachinePorts, type MachinePort } from '../list-machine-ports.ts';
import { findGuests } from '../place/equal-ports.ts';
import { portOfId } from '../port-of-id.ts';
import { groupByOwner } from '../read-id-requests.ts';
import { subtractRanges } from '../subtract-ranges.ts';
import type { CheckInput } from './check-input.ts';

/** A port that a service wants, and how that is known. */
interface Claim {
  readonly port: Port;
  /** `its id of the pool ports`, `property port`. */
  readonly how: string;
  readonly hint: string;
  readonly literal?: LiteralPort | undefined;
  readonly position: Position | undefined;
  /** Where it stands, where no place in it is known. */
  readonly file?: string | undefined;
}

/**
 * Ports of services that are ports of their machines, or of containers there, as the infrastructure says. No new id is
 * one: ids and pins are from before, and stay. A service that is in the container reads that port, and one that
 * provides the container is that port; so does one that calls its own as the infrastructure calls that one
 * (`mysqlPort`), and one that goes only into containers of others has none. One finding for each service, target and
 * port. O(attributes of targets and containers + ports of services · ports of their targets).
 */
export function checkMachinePorts(input: CheckInput, requests: readonly IdRequest[], findings: Findings): void {
  const { services, distribution, infrastructure } = input;
  if (distribution === undefined) return;
  const portsOn = groupByTarget(listMachinePorts(infrastructure));
  if (portsOn.size === 0) return;
  const requestsOf = groupByOwner(requests);
  const isGuest = findGuests(distribution, services);
  for (const [key, mappings] of distribution.mappings) {
    const service = services.services.get(key);
    const targets = new Set(mappings.map(({ target }) => target).filter(target => portsOn.has(target)));
    if (service === undefined || targets.size === 0) continue;
    const ids = (requestsOf.get(key) ?? []).flatMap(request => listPortIds(service, request, input));
    const said = isGuest(key) ? [] : listSaid(service);
    for (const target of targets) {
      for (const machine of portsOn.get(target) ?? []) {
        const claim =
          ids.find(one => hasInCommon(one, machine, service)) ??
          said.find(one => isWanted(one, machine, service, input));
        if (claim !== undefined && !isOfContainer(service, machine, input)) report(service, claim, machine, findings);
      }
    }
  }
}

function groupByTarget(ports: readonly MachinePort[]): ReadonlyMap<string, readonly MachinePort[]> {
  const groups = new Map<string, MachinePort[]>();
  for (const machine of ports) {
    const there = groups.get(machine.target);
    if (there === undefined) groups.set(machine.target, [machine]);
    else there.push(machine);
  }
  return groups;
}

function listSaid(service: Service): readonly Claim[] {
  return findLiteralPorts(service).map(literal => ({
    port: literal.port,
    how: `property ${literal.property}`,
    hint: 'give one of them another port; or call both properties the same where they are one port',
    literal,
    position: literal.positionOf() ?? service.position,
  }));
}

/** Whether a service has that port by itself. Whether it follows the ids file is dear to ask, so it is asked last. */
function isWanted(
  { literal, port }: Claim,
  machine: MachinePort,
  service: Service,
  { services: { followsIds } }: CheckInput,
): boolean {
  if (literal === undefined || !portsConflict(port, machine.port)) return false;
  const attribute = attributeOf(literal);
  if (attribute !== 'port' && attribute !== 'ports' && attribute === attributeOf(machine)) return false;
  return followsIds?.(service.key, attribute) !== true;
}

function listPortIds(
  service: Service,
  { service: asker, pools, pins }: IdRequest,
  { ids, resources, locateInIds, idsFile }: CheckInput,
): readonly Claim[] {
  return [...new Set(pools)].flatMap((name): Claim | readonly [] => {
    const pool = resources?.pools.get(name);
    const isPin = pins.has(name);
    const id = pins.get(name) ?? ids?.ids.get(name)?.get(asker);
    if (pool?.kind !== 'port' || id === undefined) return [];
    const inFile = isPin ? undefined : locateInIds?.(['ids', name, asker]);
    return {
      port: portOfId(id, pool),
      how: `its ${isPin ? 'pin' : 'id'} of the pool ${name}`,
      hint: 'give one of them another port: no new id is one that the infrastructure says, but who has one keeps it',
      position: inFile ?? service.position,
      file: isPin ? undefined : idsFile,
    };
  });
}

function hasInCommon(id: Claim, { port }: MachinePort, service: Service): boolean {
  return portsConflict(id.port, port) && listWords(id, service).some(said => portsConflict(said, port));
}

/** An id as the service says itself what it is, on one protocol or address perhaps; the rest of it as it is. */
function listWords({ port }: Claim, service: Service): readonly Port[] {
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
  { how, hint, port, position, file }: Claim,
  { target, container, property, positionOf, port: said }: MachinePort,
  findings: Findings,
): void {
  const number = Math.max(port.from, said.from);
  const asking = `service "${service.key}" (${how})`;
  const who = container === undefined ? 'the target itself' : `its container "${container}"`;
  const place = positionOf();
  const has = container === undefined ? `target "${target}"` : `container "${container}" of target "${target}"`;
  findings.add({
    severity: 'warning',
    code: 'port-conflict',
    message: `${asking} and ${who} (property ${property}) both want port ${number} on target "${target}"`,
    position,
    file,
    hint,
    notes: place === undefined ? [] : [`${has} has it at ${place}`],
    subject: aboutService(service.key),
  });
}
