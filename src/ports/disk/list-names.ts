import { readdirSync } from 'node:fs';
import { sortNames } from '../../base/order.ts';
import { onDisk } from './disk-path.ts';
import { unlessMissing } from './look-at.ts';

/**
 * The names in a folder (absolute path, byte string), in byte order; none where there is no folder.
 * @throws InputError where nobody may look
 */
export function listNames(folder: string): readonly string[] {
  return sortNames(unlessMissing(folder, () => readdirSync(onDisk(folder), 'latin1')) ?? []);
}
