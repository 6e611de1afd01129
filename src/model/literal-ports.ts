import { Findings } from '../base/findings.ts';
import type { Position } from '../base/source.ts';
import { AttributeSetValue, force, NixFloat, type Shape, type Slot, type Value } from '../nix/index.ts';
import { listOf, textOf } from './decode-value.ts';
import { canonicalAddress } from './ip-address.ts';
import {
  anyPort,
  type ContainerPort,
  checkRange,
  type ParsedPort,
  type PortDefaults,
  parsePort,
} from './parse-port.ts';
import { type Port, protocolsOf, singleProtocols } from './port.ts';
import type { Service } from './service.ts';

/** A port that a service says that it listens on. */
export interface LiteralPort {
  readonly port: Port;
  /** Where it says so: `httpPort`, `ports.http`. */
  readonly property: string;
  readonly positionOf: () => Position | undefined;
  /** The port in a container that it leads to; undefined where it does not say that it leads into one. */
  readonly leadsTo?: ContainerPort | undefined;
}

/** The attribute of the service that a port is in: `ports` for `ports.http`. */
export function attributeOf({ property }: Pick<LiteralPort, 'property'>): string {
  return property.split('.')[0] ?? property;
}

/** What stands where a port should, and can be none. */
export interface PortMistake {
  readonly property: string;
  readonly position: Position | undefined;
  readonly message: string;
  readonly hint: string | undefined;
}

/** Evaluates a part of a model; undefined where that fails. */
type Attempt = <T>(step: () => T) => T | undefined;

/**
 * The ports that a service, a target or a container names: its properties `port`, `…Port`, `ports` and `…Ports`, as
 * integers, texts, lists and sets of these, or sets that say `port` (or `from` and `to`, or `container` and `host`),
 * `protocol` and `address`. What a port itself leaves open is what `portProtocol` and `portAddress` say
 * (`httpPortProtocol` for `httpPort`), or a property named by a protocol (`udpPort`). Port 0 means that there is none
 * yet. O(attributes).
 * @param attempt evaluates a property; undefined where that fails
 * @param report is told what can be no port
 */
export function readLiteralPorts(
  { attributes }: Pick<Service, 'attributes'>,
  attempt: Attempt,
  report: (mistake: PortMistake) => void = () => undefined,
): readonly LiteralPort[] {
  const places = portPlaces(attributes.shape);
  if (places.length === 0) return [];
  const reader = new PortReader(attempt, report);
  for (const place of places) {
    const property = attributes.shape.names[place] ?? '';
    const value = attempt(() => force(attributes.slots[place] ?? null));
    if (value === undefined) continue;
    const at = { property, positionOf: () => attributes.positionOf(property), depth: 0 };
    reader.read(value, at, reader.readDefaults(property, attributes));
  }
  return reader.ports;
}

/** The same; what cannot be evaluated is no literal, and what is wrong is no port: whoever needs it tells. */
export function findLiteralPorts(owner: Pick<Service, 'attributes'>): readonly LiteralPort[] {
  return readLiteralPorts(owner, step => new Findings().attempt(step));
}

const placesOfShape = new WeakMap<Shape, readonly number[]>();

/** Where a set has properties that are ports; sets with the same names share the answer. */
function portPlaces(shape: Shape): readonly number[] {
  let places = placesOfShape.get(shape);
  if (places === undefined) {
    places = shape.names.flatMap((name, i) => (/^ports?$|Ports?$/.test(name) ? [i] : []));
    placesOfShape.set(shape, places);
  }
  return places;
}

interface Place {
  readonly property: string;
  readonly positionOf: () => Position | undefined;
  /** How many lists and sets it is inside of: a set may have itself in it. */
  readonly depth: number;
  /** The port in a container behind what is read. */
  readonly leadsTo?: ContainerPort;
}

const mostDepth = 4;

class PortReader {
  readonly ports: LiteralPort[] = [];
  readonly #attempt: Attempt;
  readonly #report: (mistake: PortMistake) => void;

  constructor(attempt: Attempt, report: (mistake: PortMistake) => void) {
    this.#attempt = attempt;
    this.#report = report;
  }

  /** What the ports of a property are where they do not say. */
  readDefaults(property: string, attributes: AttributeSetValue): PortDefaults {
    const [, named = ''] = /(?:^|[a-z0-9])(tcp|udp|sctp|Tcp|Udp|Sctp|TCP|UDP|SCTP)\d*Ports?$/.exec(property) ?? [];
    const ofName = protocolsOf(named) ?? anyPort.protocols;
    const [protocol, address] = ['Protocol', 'Address'].map(what => `${property}${what}`);
    return this.#readDetails(attributes, [protocol ?? '', address ?? ''], { ...anyPort, protocols: ofName });
  }

