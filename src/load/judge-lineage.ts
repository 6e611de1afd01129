/**
 * Whether an ids file is the one that it is taken for. A file has a lineage, and a serial that grows with each change;
 * the file that a run replaces stays beside it as `FILE.previous`, older by at least one. Where that one is as new, or
 * newer, the file was rolled back, and where it has another lineage, the file is of another system. So the memory is
 * where the file is: it needs no folder of the user's, and all who share the disk see the same.
 */
import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import type { Diagnostic } from '../base/diagnostic.ts';
import { identityInText, longestIdentity } from '../model/identity-in-text.ts';
import type { IdsIdentity } from '../model/ids.ts';
import { cannotRead } from '../ports/disk/cannot-write.ts';
import { followLinks, onDisk } from '../ports/disk/disk-path.ts';
import { previousOf } from '../ports/disk/keep-previous.ts';

const hint =
  'ids that were given since would be given to others: bring back the file that belongs here, ' +
  'or take this one as it is, once, with dydisnix id-assign --accept-ids';

/**
 * What is wrong with reading this file as the ids of the run before; undefined where nothing is.
 * @param shown how people call the file
 * @param path its absolute path
 * @param identity what it says it is; undefined where it says nothing, or is not there
 */
export function judgeLineage(shown: string, path: string, identity: IdsIdentity | undefined): Diagnostic | undefined {
  const kept = identityOf(previousOf(path));
  if (kept === undefined) return undefined;
  const before = `"${shown}.previous"`;
  if ((look(path)?.size ?? 0) === 0) {
    return refuse('ids-rolled-back', `"${shown}" is gone, but ${before} has what was given before`);
  }
  // A run that was killed between the two steps leaves two names of one file.
  if (identity === undefined || look(path)?.ino === look(previousOf(path))?.ino) return undefined;
  if (kept.lineage !== identity.lineage) {
    const other = `its lineage is ${identity.lineage}, that of ${before} is ${kept.lineage}`;
    return refuse('ids-of-another', `"${shown}" is the ids file of another system: ${other}`);
  }
  if (kept.serial < identity.serial) return undefined;
  const newer = `its serial is ${identity.serial}, but ${before}, from before the last change, has ${kept.serial}`;
  return refuse('ids-rolled-back', `"${shown}" was rolled back: ${newer}`);
}

/** The same of writing what follows from one ids file over another one. */
export function judgeReplaced(shown: string, path: string, identity: IdsIdentity | undefined): Diagnostic | undefined {
  const there = identityOf(path);
  if (there === undefined || identity === undefined) return undefined;
  if (there.lineage !== identity.lineage) {
    return refuse('ids-of-another', `"${shown}", which would be replaced, is the ids file of another system`);
  }
  if (there.serial <= identity.serial) return undefined;
  const newer = `its serial is ${there.serial}, theirs ${identity.serial}`;
  return refuse(
    'ids-rolled-back',
    `"${shown}", which would be replaced, is newer than the ids that were read: ${newer}`,
  );
}

function refuse(code: string, message: string): Diagnostic {
  return { severity: 'error', code, message, hint };
}

/** What a file says of itself; undefined where it is not there, or nobody may read it. */
export function identityOf(path: string): IdsIdentity | undefined {
  try {
    const descriptor = openSync(onDisk(followLinks(path)), 'r');
    try {
      const found = fstatSync(descriptor);
      if (!found.isFile()) return undefined;
      const end = Buffer.alloc(Math.min(longestIdentity, found.size));
      readSync(descriptor, end, 0, end.length, found.size - end.length);
      return identityInText(end.toString('latin1'));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/** What the system says of a file; undefined where there is none. @throws InputError where nobody may ask */
function look(path: string): Stats | undefined {
  try {
    return statSync(onDisk(path), { throwIfNoEntry: false });
  } catch (error) {
    throw cannotRead(path, error);
  }
}
