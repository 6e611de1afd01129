import { readIfThere } from '../../load/read-if-there.ts';
import { listNames } from '../../ports/disk/list-names.ts';
import { type HeldLock, withLockedFile } from '../../ports/disk/lock-file.ts';
import { makeFolder } from '../../ports/disk/make-folder.ts';
import { removeFile } from '../../ports/disk/remove-file.ts';
import { replaceFile } from '../../ports/disk/replace-file.ts';
import { removeIfAllowed } from '../../ports/disk/temporary-files.ts';
import { waitForLeftOver } from '../../ports/programs/left-over.ts';
import { readSavedPlan } from '../saved-plan/read-saved-plan.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import { writeSavedPlan } from '../saved-plan/write-saved-plan.ts';

/**
 * What the folder remembers of a deployment: `current.json`, the plan that was applied last; `pending.json`, one whose
 * deployment began and did not end well, so that it is not known what runs; `history`, those that were applied before,
 * `1.json` and so on, the newest with the greatest number.
 */
export class StateFiles {
  readonly folder: string;
  /** The lock of the action that runs. */
  #lock: HeldLock | undefined;

  /** @param folder an absolute path; it need not be there */
  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * Runs `action` while no other process deploys by this state, a deployer among them that outlived who started it;
   * makes the folder where it is missing.
   * @param seconds how long to wait for another process, and for the deployer
   * @throws InputError when the time is over, or when the lock cannot be made
   */
  locked<T>(seconds: number, action: () => T): T {
    makeFolder(this.folder);
    return withLockedFile(`${this.folder}/state`, seconds, lock => {
      waitForLeftOver(this.deployerFile, seconds);
      this.#lock = lock;
      try {
        return action();
      } finally {
        this.#lock = undefined;
      }
    });
  }

  /**
   * To be called before a deployment begins, and before it is remembered: somebody may have removed the lock by hand,
   * and another process deploys.
   * @throws InputError where the lock is not this process's any more
   */
  requireHeld(): void {
    this.#lock?.requireHeld();
  }

  /** Says which program deploys; it may have outlived who started it. */
  get deployerFile(): string {
    return `${this.folder}/deployer`;
  }

  /** @throws UserError where the file cannot be read, or is no saved plan */
  readCurrent(): SavedPlan | undefined {
    return this.#read('current.json');
  }

  /** The plan whose deployment began and did not end well. @throws UserError as `readCurrent` */
  readPending(): SavedPlan | undefined {
    return this.#read('pending.json');
  }

  /** The plans that may be what runs: the one that was applied last, and one that is pending. @throws UserError */
  readDeployed(): readonly SavedPlan[] {
    return [this.readPending(), this.readCurrent()].filter(plan => plan !== undefined);
  }

  /** The plan of that number in the history; undefined where there is none. @throws UserError as `readCurrent` */
  readEarlier(number: number): SavedPlan | undefined {
    return this.#read(`history/${number}.json`);
  }

  /** @throws InputError when it cannot be written */
  writePending(plan: SavedPlan): void {
    replaceFile(`${this.folder}/pending.json`, writeSavedPlan(plan));
  }

  /**
   * The plan is deployed: it is the current one, and the one before goes to the history, of which `most` are kept.
   * @throws UserError where a file cannot be read or written; then the plan is still pending
   */
  commit(plan: SavedPlan, most: number): void {
    const before = this.readCurrent();
    const numbers = this.listHistory();
    if (before !== undefined) this.#remember(before, numbers);
    replaceFile(`${this.folder}/current.json`, writeSavedPlan(plan));
    this.dropPending();
    // What cannot be removed is so after the next deployment.
    for (const number of numbers.splice(0, Math.max(0, numbers.length - most))) {
      removeIfAllowed(`${this.folder}/history/${number}.json`);
    }
  }

  /** A commit that failed half-way may have done it already. */
  #remember(plan: SavedPlan, numbers: number[]): void {
    const text = writeSavedPlan(plan);
    const last = numbers.at(-1);
    if (last !== undefined && readIfThere(`${this.folder}/history/${last}.json`) === text) return;
    makeFolder(`${this.folder}/history`);
    const next = (last ?? 0) + 1;
    replaceFile(`${this.folder}/history/${next}.json`, text);
    numbers.push(next);
  }

  /** What runs is what ran before. */
  dropPending(): void {
    removeFile(`${this.folder}/pending.json`);
  }

  /** The numbers of the plans in the history, upwards. */
  listHistory(): number[] {
    const names = listNames(`${this.folder}/history`).map(name => /^([1-9]\d*)\.json$/.exec(name)?.[1]);
    return names.flatMap(name => (name === undefined ? [] : [Number(name)])).sort((a, b) => a - b);
  }

  #read(name: string): SavedPlan | undefined {
    const file = `${this.folder}/${name}`;
    const text = readIfThere(file);
    return text === undefined ? undefined : readSavedPlan(file, text);
  }
}
