import { toBytes } from '../../base/bytes.ts';
import { UserError } from '../../base/diagnostic.ts';
import { fileExists } from '../../ports/disk/file-exists.ts';
import { makeFolder } from '../../ports/disk/make-folder.ts';
import { replaceFile } from '../../ports/disk/replace-file.ts';
import type { World } from '../world.ts';

/**
 * What is known, from run to run, to be buildable: an empty file per digest, in `dydisnix/buildable` of the user's
 * cache. That something is not is asked anew each time: what was in its way, a network perhaps, may be gone.
 */
export class KnownPairs {
  readonly #folder: string | undefined;

  /** Remembers nothing where it is not known where the cache of this user is. */
  constructor({ environment: { XDG_CACHE_HOME: own, HOME: home } }: Pick<World, 'environment'>) {
    const base = own?.startsWith('/') ? own : home?.startsWith('/') ? `${home}/.cache` : undefined;
    this.#folder = base === undefined ? undefined : `${toBytes(base)}/dydisnix/buildable`;
  }

  has(digest: string): boolean {
    if (this.#folder === undefined) return false;
    try {
      return fileExists(`${this.#folder}/${digest}`);
    } catch {
      return false; // It is asked again.
    }
  }

  /** What cannot be written is asked again the next time. */
  add(digest: string): void {
    if (this.#folder === undefined) return;
    try {
      makeFolder(this.#folder);
      replaceFile(`${this.#folder}/${digest}`, '');
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
}