  /** Of one without a fraction it would not be seen what is wrong. */
  #wrongFloat(value: number, place: Place): void {
    const shown = Number.isInteger(value) ? value.toFixed(1) : value;
    this.#wrong(`${shown} is no port`, place, 'ports are integers, such as 8080');
  }

  read(value: Value, place: Place, defaults: PortDefaults): void {
    const text = textOf(value);
    if (text !== undefined) this.#add(parsePort(text, defaults), place);
    else if (typeof value === 'number') {
      if (value !== 0) this.#add(checkRange(value, value, defaults), place);
    } else if (typeof value === 'bigint') this.#wrong(`${value} is no port`, place);
    else if (value instanceof NixFloat) this.#wrongFloat(value.value, place);
    else if (place.depth === mostDepth) return;
    else if (value instanceof AttributeSetValue) this.#readSet(value, { ...place, depth: place.depth + 1 }, defaults);
    else {
      const inside = { ...place, depth: place.depth + 1 };
      for (const slot of listOf(value) ?? []) this.#readSlot(slot, inside, defaults);
    }
  }

  #readSlot(slot: Slot, place: Place, defaults: PortDefaults): void {
    const value = this.#attempt(() => force(slot));
    if (value !== undefined) this.read(value, place, defaults);
  }

  /** One port with what it is of, or ports by names, of which `tcp` and `udp` say the protocol. */
  #readSet(set: AttributeSetValue, place: Place, defaults: PortDefaults): void {
    if (set.has('port')) {
      this.#readSlot(set.get('port') ?? null, place, this.#readDetails(set, ['protocol', 'address'], defaults));
    } else if (set.has('from') && set.has('to')) {
      const [from, to] = [this.#readNumber(set, 'from'), this.#readNumber(set, 'to')];
      const own = this.#readDetails(set, ['protocol', 'address'], defaults);
      if (from !== undefined && to !== undefined) this.#add(checkRange(from, to, own), place);
    } else if (set.has('container') || (set.has('host') && set.has('protocol'))) {
      // Behind a machine's port stands one in a container. Of a range for a single one it is not known which it is.
      const [host, inside] = [this.#readText(set, 'host'), this.#readText(set, 'container')];
      if (!set.has('host') || (host !== undefined && /-/.test(host) && inside === undefined)) return;
      const there = { ...place, leadsTo: { number: this.#readNumber(set, 'container') } };
      this.#readSlot(set.get('host') ?? null, there, this.#readDetails(set, ['protocol', 'address'], defaults));
    } else {
      for (const [name, slot] of set.entries()) {
        const positionOf = () => set.positionOf(name) ?? place.positionOf();
        const at = { property: `${place.property}.${name}`, positionOf, depth: place.depth };
        const protocols = singleProtocols.get(name) ?? defaults.protocols;
        this.#readSlot(slot, at, { ...defaults, protocols });
      }
    }
  }

  #readDetails(
    set: AttributeSetValue,
    [protocolName, addressName]: readonly [protocol: string, address: string],
    { protocols, address }: PortDefaults,
  ): PortDefaults {
    return {
      protocols: set.has(protocolName) ? this.#readProtocols(set, protocolName, protocols) : protocols,
      address: set.has(addressName) ? canonicalAddress(this.#readText(set, addressName) ?? '') : address,
    };
  }

  /** One name or a list of names. */
  #readProtocols(set: AttributeSetValue, name: string, usual: number): number {
    const value = this.#attempt(() => force(set.get(name) ?? null));
    if (value === undefined || value === null) return usual;
    let protocols = 0;
    for (const slot of listOf(value) ?? [value]) {
      const text = this.#attempt(() => textOf(force(slot)));
      const found = text === undefined ? undefined : protocolsOf(text);
      if (found !== undefined) protocols |= found;
      else if (text !== undefined) {
        const place = { property: name, positionOf: () => set.positionOf(name) };
        this.#wrong(`"${text}" is an unknown protocol`, place, 'write "tcp", "udp", "sctp" or "both"');
      }
    }
    return protocols === 0 ? usual : protocols;
  }

  #readText(set: AttributeSetValue, name: string): string | undefined {
    const value = this.#attempt(() => force(set.get(name) ?? null));
    return value === undefined ? undefined : textOf(value);
  }

  /** An integer, as such or as a text. */
  #readNumber(set: AttributeSetValue, name: string): number | undefined {
    const value = this.#attempt(() => force(set.get(name) ?? null));
    if (typeof value === 'number') return value;
    const text = value === undefined ? undefined : textOf(value);
    return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
  }

  #add(parsed: ParsedPort, place: Place): void {
    if (parsed.kind === 'wrong') this.#wrong(parsed.message, place, parsed.hint);
    else if (parsed.kind === 'port') {
      const { property, positionOf, leadsTo = parsed.leadsTo } = place;
      this.ports.push({ port: parsed.port, property, positionOf, leadsTo });
    }
  }

  #wrong(message: string, { property, positionOf }: Omit<Place, 'depth'>, hint?: string): void {
    this.#report({ property, position: positionOf(), message, hint });
  }
}
