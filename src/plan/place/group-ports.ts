/**
 * Groups of users of ports in which each two conflict, so that every two which conflict are together in one.
 *
 * Problem    Ports are ranges of numbers on some protocols and addresses. Which two conflict is a relation that is not
 *            transitive: one on 127.0.0.1 and one on 10.0.0.1 each conflict with one on all addresses, and not with
 *            each other. Who must be apart from whom is to be said in few groups.
 * Method     Intervals that have a number in common have their largest groups just before one of them ends: a sweep
 *            over the numbers stops there, if one began since the last stop. At each stop those of one protocol and one
 *            address that somebody names are a group; those on all addresses are in each.
 * Guarantee  Two users are in a group exactly if they conflict. No group of a stop is part of another one of that stop.
 * Time       O(u log u) for u uses, and at each stop the uses there, times protocols and addresses named there.
 * Ties       Groups come by number, then by protocol and by address; users in the order in which they were given.
 */
import { sortNames } from '../../base/order.ts';
import { addressesMeet, anyIpv4 } from '../../model/ip-address.ts';
import { type Port, sctp, tcp, udp } from '../../model/port.ts';

/** Somebody, by a number, uses a port. */
export interface PortUser {
  readonly user: number;
  readonly port: Port;
}

/** Users of whom each two conflict, and a port that all of them have. */
export interface PortGroup {
  /** Ascending, at least two. */
  readonly users: readonly number[];
  readonly port: Port;
}

/** The groups; two users are in one exactly if they have ports that conflict. */
export function groupPorts(uses: readonly PortUser[]): readonly PortGroup[] {
  const byStart = [...uses].sort((a, b) => a.port.from - b.port.from);
  const byEnd = [...uses].sort((a, b) => a.port.to - b.port.to);
  const active = new Set<PortUser>();
  const groups = new Map<string, PortGroup>();
  let next = 0;
  let hasGrown = false;
  for (const ending of byEnd) {
    for (let use = byStart[next]; use !== undefined && use.port.from <= ending.port.to; use = byStart[++next]) {
      active.add(use);
      hasGrown = true;
    }
    if (hasGrown && active.size > 1) addGroups([...active], byStart[next - 1]?.port.from ?? 0, groups);
    hasGrown = false;
    active.delete(ending);
  }
  return [...groups.values()];
}

/** The groups of uses that have the number in common. */
function addGroups(active: readonly PortUser[], number: number, groups: Map<string, PortGroup>): void {
  const found = new Map<string, PortGroup>();
  for (const protocol of [tcp, udp, sctp]) {
    const those = active.filter(({ port }) => (port.protocols & protocol) !== 0);
    if (those.length < 2) continue;
    for (const address of listSockets(those)) {
      const there = those.filter(({ port }) => isOn(port.address, address));
      const users = [...new Set(there.map(({ user }) => user))].sort((a, b) => a - b);
      if (users.length < 2) continue;
      const key = users.join();
      const same = found.get(key);
      const protocols = protocol | (same?.port.protocols ?? 0);
      found.set(key, { users, port: { from: number, to: number, protocols, address: same?.port.address ?? address } });
    }
  }
  for (const [key, group] of found) {
    if (!groups.has(key) && ![...found.values()].some(other => isPart(group, other))) groups.set(key, group);
  }
}

/** Addresses of which each two uses that meet have one in common; undefined is one that nobody names. */
function listSockets(uses: readonly PortUser[]): readonly (string | undefined)[] {
  const named = new Set<string>();
  for (const { port } of uses) {
    if (port.address === 'localhost') named.add('127.0.0.1').add('::1');
    else if (port.address !== undefined) named.add(port.address);
  }
  return [undefined, ...sortNames(named)];
}

/** Whether a port is on a single address, of which `0.0.0.0` stands for an IPv4 one that nobody names. */
function isOn(address: string | undefined, socket: string | undefined): boolean {
  if (address === undefined || address === socket) return true;
  return socket !== undefined && socket !== anyIpv4 && addressesMeet(address, socket);
}

function isPart({ users }: PortGroup, other: PortGroup): boolean {
  if (users.length >= other.users.length) return false;
  const all = new Set(other.users);
  return users.every(user => all.has(user));
}
