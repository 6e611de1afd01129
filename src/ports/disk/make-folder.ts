import { mkdirSync, statSync } from 'node:fs';
import { cannotWrite } from './cannot-write.ts';
import { folderOf, onDisk } from './disk-path.ts';

/**
 * Makes a folder and those that it lies in, where they are missing. (Node's own `recursive` never ends where a folder
 * takes no new one and says that it does not exist, as `/proc` does.)
 * @param path absolute; a byte string
 * @throws InputError when it cannot be made
 */
export function makeFolder(path: string): void {
  try {
    make(path);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function make(path: string): void {
  try {
    mkdirSync(onDisk(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && isFolder(path)) return;
    if (code !== 'ENOENT' || isFolder(folderOf(path))) throw error;
    make(folderOf(path));
    mkdirSync(onDisk(path));
  }
}

function isFolder(path: string): boolean {
  return statSync(onDisk(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
