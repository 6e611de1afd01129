import { Findings } from '../base/findings.ts';
import type { Remedy } from '../base/remedy.ts';
import type { Position } from '../base/source.ts';

/** Something that a file says and the models do not. */
export interface Dropped {
  /** What was said: `image`, or a sentence of its own. */
  readonly what: string;
  /** Whose it is: `service web`; empty for the file. */
  readonly owner: string;
  readonly position: Position | undefined;
  /** Why, or what became of it; left out where it has nothing to do with placement. */
  readonly why?: string | undefined;
  /** What can be done about it. */
  readonly remedy?: Remedy | undefined;
}

/** What an import has to tell beside the models: mistakes of the files, and everything that the models do not say. */
export class ImportLog {
  readonly findings = new Findings();
  readonly #dropped: Dropped[] = [];
  /** A key of the same mapping in the same place is told once, however often it is read. */
  readonly #told = new Set<string>();

  get dropped(): readonly Dropped[] {
    return this.#dropped;
  }

  error(code: string, message: string, position: Position | undefined, hint?: string, remedy?: Remedy): void {
    this.findings.error(code, message, { position, hint, remedy });
  }

  drop(what: string, owner: string, position: Position | undefined, why?: string, remedy?: Remedy): void {
    const key = [what, owner, position, why].join('\0');
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#dropped.push({ what, owner, position, why, remedy });
  }
}
