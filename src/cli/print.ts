import { cannotWrite } from '../ports/disk/replace-file.ts';
import { writeFully } from '../ports/write-fully.ts';

/**
 * Writes the result, a byte string, to standard output in full. A reader that went away (`| head`) is not an error.
 * @throws InputError when it cannot be written: the disk is full, say
 */
export function printResult(bytes: string): void {
  try {
    writeFully(1, bytes);
  } catch (error) {
    throw cannotWrite('/dev/stdout', error);
  }
}
