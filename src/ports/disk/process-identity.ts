import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { toBytes } from '../../base/bytes.ts';

/**
 * A process, told apart from every other one, also from a later one with the same number and from one of another
 * machine that has the same name: `machine;pid space;boot;pid;start;host`. What the system does not tell is empty.
 */
export function ownIdentity(): string {
  return identityOf(process.pid);
}

/** The same of another process on this machine. */
export function identityOf(pid: number): string {
  const { machine, pidSpace, boot, host } = surroundings();
  return [machine, pidSpace, boot, pid, startOf(pid)?.time ?? '', host].join(';');
}

/** The process with another number that ran where, and when, the one with this identity did. */
export function withNumber(identity: string, pid: string): string {
  const [machine, pidSpace, boot, , , host] = identity.split(';');
  return [machine, pidSpace, boot, pid, '', host].join(';');
}

/**
 * The same in a few characters that file names may have: `machine-boot-pid-start`, the first two as hashes. Its form is
 * `tokenForm`.
 */
export function ownToken(): string {
  const { place, bootHash } = hashes();
  return `${place}-${bootHash}-${process.pid}-${startOf(process.pid)?.time ?? ''}`;
}

/** What a token looks like, as the source of a regular expression without groups. */
export const tokenForm = '[0-9a-f]{8}-[0-9a-f]{8}-[1-9]\\d*-\\d*';

/** What can be told of a process from here. */
export type ProcessState = 'alive' | 'dead' | 'unknown';

/**
 * Whether a process still runs. `unknown` where it cannot be told: it is on another machine or in another container, on
 * this one before it started anew if this one has no id of its own (the host name may be that of several), or the text
 * is not an identity. A process that ended and was not collected by its parent counts as dead.
 */
export function stateOf(identity: string): ProcessState {
  const fields = identity.split(';');
  // Earlier versions began with the host name, and knew no machine.
  const [machine, pidSpace, boot, pid = '', start = '', host] = fields.length === 5 ? ['', ...fields.slice(1)] : fields;
  if (!/^[1-9]\d*$/.test(pid)) return 'unknown';
  const own = surroundings();
  const isSamePlace = machine !== '' && machine === own.machine && host === own.host && pidSpace === own.pidSpace;
  const isSameBoot = boot === own.boot && pidSpace === own.pidSpace && (boot !== '' || isSamePlace);
  return judge(isSamePlace, isSameBoot, pid, start);
}

/** The same for a token. */
export function stateOfToken(token: string): ProcessState {
  const [place, bootHash, pid = '', start = ''] = token.split('-');
  const own = hashes();
  const isThere = place === own.place;
  const { machine, boot } = surroundings();
  return judge(
    isThere && machine !== '',
    isThere && bootHash === own.bootHash && `${machine}${boot}` !== '',
    pid,
    start,
  );
}

function judge(isSamePlace: boolean, isSameBoot: boolean, pid: string, start: string): ProcessState {
  if (isSameBoot) return isRunning(Number(pid), start) ? 'alive' : 'dead';
  return isSamePlace ? 'dead' : 'unknown';
}

/** The process number in an identity and the name of its machine, for messages. */
export function processNumber(identity: string): { readonly pid: string; readonly host: string } {
  const fields = identity.split(';');
  return { pid: fields[3] ?? '', host: (fields.length === 5 ? fields[0] : fields[5]) ?? '' };
}

/** Whether the process with this number, started at this time (empty: at any), runs on this machine. */
function isRunning(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const found = startOf(pid);
  if (found === undefined) return true;
  return !found.ended && (start === '' || found.time === start);
}

/** This machine, as far as it says what it is: the id of its installation, and its name. */
export function ownMachine(): string {
  const { machine, host } = surroundings();
  return `${machine};${host}`;
}

interface Surroundings {
  /** Of the installation; empty where it has none. */
  readonly machine: string;
  readonly host: string;
  /** Process numbers mean something in here only. */
  readonly pidSpace: string;
  readonly boot: string;
}

let known: Surroundings | undefined;

/** They stay the same as long as this process runs. */
function surroundings(): Surroundings {
  known ??= {
    machine: (readText('/etc/machine-id') || readText('/var/lib/dbus/machine-id')).replaceAll(/[^0-9A-Za-z-]/g, ''),
    // A semicolon in a host name would split wrongly.
    host: toBytes(hostname()).replaceAll(';', ''),
    pidSpace: readPidSpace(),
    boot: readText('/proc/sys/kernel/random/boot_id'),
  };
  return known;
}

function hashes(): { readonly place: string; readonly bootHash: string } {
  const { machine, host, pidSpace, boot } = surroundings();
  return { place: hash([machine, host, pidSpace].join(';')), bootHash: hash(boot) };
}

function hash(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 8);
}

function readPidSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid', 'latin1').replaceAll(/\D/g, '');
  } catch {
    return '';
  }
}

/**
 * The fields of `/proc/PID/stat` come after the command's name in parentheses, which may itself hold blanks and
 * parentheses.
 */
function startOf(pid: number): { readonly time: string; readonly ended: boolean } | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const time = fields[19];
  return time === undefined ? undefined : { time, ended: fields[0] === 'Z' || fields[0] === 'X' };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'latin1').trim();
  } catch {
    return '';
  }
}
