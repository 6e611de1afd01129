import { readIfThere } from '../../load/read-if-there.ts';
import { removeFile } from '../../ports/disk/remove-file.ts';
import { replaceFile } from '../../ports/disk/replace-file.ts';
import type { LoopState } from '../control/loop-state.ts';
import { readLoopState, writeLoopState } from '../control/read-loop-state.ts';
import { readSavedPlan } from '../saved-plan/read-saved-plan.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import { writeSavedPlan } from '../saved-plan/write-saved-plan.ts';

/** A manifest that Disnix built of the plan that is deployed. */
export interface KnownManifest {
  /** Its store path. */
  readonly path: string;
  /** A digest of the packages in it. */
  readonly packages: string;
  /** When that plan was made. */
  readonly plan: string;
  /** The digest in the first round after it was applied. */
  readonly deployed: string;
}

/**
 * What a loop keeps in the folder of its profile, beside what is deployed: `loop.json`, all that it remembers;
 * `next-plan.json` and `next-plan.txt`, the plan that waits for its gates; `machines.json`, the machines as it knows
 * them (`augmented.json`, with what is added to them); `infrastructure.nix`, those that are there, for deployers;
 * `manifest`, what Disnix built last of what is deployed. And what others leave there for it: `approval`, whose text
 * is the digest of a plan, or `no` and that; `release`, that what failed may be tried again.
 */
export class LoopFiles {
  readonly folder: string;

  /** @param folder an absolute path */
  constructor(folder: string) {
    this.folder = folder;
  }

  get machines(): string {
    return `${this.folder}/machines.json`;
  }

  get augmented(): string {
    return `${this.folder}/augmented.json`;
  }

  get infrastructure(): string {
    return `${this.folder}/infrastructure.nix`;
  }

  /** @throws UserError where it cannot be read, or is no state of a loop */
  readState(): LoopState | undefined {
    const file = `${this.folder}/loop.json`;
    const text = readIfThere(file);
    return text === undefined ? undefined : readLoopState(file, text);
  }

  /** @throws InputError when it cannot be written */
  writeState(state: LoopState): void {
    replaceFile(`${this.folder}/loop.json`, writeLoopState(state));
  }

  /** @throws InputError when it cannot be written */
  writeNextPlan(plan: SavedPlan, summary: string): void {
    replaceFile(`${this.folder}/next-plan.json`, writeSavedPlan(plan));
    this.writeNextSummary(summary);
  }

  /** What people read of it. @throws InputError when it cannot be written */
  writeNextSummary(summary: string): void {
    replaceFile(`${this.folder}/next-plan.txt`, summary);
  }

  /** The plan that was made last; undefined where there is none. @throws UserError as `readState` */
  readNextPlan(): SavedPlan | undefined {
    const file = `${this.folder}/next-plan.json`;
    const text = readIfThere(file);
    return text === undefined ? undefined : readSavedPlan(file, text);
  }

  /** What Disnix built last; undefined where that is not known. */
  readManifest(): KnownManifest | undefined {
    const [path, packages, plan, deployed, end] = (readIfThere(this.#manifest) ?? '').split('\n');
    if (path === undefined || packages === undefined || plan === undefined || deployed === undefined) return undefined;
    return end === '' ? { path, packages, plan, deployed } : undefined;
  }

  /** @throws InputError when it cannot be written */
  writeManifest({ path, packages, plan, deployed }: KnownManifest): void {
    replaceFile(this.#manifest, `${path}\n${packages}\n${plan}\n${deployed}\n`);
  }

  /** What somebody said of a plan; undefined where nobody did. */
  readApproval(): { readonly plan: string; readonly isGiven: boolean } | undefined {
    const [, no, plan] = /^\s*(?:(no)\s+|yes\s+)?([0-9a-f]{6,64})\s*$/.exec(readIfThere(this.#approval) ?? '') ?? [];
    return plan === undefined ? undefined : { plan, isGiven: no === undefined };
  }

  /** @throws InputError when it cannot be written */
  writeApproval(plan: string, isGiven: boolean): void {
    replaceFile(this.#approval, `${isGiven ? 'yes' : 'no'} ${plan}\n`);
  }

  /** Whether what failed may be tried again; who asks has to act on it: it is asked once. */
  takeRelease(): boolean {
    const isThere = readIfThere(this.#release) !== undefined;
    if (isThere) removeFile(this.#release);
    return isThere;
  }

  /** @throws InputError when it cannot be written */
  writeRelease(): void {
    replaceFile(this.#release, '');
  }

  get #manifest(): string {
    return `${this.folder}/manifest`;
  }

  get #approval(): string {
    return `${this.folder}/approval`;
  }

  get #release(): string {
    return `${this.folder}/release`;
  }
}
