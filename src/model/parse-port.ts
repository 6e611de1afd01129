import { canonicalAddress, isIpv4 } from './ip-address.ts';
import { greatestPort, type Port, protocolsOf, usualProtocols } from './port.ts';

/** A port as a text has it; what the text leaves open is what `defaults` says. `wrong` is what no port can be. */
export type ParsedPort =
  | { readonly kind: 'port'; readonly port: Port; readonly leadsTo?: ContainerPort }
  | { readonly kind: 'wrong'; readonly message: string; readonly hint?: string | undefined }
  | { readonly kind: 'none' };

/** A port in a container, as files of other tools have it behind one of the machine. */
export interface ContainerPort {
  /** Undefined where only the machine's is known, or of a range. */
  readonly number: number | undefined;
}

/** What a port is where it does not say. */
export type PortDefaults = Pick<Port, 'protocols' | 'address'>;

export const anyPort: PortDefaults = { protocols: usualProtocols, address: undefined };

/** An address, a number or a range, where it leads to in a container, and a protocol. A number is no address. */
const form = /^(?:(?!\d+(?:-\d+)?:)(\[[^\]]*\]|[^[\]:]*):)?(\d+)(?:-(\d+))?(?::(\d+)(?:-(\d+))?)?(?:\/([A-Za-z+]+))?$/;
const forms = 'write "8080", "514/udp", "8000-8010", "127.0.0.1:8080" or "[::1]:8080/tcp"';

/**
 * The port in a text as people write it: a number or a range, before it an address, behind it a protocol. Of
 * `127.0.0.1:8080:80` and `8080:80` (port of the machine, port in a container, as Compose has them) it is the
 * machine's, and none where it leads one of a range to a single port. A text that has not even the look of a port is
 * none, as `/dev/ttyS0` for a `serialPort`; one that has it and can be read in two ways is wrong. O(length).
 *
 * @example
 * parsePort('53/udp') // { kind: 'port', port: { from: 53, to: 53, protocols: udp, address: undefined } }
 */
export function parsePort(text: string, defaults: PortDefaults = anyPort): ParsedPort {
  const trimmed = text.trim();
  const [whole, address, first = '', last = first, inside, insideLast = inside, protocol] = form.exec(trimmed) ?? [];
  if (whole === undefined) return looksLikePort(trimmed) ? wrong(`"${text}" can be read in more than one way`) : none;
  if (address !== undefined && !isAddress(address)) {
    // A name before a number is a device as often as a host.
    return /^\d/.test(address) ? wrong(`"${text}" can be read in more than one way`) : none;
  }
  const protocols = protocol === undefined ? defaults.protocols : protocolsOf(protocol);
  if (protocols === undefined) return wrong(`"${text}" is of the unknown protocol "${protocol}"`);
  const place = address === undefined ? defaults.address : canonicalAddress(address);
  // A single 0 stands for no port yet, as the integer does.
  if (Number(first) === 0 && first === last) return none;
  const port = checkRange(Number(first), Number(last), { protocols, address: place });
  if (port.kind !== 'port' || inside === undefined || insideLast === undefined) return port;
  return leadInside(text, port, Number(inside), Number(insideLast));
}

/** A port of the machine, or as many as there are in the container; of more it is not known which it will be. */
function leadInside(text: string, { port }: { readonly port: Port }, from: number, to: number): ParsedPort {
  const inside = checkRange(from, to, anyPort);
  if (inside.kind === 'wrong') return inside;
  if (port.to - port.from === to - from)
    return { kind: 'port', port, leadsTo: { number: from === to ? from : undefined } };
  return from === to ? none : wrong(`"${text}" leads to another number of ports`);
}

/** The ports `from … to`, or why they are none. */
export function checkRange(from: number, to: number, { protocols, address }: PortDefaults): ParsedPort {
  const wrongNumber = [from, to].find(number => number < 1 || number > greatestPort);
  if (wrongNumber !== undefined) {
    return { kind: 'wrong', message: `${wrongNumber} is no port`, hint: `ports go from 1 to ${greatestPort}` };
  }
  if (from > to) return { kind: 'wrong', message: `the range ${from}-${to} is backwards` };
  return { kind: 'port', port: { from, to, protocols, address } };
}

const none: ParsedPort = { kind: 'none' };

function wrong(message: string): ParsedPort {
  return { kind: 'wrong', message, hint: forms };
}

function isAddress(text: string): boolean {
  return text === '' || text === '*' || text.startsWith('[') || isIpv4(text) || text.toLowerCase() === 'localhost';
}

/** Numbers, and what stands between them in addresses and ranges. */
function looksLikePort(text: string): boolean {
  return /^(?=.*\d)[\d:.[\]*-]+(?:\/[A-Za-z]+)?$/.test(text);
}
