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
import { performance } from 'node:perf_hooks';
import { InputError } from '../../base/diagnostic.ts';
import { pause } from '../pause.ts';
import { isRunning, ownIdentity, processNumber, stateOf } from './process-identity.ts';
import { unlinkIfThere } from './remove-file.ts';
import { baseNameOf, cannotWrite, folderOf, followLinks, isStream, onDisk, temporaryNames } from './replace-file.ts';

/** Milliseconds between two looks at a lock that another process has. */
const patience = 10;

const suffix = '.lock';

/**
 * Runs `action` while no other process that asks for the same file does so. Not reentrant. What is not a file needs no
 * lock.
 * @param seconds how long to wait for another process
 * @throws InputError when the time is over, or when the lock cannot be made
 */
export function withLockedFile<T>(path: string, seconds: number, action: () => T): T {
  const lock = lockOf(path, seconds);
  if (lock === undefined) return action();
  try {
    sweep(lock.slice(0, -suffix.length), lock);
    return action();
  } finally {
    unlinkIfThere(lock);
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
  for (;;) {
    if (make(lock, self)) return;
    const owner = readOwner(lock);
    if (owner === undefined) continue;
    if (stateOf(owner) === 'dead') {
      removeLockOf(owner, lock, path, deadline, seconds);
      continue;
    }
    if (performance.now() >= deadline) throw stillLocked(path, lock, owner, seconds);
    pause(patience);
  }
}

/** Removes the lock of a dead owner, unless somebody else has done so. */
function removeLockOf(owner: string, lock: string, path: string, deadline: number, seconds: number): void {
  const removal = `${lock}.${createHash('sha256').update(owner, 'latin1').digest('hex').slice(0, 16)}`;
  acquire(removal, path, deadline, seconds);
  try {
    if (readOwner(lock) === owner) unlinkSync(onDisk(lock));
  } finally {
    unlinkIfThere(removal);
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
  const names = temporaryNames(file);
  const removalPrefix = `${baseNameOf(lock)}.`;
  for (const entry of readdirSync(onDisk(folder), 'latin1')) {
    const path = `${folder}/${entry}`;
    if (entry.startsWith(removalPrefix)) {
      const owner = readOwner(path);
      if (owner !== undefined && stateOf(owner) === 'dead') removeLeftoverLock(owner, path);
    } else if (entry.startsWith(names.prefix) && entry.endsWith(names.suffix)) {
      const [pid, start = ''] = entry.slice(names.prefix.length, -names.suffix.length).split('-');
      if (!isRunning(Number(pid), start)) unlinkIfThere(path);
    }
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
  const { pid, host } = processNumber(owner);
  const holder = pid === '' ? 'something that is not a lock of this program' : `process ${pid} on ${host}`;
  const foreign = stateOf(owner) === 'unknown';
  return new InputError([
    {
      severity: 'error',
      code: 'locked',
      message: `"${path}" is locked by ${holder}; waited ${seconds} s`,
      file: lock,
      hint: foreign
        ? 'whether it still runs cannot be told from here; if it does not, remove the lock'
        : 'wait until it is done, or give more time with --lock-timeout',
    },
  ]);
}
