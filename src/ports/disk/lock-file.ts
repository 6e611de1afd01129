/**
 * A lock on a file that several processes read, change and replace: one at a time, from before the reading until after
 * the replacing.
 *
 * The lock is a symbolic link `FILE.lock` whose text is the identity of its owner: making one is a single step that
 * fails where there is one already, so that a lock is never seen without its owner. It says nothing about readers, who
 * need no lock.
 *
 * An owner that died leaves its lock behind. Whoever finds it removes it, and must not by mistake remove the lock that
 * a third process has made meanwhile. So removing the lock of the dead owner D is itself under a lock,
 * `FILE.lock.<hash of D>`: only its owner may remove D's lock, after looking again that it is still D's. D is dead and
 * makes no other, so nothing can come in between. That second lock may be left behind as well; it is removed in the
 * same way, one name longer.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { type Diagnostic, formatDiagnostic, InputError } from '../../base/diagnostic.ts';
import { pause } from '../pause.ts';
import { printMessages } from '../print-messages.ts';
import { cannotWrite } from './cannot-write.ts';
import { baseNameOf, folderOf, followLinks, isStream, onDisk } from './disk-path.ts';
import { ownIdentity, processNumber, stateOf } from './process-identity.ts';
import { unlinkIfThere } from './remove-file.ts';
import { removeIfAllowed, sweepTemporaries } from './temporary-files.ts';

/** Milliseconds between two looks at a lock that another process has. */
const patience = 10;

/** Milliseconds of waiting after which it is said what for. */
const silence = 1000;

const suffix = '.lock';

/** A lock that an action runs under. */
export interface HeldLock {
  /**
   * To be called before what was read under the lock is replaced: somebody may have removed the lock by hand, and
   * another process changed the file since.
   * @throws InputError when the lock is not this process's any more
   */
  requireHeld(): void;
}

/**
 * Runs `action` while no other process that asks for the same file does so. Not reentrant. What is not a file needs no
 * lock. It is told on stderr what is waited for, and where the lock cannot be removed in the end: the action is done
 * then all the same.
 * @param seconds how long to wait for another process
 * @throws InputError when the time is over, or when the lock cannot be made
 */
export function withLockedFile<T>(path: string, seconds: number, action: (lock: HeldLock) => T): T {
  const lock = lockOf(path, seconds);
  if (lock === undefined) return action({ requireHeld: () => undefined });
  let isDone = false;
  try {
    sweep(lock.slice(0, -suffix.length), lock);
    const result = action({ requireHeld: () => requireHeld(path, lock) });
    isDone = true;
    return result;
  } finally {
    release(lock, isDone);
  }
}

/** The lock, acquired; undefined for what needs none. */
function lockOf(path: string, seconds: number): string | undefined {
  try {
    if (isStream(path)) return undefined;
    const lock = `${followLinks(path)}${suffix}`;
    acquire(lock, path, performance.now() + 1000 * seconds, seconds);
    return lock;
  } catch (error) {
    throw cannotWrite(`${path}${suffix}`, error);
  }
}

function acquire(lock: string, path: string, deadline: number, seconds: number): void {
  const self = ownIdentity();
  let tellAt = performance.now() + silence;
  for (;;) {
    if (make(lock, self)) return;
    const owner = readOwner(lock);
    if (owner === undefined) continue;
    if (stateOf(owner) === 'dead') {
      removeLockOf(owner, lock, path, deadline, seconds);
      continue;
    }
    const now = performance.now();
    if (now >= deadline) throw stillLocked(path, lock, owner, seconds);
    if (now >= tellAt) {
      tell(waiting(path, lock, owner, seconds));
      tellAt = Number.POSITIVE_INFINITY;
    }
    pause(patience);
  }
}

