/**
 * What an ids file that is written says it is (judge-lineage.ts reads it): its lineage and serial, and the file before,
 * which stays beside it.
 */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { toBytes } from '../base/bytes.ts';
import { identityInText } from '../model/identity-in-text.ts';
import type { IdsFile, IdsIdentity } from '../model/ids.ts';
import { followLinks, onDisk } from '../ports/disk/disk-path.ts';
import { keepPrevious, previousOf } from '../ports/disk/keep-previous.ts';
import { ownMachine } from '../ports/disk/process-identity.ts';
import { replaceFile } from '../ports/disk/replace-file.ts';
import { removeIfAllowed } from '../ports/disk/temporary-files.ts';
import { identityOf } from './judge-lineage.ts';

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

function makeLineage(path: string, text: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([ownMachine(), path]), 'latin1')
    .update(text, 'latin1');
  return toBytes(hash.digest('hex').slice(0, 32));
}
