import { accessSync, constants } from 'node:fs';
import { toBytes } from '../../base/bytes.ts';
import { resolvePath } from '../../base/path.ts';
import { onDisk } from '../disk/disk-path.ts';
import { isFile } from '../disk/is-file.ts';

/**
 * The path of a program that is called by its name alone, in the folders of `PATH`; undefined where there is none.
 * @param folder where relative folders of `PATH` are (absolute path, byte string)
 */
export function findProgram(name: string, path: string | undefined, folder: string): string | undefined {
  return toBytes(path ?? '')
    .split(':')
    .map(entry => resolvePath(folder, entry === '' ? `./${name}` : `${entry}/${name}`))
    .find(isProgram);
}

/** Whether a file is one that this user may run. */
export function isProgram(path: string): boolean {
  try {
    if (!isFile(path)) return false;
    accessSync(onDisk(path), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
