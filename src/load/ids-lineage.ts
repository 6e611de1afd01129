/**
 * Whether an ids file is the one that it is taken for. A file has a lineage, and a serial that grows with each change;
 * the file that a run replaces stays beside it as `FILE.previous`, older by at least one. Where that one is as new, or
 * newer, the file was rolled back, and where it has another lineage, the file is of another system. So the memory is
 * where the file is: it needs no folder of the user's, and all who share the disk see the same.
 */
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync, type Stats, statSync } from 'node:fs';
import { toBytes } from '../base/bytes.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { identityInText, longestIdentity } from '../model/identity-in-text.ts';
import type { IdsFile, IdsIdentity } from '../model/ids.ts';
import { cannotRead } from '../ports/disk/cannot-write.ts';
import { followLinks, onDisk } from '../ports/disk/disk-path.ts';
import { keepPrevious, previousOf } from '../ports/disk/keep-previous.ts';
import { ownMachine } from '../ports/disk/process-identity.ts';
import { replaceFile } from '../ports/disk/replace-file.ts';
import { removeIfAllowed } from '../ports/disk/temporary-files.ts';

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

/**
 * Which file the next one is: the same lineage, and, where anything else changed, one more than all that are known.
 * Undefined for one that says nothing of itself and does not change.
 * @param path where it goes (absolute path)
 * @param isChanged whether it says anything that the one before does not
 * @param write what it says; it makes a new lineage, as machine and path do
 */
export function nextIdentity(
  path: string,
  { identity }: IdsFile,
  isChanged: boolean,
  write: () => string,
): IdsIdentity | undefined {
  const there = identityOf(path);
  const kept = identityOf(previousOf(path));
  const lineage = (identity ?? there ?? kept)?.lineage ?? makeLineage(path, write());
  const serialOf = (one: IdsIdentity | undefined): number => (one?.lineage === lineage ? one.serial : 0);
  const serial = serialOf(identity);
  if (!isChanged && identity === undefined) return undefined;
  // What replaced the one that is kept was one more, at least, wherever it is now.
  const known = Math.max(serialOf(there), kept?.lineage === lineage ? kept.serial + 1 : 0);
  if (!isChanged && serial > 0 && serial >= known) return { lineage, serial };
  return { lineage, serial: Math.max(serial, known) + 1 };
}

/**
 * Replaces an ids file, and keeps the one before as `FILE.previous`, unless that is the newer one. Whether it is kept,
 * or need not be.
 * @throws InputError where the file cannot be written
 */
export function replaceIds(path: string, text: string): boolean {
  const now = contentOf(path);
  const next = identityInText(text);
  const isNewer = (one: IdsIdentity | undefined): boolean =>
    one !== undefined && next !== undefined && one.lineage === next.lineage && one.serial >= next.serial;
  const isWorth = now === 'unreadable' || (!['', text].includes(now.text) && !isNewer(identityInText(now.text)));
  const isKept = !isWorth || keepPrevious(path);
  replaceFile(path, text);
  if (!isWorth && now.text !== text) dropNewer(path, isNewer);
  return isKept;
}

/** The file is written: what cannot be removed any more, the next run tells. */
function dropNewer(path: string, isNewer: (one: IdsIdentity | undefined) => boolean): void {
  try {
    if (isNewer(identityOf(previousOf(path)))) removeIfAllowed(previousOf(path));
  } catch {
    // As above.
  }
}

/** What a file says of itself; undefined where it is not there, or nobody may read it. */
function identityOf(path: string): IdsIdentity | undefined {
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

/** What a regular file says, which is nothing where there is none. */
function contentOf(path: string): { readonly text: string } | 'unreadable' {
  try {
    const file = onDisk(followLinks(path));
    const found = statSync(file, { throwIfNoEntry: false });
    return { text: found?.isFile() ? readFileSync(file, 'latin1') : '' };
  } catch {
    return 'unreadable';
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

function makeLineage(path: string, text: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([ownMachine(), path]), 'latin1')
    .update(text, 'latin1');
  return toBytes(hash.digest('hex').slice(0, 32));
}
