import { type BigIntStats, fstatSync, statSync } from 'node:fs';
import { onDisk } from './disk-path.ts';
import { unlessMissing } from './look-at.ts';

/** The files that a run reads, so that none of its outputs takes the place of one. */
export class InputFiles {
  readonly #paths = new Set<string | number>();

  /**
   * @param file an absolute path (byte string), or the number of an open file, such as 0 for standard input
   */
  note(file: string | number): void {
    this.#paths.add(file);
  }

  /**
   * The file read that a path means too, whatever it is called there: another spelling, a link of either kind.
   * Undefined where the path means none of them, or nothing that exists. O(files read).
   * @throws InputError where that cannot be told: the file may be one that was read
   */
  find(path: string): string | number | undefined {
    if (this.#paths.has(path)) return path;
    const output = look(path);
    if (output === undefined || !output.isFile()) return undefined;
    for (const input of this.#paths) {
      const found = look(input);
      if (found !== undefined && found.ino === output.ino && found.dev === output.dev) return input;
    }
    return undefined;
  }
}

/** Numbers of files may be larger than a double holds exactly. */
function look(file: string | number): BigIntStats | undefined {
  if (typeof file === 'string') return unlessMissing(file, () => statSync(onDisk(file), { bigint: true }));
  try {
    return fstatSync(file, { bigint: true });
  } catch {
    return undefined; // It was closed, or is none: no output can be it.
  }
}
