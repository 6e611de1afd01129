import { lstatSync } from 'node:fs';
import { onDisk } from './disk-path.ts';

/** Whether there is something of that name, a link that leads nowhere included. */
export function fileExists(path: string): boolean {
  try {
    return lstatSync(onDisk(path), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // A part of the path is no folder: whoever writes says so.
  }
}
