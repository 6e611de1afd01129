import { resolvePath } from '../base/path.ts';
import type { Arguments, Outcome, Surroundings } from './command.ts';

/** The outcome of a command that succeeded: the result goes to `--output-file` or, without it, to stdout; messages to stderr. */
export function writeResult(bytes: string, options: Arguments, { folder }: Surroundings, stderr = ''): Outcome {
  const file = options.text('output-file');
  if (file === undefined || file === '-') return { exitCode: 0, stdout: bytes, stderr };
  return { exitCode: 0, files: [{ path: resolvePath(folder, file), bytes }], stderr };
}
