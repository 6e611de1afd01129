import { readlinkSync, statSync } from 'node:fs';
import { linkLimit } from '../../base/path.ts';

/** Whether a path means something that is written to and cannot be replaced: a device, a pipe, `/dev/stdout`. */
export function isStream(path: string): boolean {
  const found = statSync(onDisk(path), { throwIfNoEntry: false });
  // What a descriptor is open for may be a file, but a new one in its place would not be what it is open for.
  return found !== undefined && !found.isDirectory() && (!found.isFile() || isOfDescriptor.test(path));
}

/** What descriptors are open for; other files below `/dev`, as those of `/dev/shm`, are files as all are. */
const isOfDescriptor = /^\/dev\/(?:fd\/|std(?:in|out|err)$)|^\/proc\//;

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

/** What Node's file functions take for a byte string. */
export function onDisk(path: string): Buffer {
  return Buffer.from(path, 'latin1');
}

/** Where a symbolic link leads; undefined for what is none. @throws NodeJS.ErrnoException */
export function readLink(path: string): string | undefined {
  try {
    return readlinkSync(onDisk(path), 'latin1');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EINVAL' || code === 'ENOENT') return undefined;
    throw error;
  }
}
