import { unlinkSync } from 'node:fs';
import { cannotWrite } from './cannot-write.ts';
import { onDisk } from './disk-path.ts';

/** Removes a file, if it is there. @throws InputError where that may not be */
export function removeFile(path: string): void {
  try {
    unlinkIfThere(path);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** The same for those who word its failure themselves. @throws NodeJS.ErrnoException */
export function unlinkIfThere(path: string): void {
  try {
    unlinkSync(onDisk(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
