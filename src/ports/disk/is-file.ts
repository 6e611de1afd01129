import { statSync } from 'node:fs';
import { onDisk } from './disk-path.ts';

/** Whether there is a file of that name (absolute path, byte string), perhaps behind links. */
export function isFile(path: string): boolean {
  return statOf(path)?.isFile() === true;
}

/** Whether there is a folder of that name (absolute path, byte string), perhaps behind links. */
export function isFolder(path: string): boolean {
  return statOf(path)?.isDirectory() === true;
}

function statOf(path: string) {
  try {
    return statSync(onDisk(path), { throwIfNoEntry: false });
  } catch {
    return undefined; // A part of the path is no folder, or may not be entered.
  }
}
