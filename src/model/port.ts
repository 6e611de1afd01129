/** The transport protocols, as bits. */
export const tcp = 1;
export const udp = 2;
export const sctp = 4;

/** What a port is of where nothing is said. */
export const usualProtocols = tcp | udp;

const protocolNames: ReadonlyMap<string, number> = new Map([
  ['tcp', tcp],
  ['udp', udp],
  ['sctp', sctp],
  ['both', usualProtocols],
]);

/** The protocols by their name in any case, `both` for TCP and UDP; undefined for other names. */
export function protocolsOf(name: string): number | undefined {
  return protocolNames.get(name.toLowerCase());
}
