import { statSync } from 'node:fs';
import { onDisk } from './disk-path.ts';

/** What changes with a file (absolute path, byte string): its time, size and number; '' where there is none. */
export function fileStamp(path: string): string {
  try {
    const stat = statSync(onDisk(path), { throwIfNoEntry: false });
    return stat === undefined ? '' : `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
  } catch {
    return ''; // A part of the path is no folder, or may not be entered.
  }
}
