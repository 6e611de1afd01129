import type { NumberRange } from '../solve/index.ts';

/** What the numbers of a pool are to a machine. */
export type PoolKind = 'port' | 'uid' | 'gid' | 'number';

export const poolKinds: readonly PoolKind[] = ['port', 'uid', 'gid', 'number'];

/** The kind by the name: `ports`, `httpPorts`, `http-port`, `uids`, `userGid`; else it is plain numbers. */
export function kindByName(name: string): PoolKind {
  const [, word = ''] = /(?:^|[_.-])(uid|gid|port)s?$/i.exec(name) ?? /(Uid|Gid|Port|UID|GID|PORT)s?$/.exec(name) ?? [];
  const kind = word.toLowerCase();
  return kind === 'uid' || kind === 'gid' || kind === 'port' ? kind : 'number';
}

/** Ids are below this. */
const endOfNumbers = Number.MAX_SAFE_INTEGER;

/**
 * The numbers that nothing of a kind can have: a port is one of 1 to 65535; a user or a group that a service may have
 * is neither 0 (root), 65534 (nobody), 65535 nor 2^32 - 1 (no user, in 16 and in 32 bits), nor above.
 */
export function impossibleNumbers(kind: PoolKind): readonly NumberRange[] {
  switch (kind) {
    case 'port':
      return noPorts;
    case 'uid':
    case 'gid':
      return noUsers;
    default:
      return [];
  }
}

const noPorts = [
  { from: 0, to: 0 },
  { from: 65_536, to: endOfNumbers },
];
const noUsers = [
  { from: 0, to: 0 },
  { from: 65_534, to: 65_535 },
  { from: 0xff_ff_ff_ff, to: endOfNumbers },
];

/** Numbers that the system of a usual machine hands out by itself, and to what. */
export interface SystemRange extends NumberRange {
  /** Undefined where the model does not say. */
  readonly use?: string | undefined;
}

/**
 * The numbers of a kind that a usual Linux machine hands out by itself: the ports of outgoing connections
 * (`net.ipv4.ip_local_port_range`), and the users and groups of systemd ("Users, Groups, UIDs and GIDs on systemd
 * Systems"). The very same list at each call, so that what a model says itself can be told apart.
 */
export function systemRanges(kind: PoolKind): readonly SystemRange[] {
  switch (kind) {
    case 'port':
      return outgoingPorts;
    case 'uid':
    case 'gid':
      return usersOfSystemd;
    default:
      return nothing;
  }
}

const nothing: readonly SystemRange[] = [];
const outgoingPorts = [{ from: 32_768, to: 60_999, use: 'ports of outgoing connections' }];

const usersOfSystemd = [
  { from: 1, to: 999, use: 'users of the system' },
  { from: 60_001, to: 60_513, use: 'home directories of systemd-homed' },
  { from: 60_514, to: 60_577, use: 'users of the host in containers' },
  { from: 61_184, to: 65_519, use: 'DynamicUser services' },
  { from: 524_288, to: 1_879_048_191, use: 'containers of systemd-nspawn' },
  { from: 2_147_352_576, to: 2_147_418_111, use: 'files of foreign systems' },
];
