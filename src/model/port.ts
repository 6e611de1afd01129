import { addressesMeet, isIpv6 } from './ip-address.ts';

/**
 * Ports of a machine. A socket is a number, a transport protocol and an address; a port is all the sockets that it
 * takes, and two ports conflict where they have one in common.
 */
export interface Port {
  /** The first and the last number. */
  readonly from: number;
  readonly to: number;
  /** Bits of `tcp`, `udp` and `sctp`. */
  readonly protocols: number;
  /** As `canonicalAddress` writes it; undefined for every address of the machine. */
  readonly address: string | undefined;
}

/** The transport protocols, as bits. */
export const tcp = 1;
export const udp = 2;
export const sctp = 4;

/** What a port is of where nothing is said. */
export const usualProtocols = tcp | udp;

export const greatestPort = 65_535;

/** Each protocol by its name. */
export const singleProtocols: ReadonlyMap<string, number> = new Map([
  ['tcp', tcp],
  ['udp', udp],
  ['sctp', sctp],
]);

const protocolBits: ReadonlyMap<string, number> = new Map([...singleProtocols, ['both', usualProtocols]]);

/** What a model may call a protocol. */
export const protocolWords: readonly string[] = [...protocolBits.keys()];

/** The protocols by their names in any case, with `+` between them, `both` for TCP and UDP; undefined for others. */
export function protocolsOf(name: string): number | undefined {
  let protocols = 0;
  for (const one of name.toLowerCase().split('+')) {
    const bits = protocolBits.get(one);
    if (bits === undefined) return undefined;
    protocols |= bits;
  }
  return protocols;
}

/** Those that the name of a pool says: `tcpPorts`; else the usual ones. */
export function protocolsByName(name: string): number {
  return protocolsOf(/^(tcp|udp|sctp|TCP|UDP|SCTP)(?![a-z])/.exec(name)?.[1] ?? 'both') ?? usualProtocols;
}

/** The names of protocols: `tcp`, `udp`. */
export function protocolNames(protocols: number): readonly string[] {
  return [...singleProtocols].filter(([, bit]) => (protocols & bit) !== 0).map(([name]) => name);
}

/** Whether no two services can have both on one machine. O(1). */
export function portsConflict(one: Port, other: Port): boolean {
  return (
    one.from <= other.to &&
    other.from <= one.to &&
    (one.protocols & other.protocols) !== 0 &&
    addressesMeet(one.address, other.address)
  );
}

/** As people write it: `8080`, `514/udp`, `127.0.0.1:8000-8010/tcp`, `[::1]:80`. */
export function showPort({ from, to, protocols, address }: Port): string {
  const numbers = from === to ? String(from) : `${from}-${to}`;
  const where = address === undefined ? '' : `${isIpv6(address) ? `[${address}]` : address}:`;
  const how = protocols === usualProtocols ? '' : `/${protocolNames(protocols).join('+')}`;
  return `${where}${numbers}${how}`;
}
