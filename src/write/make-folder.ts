import { mkdirSync } from 'node:fs';
import { InputError } from '../base/diagnostic.ts';

/**
 * Makes a folder and those around it where they are missing.
 * @throws InputError when that is not possible
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(Buffer.from(path, 'latin1'), { recursive: true });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new InputError([
      { severity: 'error', code: 'output', message: `cannot make the folder ${path}: ${reason}`, file: path },
    ]);
  }
}
