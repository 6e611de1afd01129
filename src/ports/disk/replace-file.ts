import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readlinkSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { toBytes } from '../../base/bytes.ts';
import { InputError } from '../../base/diagnostic.ts';
import { linkLimit, resolvePath } from '../../base/path.ts';
import { descriptorOf } from '../read-stream.ts';
import { writeFully } from '../write-fully.ts';
import { machineName, ownStart } from './process-identity.ts';

/**
 * Replaces a file (or makes it) as a whole: whoever reads it, also after a crash or a loss of power, sees all of the
 * old content or all of the new. A symbolic link stays, and the file it points to is replaced; the mode stays, and the
 * owner where that is allowed. Something that is not a regular file (`/dev/stdout`, a named pipe) is written to.
 * @param path absolute or relative to the current folder; a byte string, as `bytes`
 * @throws InputError when it cannot be written; then the old file is whole
 */
export function replaceFile(path: string, bytes: string): void {
  try {
    const open = openFileOf(path);
    if (open !== undefined) writeFully(open, bytes);
    else if (isStream(path)) writeFileSync(onDisk(path), bytes, 'latin1');
    else {
      const file = followLinks(path);
      replace(file, statSync(onDisk(file), { throwIfNoEntry: false }), bytes);
    }
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/**
 * The open file of this process that a path names, through links too: to open `/dev/stdout` anew would empty the log
 * that it was led to, or write over its beginning.
 */
function openFileOf(path: string): number | undefined {
  let name = resolvePath('/', path);
  for (let i = 0; i < linkLimit; i++) {
    const descriptor = descriptorOf(name);
    if (descriptor !== undefined) return descriptor;
    const target = /^\/proc\/self(\/|$)/.test(name) ? undefined : readLink(name);
    if (target === undefined) return undefined;
    name = resolvePath(folderOf(name), target);
  }
  return undefined;
}

/** Whether a path means something that is written to and cannot be replaced: a device, a pipe, `/dev/stdout`. */
export function isStream(path: string): boolean {
  const found = statSync(onDisk(path), { throwIfNoEntry: false });
  // What a descriptor is open for may be a file, but a new one in its place would not be what it is open for.
  return found !== undefined && !found.isDirectory() && (!found.isFile() || /^\/(dev|proc)\//.test(path));
}

/** The file that a path means when all symbolic links at its end are followed, whether that file exists or not. */
export function followLinks(path: string): string {
  let file = path;
  // A loop ends with the error of whoever opens it.
  for (let i = 0; i < linkLimit; i++) {
    const target = readLink(file);
    if (target === undefined) break;
    file = target.startsWith('/') ? target : `${folderOf(file)}/${target}`;
  }
  return file;
}

/** The folder of a path as the system resolves it, unlike `resolvePath` links and `..` included. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : path.slice(0, slash);
}

/** The last name of a path. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * How the names of this machine's temporary files for a file start and end; in between stand the process and its start.
 */
export function temporaryNames(file: string): { readonly prefix: string; readonly suffix: string } {
  // A name of 255 bytes is the most that usual file systems take.
  return { prefix: `.${baseNameOf(file).slice(0, 180)}.${machineName()}.`, suffix: '.tmp' };
}

/** What Node's file functions take for a byte string. */
export function onDisk(path: string): Buffer {
  return Buffer.from(path, 'latin1');
}

/**
 * What to throw where a file cannot be written: a sentence with the reason, or, where it is no error of the file
 * system, the error itself.
 */
export function cannotWrite(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined || error instanceof InputError) return error;
  const reasons = new Map([
    ['ENOENT', 'its folder does not exist'],
    ['EACCES', 'permission denied'],
    ['EPERM', 'permission denied'],
    ['EROFS', 'the file system is read-only'],
    ['EISDIR', 'it is a folder'],
    ['ENOTDIR', 'a part of its path is not a folder'],
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the disk quota is used up'],
    ['EEXIST', 'a file of that name is in the way'],
    ['ENAMETOOLONG', 'its name is too long'],
    ['ELOOP', 'its symbolic links go in a circle'],
  ]);
  const text = `cannot write "${path}": ${reasons.get(code) ?? toBytes(message)}`;
  return new InputError([{ severity: 'error', code: 'cannot-write', message: text, file: resolvePath('/', path) }]);
}

function replace(file: string, old: Stats | undefined, bytes: string): void {
  const { path, descriptor } = openTemporary(file);
  try {
    try {
      writeFully(descriptor, bytes);
      if (old !== undefined) keepOwnerAndMode(descriptor, old);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(onDisk(path), onDisk(file));
  } catch (error) {
    unlinkSync(onDisk(path));
    throw error;
  }
  syncFolder(folderOf(file));
}

function openTemporary(file: string): { readonly path: string; readonly descriptor: number } {
  const { prefix, suffix } = temporaryNames(file);
  for (let count = 0; ; count++) {
    const path = `${folderOf(file)}/${prefix}${process.pid}-${ownStart()}-${count}${suffix}`;
    try {
      return { path, descriptor: openSync(onDisk(path), 'wx', 0o666) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function keepOwnerAndMode(descriptor: number, { uid, gid, mode }: Stats): void {
  if (process.getuid?.() !== uid || process.getgid?.() !== gid) {
    try {
      fchownSync(descriptor, uid, gid);
    } catch {
      // Only root may give files away; then the file is the writer's.
    }
  }
  fchmodSync(descriptor, mode & 0o7777);
}

/** Makes the renaming itself last; file systems that cannot do it for folders say so, and that is no harm. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(onDisk(folder), 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The content is whole either way.
  }
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(onDisk(path), 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EINVAL' || code === 'ENOENT') return undefined;
    throw error;
  }
}
