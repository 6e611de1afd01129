import { readdirSync } from 'node:fs';
import { sortNames } from '../../base/order.ts';
import { onDisk } from './disk-path.ts';

/** The names in a folder (absolute path, byte string), in byte order; none where it cannot be read. */
export function listNames(folder: string): readonly string[] {
  try {
    return sortNames(readdirSync(onDisk(folder), 'latin1'));
  } catch {
    return []; // It is not there, or nobody may look: then nothing is known to be in it.
  }
}
