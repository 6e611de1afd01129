import { type Stats, statSync } from 'node:fs';
import { cannotRead } from './cannot-write.ts';
import { onDisk } from './disk-path.ts';

/**
 * What stands behind a path (byte string), behind links perhaps; undefined where nothing can: a part of the path is
 * missing or no folder, a name is too long, links lead in a circle.
 * @throws InputError where it may not be looked at, or the disk fails: that is not known to be missing, and what is
 * taken for missing is forgotten, or replaced
 */
export function lookAt(path: string): Stats | undefined {
  return unlessMissing(path, () => statSync(onDisk(path)));
}

/** What a look at a path finds; undefined where there is nothing. @throws InputError as `lookAt` */
export function unlessMissing<T>(path: string, look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (meansMissing.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw cannotRead(path, error);
  }
}

const meansMissing: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP']);