/** Removes the lock, if it is this process's: that may have been removed by hand, and another process made its own. */
function release(lock: string, isDone: boolean): void {
  try {
    if (readOwner(lock) !== ownIdentity()) return;
    unlinkIfThere(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    const message = `${isDone ? 'what was to be done is done, but ' : ''}${describeLeft(lock, error)}`;
    const hint = 'the next run on this machine removes it; for runs on others remove it by hand';
    tell({ severity: 'warning', code: 'lock-left', message, file: lock, hint });
  }
}

function describeLeft(lock: string, error: unknown): string {
  return `the lock "${baseNameOf(lock)}" cannot be removed (${(error as NodeJS.ErrnoException).code})`;
}

function requireHeld(path: string, lock: string): void {
  let owner: string | undefined;
  try {
    owner = readOwner(lock);
  } catch (error) {
    throw cannotWrite(lock, error);
  }
  if (owner === ownIdentity()) return;
  const what = `the lock of "${path}" was removed by somebody while this run had it`;
  const message = `${what}, so another may have changed the file`;
  const hint = 'nothing was written; run it again, and leave the locks of running processes alone';
  throw new InputError([{ severity: 'error', code: 'lock-lost', message, file: lock, hint }]);
}

/** At once: whoever waits wants to know why. */
function tell(diagnostic: Diagnostic): void {
  printMessages(formatDiagnostic(diagnostic));
}

/** Removes the lock of a dead owner, unless somebody else has done so. */
function removeLockOf(owner: string, lock: string, path: string, deadline: number, seconds: number): void {
  const removal = `${lock}.${createHash('sha256').update(owner, 'latin1').digest('hex').slice(0, 16)}`;
  acquire(removal, path, deadline, seconds);
  try {
    if (readOwner(lock) === owner) unlinkSync(onDisk(lock));
  } finally {
    // Whoever has the lock next clears it away.
    removeIfAllowed(removal);
  }
}

/** Clears away what processes left that were killed, as far as this one may. Only the owner of the lock does this. */
function sweep(file: string, lock: string): void {
  try {
    removeLeftovers(file, lock);
  } catch (error) {
    // A folder that may not be listed, a file of somebody else's: no reason not to go on.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
  }
}

/** Removal locks and temporary files of processes that died. */
function removeLeftovers(file: string, lock: string): void {
  const folder = folderOf(file);
  sweepTemporaries(folder);
  const removalPrefix = `${baseNameOf(lock)}.`;
  for (const entry of readdirSync(onDisk(folder), 'latin1')) {
    if (!entry.startsWith(removalPrefix)) continue;
    const path = `${folder}/${entry}`;
    const owner = readOwner(path);
    if (owner !== undefined && stateOf(owner) === 'dead') removeLeftoverLock(owner, path);
  }
}

function removeLeftoverLock(owner: string, path: string): void {
  try {
    removeLockOf(owner, path, path, performance.now(), 0);
  } catch (error) {
    // Another process is at it.
    if (!(error instanceof InputError)) throw error;
  }
}

function make(lock: string, owner: string): boolean {
  try {
    symlinkSync(Buffer.from(owner, 'latin1'), onDisk(lock));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * The owner's identity; undefined when there is no lock. Something else of that name is a lock that nobody can judge.
 */
function readOwner(lock: string): string | undefined {
  try {
    return readlinkSync(onDisk(lock), 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'EINVAL') return '';
    throw error;
  }
}

function stillLocked(path: string, lock: string, owner: string, seconds: number): InputError {
  const message = `"${path}" is locked by ${describeOwner(owner)}; waited ${seconds} s`;
  const hint = adviseOn(owner, 'wait until it is done, or give more time with --lock-timeout');
  return new InputError([{ severity: 'error', code: 'locked', message, file: lock, hint }]);
}

function waiting(path: string, lock: string, owner: string, seconds: number): Diagnostic {
  const message = `"${path}" is locked by ${describeOwner(owner)}; waiting for it, ${seconds} s at most`;
  return { severity: 'warning', code: 'waiting', message, file: lock, hint: adviseOn(owner, undefined) };
}

function describeOwner(owner: string): string {
  const { pid, host } = processNumber(owner);
  return pid === '' ? 'something that is not a lock of this program' : `process ${pid} on ${host}`;
}

function adviseOn<T>(owner: string, otherwise: T): string | T {
  return stateOf(owner) === 'unknown'
    ? 'whether it still runs cannot be told from here; if it does not, remove the lock'
    : otherwise;
}
