/**
 * Temporary files stand beside the file that they become, as `.NAME.dydisnix-TOKEN-COUNT.tmp`: the token says which
 * process writes them, so that the next run tells those that a killed one left from those of a run that goes on.
 */
import { openSync, readdirSync, unlinkSync } from 'node:fs';
import { baseNameOf, folderOf, onDisk } from './disk-path.ts';
import { ownToken, stateOfToken, tokenForm } from './process-identity.ts';

const form = new RegExp(`^\\..*\\.dydisnix-(${tokenForm})-\\d+\\.tmp$`, 's');

/**
 * A new, empty file to take the place of `file`, of a name that nobody else uses.
 * @param mode its mode, less what the process's mask takes away
 */
export function openTemporary(file: string, mode: number): { readonly path: string; readonly descriptor: number } {
  const folder = folderOf(file);
  // A name of 255 bytes is the most that usual file systems take.
  const start = `${folder}/.${baseNameOf(file).slice(0, 160)}.dydisnix-${ownToken()}`;
  for (let count = 0; ; count++) {
    const path = `${start}-${count}.tmp`;
    try {
      return { path, descriptor: openSync(onDisk(path), 'wx', mode) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Folders that this process has looked through: of hundreds of pages each would list all of them again. */
const swept = new Set<string>();

/**
 * Removes the temporary files in a folder whose processes died, once in the life of this process; as far as it may:
 * what it may not list or remove is no reason not to go on.
 */
export function sweepTemporaries(folder: string): void {
  if (swept.has(folder)) return;
  swept.add(folder);
  for (const name of listEntries(folder)) {
    const token = form.exec(name)?.[1];
    if (token !== undefined && stateOfToken(token) === 'dead') removeIfAllowed(`${folder}/${name}`);
  }
}

/** What stands in a folder, in no order; nothing where it cannot be listed. */
function listEntries(folder: string): readonly string[] {
  try {
    return readdirSync(onDisk(folder), 'latin1');
  } catch {
    return [];
  }
}

/** Tries to remove a file that is not needed; whether it is gone. */
export function removeIfAllowed(path: string): boolean {
  try {
    unlinkSync(onDisk(path));
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
