import { chmodSync, closeSync, copyFileSync, linkSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { cannotRead } from './cannot-write.ts';
import { followLinks, onDisk } from './disk-path.ts';
import { openTemporary, removeIfAllowed } from './temporary-files.ts';

/**
 * Where the content of a file is kept that a run replaced: beside it, behind links.
 * @throws InputError where a link cannot be read
 */
export function previousOf(path: string): string {
  try {
    return `${followLinks(path)}.previous`;
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/**
 * Keeps the file that is about to be replaced as `FILE.previous`: the very same one, with its mode and owner, by a
 * second name; where the disk has no such names, a copy with its mode. What stood there is replaced as a whole. Whether
 * it is kept: whoever cannot do so goes on.
 */
export function keepPrevious(path: string): boolean {
  try {
    const file = followLinks(path);
    const { path: temporary, descriptor } = openTemporary(file, 0o600);
    try {
      closeSync(descriptor);
      unlinkSync(onDisk(temporary));
      nameAgain(file, temporary);
      renameSync(onDisk(temporary), onDisk(previousOf(path)));
    } finally {
      // Where both are names of one file, renaming does nothing.
      removeIfAllowed(temporary);
    }
    return true;
  } catch {
    return false;
  }
}

function nameAgain(file: string, name: string): void {
  try {
    linkSync(onDisk(file), onDisk(name));
  } catch {
    // It has the mode of the file from its first byte on, less what the mask takes away.
    copyFileSync(onDisk(file), onDisk(name));
    chmodSync(onDisk(name), statSync(onDisk(file)).mode & 0o7777);
  }
}
