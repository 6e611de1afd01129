import { readFileSync } from 'node:fs';
import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import type { Surroundings } from './command.ts';

/** The process as commands see it. What cannot be had (a folder removed meanwhile, an unreadable input) fails when it is asked for. */
export function readSurroundings(progress: Surroundings['progress']): Surroundings {
  let input: string | undefined;
  return {
    get folder() {
      return currentFolder() ?? fail('the current folder does not exist any more');
    },
    environment: process.env,
    standardInput: () => {
      input ??= readStandardInput();
      return input;
    },
    progress,
  };
}

/** The absolute path of the current folder; undefined when it was removed. */
export function currentFolder(): string | undefined {
  try {
    return toBytes(process.cwd());
  } catch {
    return undefined;
  }
}

function readStandardInput(): string {
  try {
    return readFileSync(0, 'latin1');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reasons = new Map([
      ['EISDIR', 'it is a folder'],
      ['ERR_STRING_TOO_LONG', 'it is too large'],
      ['ERR_FS_FILE_TOO_LARGE', 'it is too large'],
    ]);
    return fail(`cannot read standard input: ${reasons.get(code) ?? toBytes(message)}`);
  }
}

function fail(message: string): never {
  throw new InputError([{ severity: 'error', code: 'cannot-read', message }]);
}
