import { toBytes } from '../../base/bytes.ts';
import { InputError } from '../../base/diagnostic.ts';
import { resolvePath } from '../../base/path.ts';

/**
 * What to throw where a file cannot be written: a sentence with the reason, or, where it is no error of the file
 * system, the error itself.
 */
export function cannotWrite(path: string, error: unknown): unknown {
  return failed('write', path, error);
}

/** The same where a file cannot be read. */
export function cannotRead(path: string, error: unknown): unknown {
  return failed('read', path, error);
}

function failed(what: 'read' | 'write', path: string, error: unknown): unknown {
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
  const text = `cannot ${what} "${path}": ${reasons.get(code) ?? toBytes(message)}`;
  return new InputError([{ severity: 'error', code: `cannot-${what}`, message: text, file: resolvePath('/', path) }]);
}
