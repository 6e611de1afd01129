/**
 * Addresses as texts that are equal where the addresses are. IPv6 addresses are written as RFC 5952 has it, IPv4 ones
 * inside them (`::ffff:127.0.0.1`) as IPv4; names of hosts in lower case.
 */

/** Every IPv4 address of a machine. */
export const anyIpv4 = '0.0.0.0';

/**
 * The canonical text of an address; undefined where it stands for every address of a machine: nothing, `*` and `::`, on
 * which Linux listens for IPv4 as well. `0.0.0.0` stands for every IPv4 address, `localhost` for 127.0.0.1 and ::1.
 * What is neither is taken as a name. O(length).
 *
 * @example
 * canonicalAddress('[0:0::1]') // '::1'
 */
export function canonicalAddress(text: string): string | undefined {
  const bare = text.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  if (bare === '' || bare === '*') return undefined;
  const [address = '', zone] = bare.split('%');
  if (isIpv4(address)) return address;
  const groups = readIpv6(address);
  if (groups === undefined) return bare;
  if (groups.every(group => group === 0)) return undefined;
  const shown = mappedIpv4(groups) ?? writeIpv6(groups);
  return zone === undefined ? shown : `${shown}%${zone}`;
}

/** Whether it is an IPv4 address in four decimal numbers. */
export function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(part => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

/** Whether a canonical text is an IPv6 address. */
export function isIpv6(canonical: string): boolean {
  return canonical.includes(':');
}

/**
 * Whether a socket on one address keeps others from the other one. Both in canonical form, undefined for every address.
 * A name is taken to be no address but itself.
 */
export function addressesMeet(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return true;
  return covers(one, other) || covers(other, one);
}

function covers(wide: string, narrow: string): boolean {
  if (wide === anyIpv4) return !isIpv6(narrow);
  return wide === 'localhost' && (narrow === '127.0.0.1' || narrow === '::1');
}

/** The eight groups of an IPv6 address; undefined where it is none. */
function readIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(readGroups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  if (tail === undefined) return head.length === 8 ? head : undefined;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? undefined : [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

/** Groups between colons, of which the last two may be written as an IPv4 address. */
function readGroups(text: string): readonly number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else if (i === parts.length - 1 && isIpv4(part)) {
      const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
      groups.push(a * 256 + b, c * 256 + d);
    } else return undefined;
  }
  return groups;
}

function mappedIpv4(groups: readonly number[]): string | undefined {
  const [high = 0, low = 0] = groups.slice(6);
  const isMapped = groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xff_ff;
  return isMapped ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : undefined;
}

/** The longest run of zeros, the first of those that are as long, as `::`. */
function writeIpv6(groups: readonly number[]): string {
  let [from, length] = [0, 0];
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end++;
    if (end - i > length) [from, length] = [i, end - i];
  }
  const write = (part: readonly number[]) => part.map(group => group.toString(16)).join(':');
  if (length < 2) return write(groups);
  return `${write(groups.slice(0, from))}::${write(groups.slice(from + length))}`;
}
