import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { readStandardInput } from '../ports/read-stream.ts';
import type { Surroundings } from './command.ts';

/** The process as commands see it. What cannot be had (a folder removed meanwhile, an unreadable input) fails when it is asked for. */
export function readSurroundings(progress: Surroundings['progress']): Surroundings {
  return {
    get folder() {
      return currentFolder() ?? fail('the current folder does not exist any more');
    },
    environment: process.env,
    standardInput: readStandardInput,
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

function fail(message: string): never {
  throw new InputError([{ severity: 'error', code: 'cannot-read', message }]);
}
