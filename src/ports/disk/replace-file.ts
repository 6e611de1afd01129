import {
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  renameSync,
  type Stats,
  statSync,
} from 'node:fs';
import type { Parts } from '../../base/parts.ts';
import { linkLimit, resolvePath } from '../../base/path.ts';
import { descriptorOf } from '../read-stream.ts';
import { writeFully } from '../write-fully.ts';
import { cannotWrite } from './cannot-write.ts';
import { folderOf, followLinks, isStream, onDisk, readLink } from './disk-path.ts';
import { openTemporary, removeIfAllowed, sweepTemporaries } from './temporary-files.ts';

/**
 * Replaces a file (or makes it) as a whole: whoever reads it, also after a crash or a loss of power, sees all of the
 * old content or all of the new. A symbolic link stays, and the file it points to is replaced; the mode stays, and the
 * owner where that is allowed. Something that is not a regular file (`/dev/stdout`, a named pipe) is written to.
 * @param path absolute or relative to the current folder; a byte string, as `bytes`, which may be made while it is
 * written
 * @throws InputError when it cannot be written; then the old file is whole
 */
export function replaceFile(path: string, bytes: Parts): void {
  try {
    const open = openFileOf(path);
    if (open !== undefined) writeFully(open, bytes);
    else if (isStream(path)) writeStream(path, bytes);
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

function writeStream(path: string, bytes: Parts): void {
  const descriptor = openSync(onDisk(path), 'w');
  try {
    writeFully(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
}

function replace(file: string, old: Stats | undefined, bytes: Parts): void {
  const folder = folderOf(file);
  sweepTemporaries(folder);
  // What is secret is so from its first byte on: until it has its owner and mode, nobody else may read it.
  const { path, descriptor } = openTemporary(file, old === undefined ? 0o666 : 0o600);
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
    removeIfAllowed(path);
    throw error;
  }
  syncFolder(folder);
}

/** Where the group cannot be kept, the one that the file has instead may do what everybody may. */
function keepOwnerAndMode(descriptor: number, { uid, gid, mode }: Stats): void {
  const { uid: ownUid, gid: ownGid } = fstatSync(descriptor);
  // Only root may give files away, and to a group only who is in it.
  const isOwnerKept = (uid === ownUid && gid === ownGid) || tryToGive(descriptor, uid, gid);
  const isGroupKept = isOwnerKept || gid === ownGid || tryToGive(descriptor, ownUid, gid);
  const plain = isOwnerKept ? mode & 0o7777 : mode & 0o777;
  fchmodSync(descriptor, isGroupKept ? plain : plain & (0o707 | ((plain & 0o7) << 3)));
}

function tryToGive(descriptor: number, uid: number, gid: number): boolean {
  try {
    fchownSync(descriptor, uid, gid);
    return true;
  } catch {
    return false;
  }
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
