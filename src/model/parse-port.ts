import { canonicalAddress, isIpv4 } from './ip-address.ts';
import { greatestPort, type Port, protocolsOf, usualProtocols } from './port.ts';

/** A port as a text has it; what the text leaves open is what `defaults` says. `wrong` is what no port can be. */
export type ParsedPort =
  | { readonly kind: 'port'; readonly port: Port }
  | { readonly kind: 'wrong'; readonly message: string; readonly hint?: string | undefined }
  | { readonly kind: 'none' };

/** What a port is where it does not say. */
export type PortDefaults = Pick<Port, 'protocols' | 'address'>;

export const anyPort: PortDefaults = { protocols: usualProtocols, address: undefined };

const form = /^(?:(\[[^\]]*\]|[^[\]:]*):)?(\d+)(?:-(\d+))?(:\d+(?:-\d+)?)?(?:\/([A-Za-z+]+))?$/;
const forms = 'write "8080", "514/udp", "8000-8010", "127.0.0.1:8080" or "[::1]:8080/tcp"';

/**
 * The port in a text as people write it: a number or a range, before it an address, behind it a protocol. Of
 * `127.0.0.1:8080:80` (address, port of the machine, port in a container) it is the machine's. A text that has not even
 * the look of a port is none, as `/dev/ttyS0` for a `serialPort`; one that has it and can be read in two ways is wrong.
 * O(length).
 *
 * @example
 * parsePort('53/udp') // { kind: 'port', port: { from: 53, to: 53, protocols: udp, address: undefined } }
 */
export function parsePort(text: string, defaults: PortDefaults = anyPort): ParsedPort {
  const trimmed = text.trim();
  const [whole, address, first = '', last = first, inside, protocol] = form.exec(trimmed) ?? [];
  if (whole === undefined) return looksLikePort(trimmed) ? wrong(`"${text}" can be read in more than one way`) : none;
  if (address !== undefined && !isAddress(address)) {
    // A name before a number is a device as often as a host.
    return /^\d/.test(address) ? wrong(`"${text}" can be read in more than one way`) : none;
  }
  if (inside !== undefined && address === undefined) return none;
  const protocols = protocol === undefined ? defaults.protocols : protocolsOf(protocol);
  if (protocols === undefined) return wrong(`"${text}" is of the unknown protocol "${protocol}"`);
  const place = address === undefined ? defaults.address : canonicalAddress(address);
  // A single 0 stands for no port yet, as the integer does.
  if (Number(first) === 0 && first === last) return none;
  return checkRange(Number(first), Number(last), { protocols, address: place });
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
