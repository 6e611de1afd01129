import { resolvePath } from '../base/path.ts';
import type { World } from '../load/world.ts';
import { cannotWrite } from '../ports/disk/replace-file.ts';
import { writeFully } from '../ports/write-fully.ts';
import type { Outcome } from './command.ts';
import type { outputFileOption } from './model-options.ts';
import type { ArgumentsOf } from './option-table.ts';

/**
 * The outcome of a command that succeeded: the result goes to `--output-file` or, without it, to stdout; messages to
 * stderr.
 */
export function writeResult(
  bytes: string,
  { outputFile }: ArgumentsOf<typeof outputFileOption>,
  { folder }: World,
  stderr = '',
): Outcome {
  if (outputFile === undefined || outputFile === '-' || outputFile === '/dev/stdout') {
    return { exitCode: 0, stdout: bytes, stderr };
  }
  return { exitCode: 0, files: [{ path: resolvePath(folder, outputFile), bytes }], stderr };
}

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
