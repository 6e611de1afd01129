import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { toBytes } from '../../base/bytes.ts';

/**
 * A process, told apart from every other one, also from a later one with the same number:
 * `host;pid space;boot;pid;start`. Where the system does not tell the start of a process (no `/proc`), the number alone
 * has to do.
 */
export function ownIdentity(): string {
  return identityOf(process.pid);
}

/** The same of another process on this machine. */
export function identityOf(pid: number): string {
  return `${machine()};${readText('/proc/sys/kernel/random/boot_id')};${pid};${startOf(pid)?.time ?? ''}`;
}

/** A short name for the place where process numbers mean something: the machine, or the container. */
export function machineName(): string {
  return createHash('sha256').update(machine(), 'latin1').digest('hex').slice(0, 8);
}

/**
 * Whether a process still runs. `unknown` where it cannot be told: it is on another machine, or the text is not an
 * identity. A process that ended and was not collected by its parent counts as dead.
 */
export function stateOf(identity: string): 'alive' | 'dead' | 'unknown' {
  const [host, pidSpace, boot, pid = '', start] = identity.split(';');
  if (`${host};${pidSpace}` !== machine() || !/^[1-9]\d*$/.test(pid)) return 'unknown';
  if (boot !== readText('/proc/sys/kernel/random/boot_id')) return 'dead';
  return isRunning(Number(pid), start ?? '') ? 'alive' : 'dead';
}

/** The process number in an identity, for messages. */
export function processNumber(identity: string): { readonly pid: string; readonly host: string } {
  const [host = '', , , pid = ''] = identity.split(';');
  return { pid, host };
}

/** Whether the process with this number, started at this time (empty: at any), runs on this machine. */
export function isRunning(pid: number, start: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const found = startOf(pid);
  if (found === undefined) return true;
  return !found.ended && (start === '' || found.time === start);
}

/** When the process started, in clock ticks since boot; empty where the system does not tell. */
export function ownStart(): string {
  return startOf(process.pid)?.time ?? '';
}

function machine(): string {
  // A semicolon in a host name would split wrongly.
  return `${toBytes(hostname()).replaceAll(';', '')};${readPidSpace()}`;
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
