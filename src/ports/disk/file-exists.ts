import { lstatSync } from 'node:fs';
import { onDisk } from './disk-path.ts';
import { unlessMissing } from './look-at.ts';

/**
 * Whether there is something of that name, a link that leads nowhere included.
 * @throws InputError where nobody may look
 */
export function fileExists(path: string): boolean {
  return unlessMissing(path, () => lstatSync(onDisk(path))) !== undefined;
}
