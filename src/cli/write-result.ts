import type { Parts } from '../base/parts.ts';
import { resolvePath } from '../base/path.ts';
import type { World } from '../load/world.ts';
import { cannotWrite } from '../ports/disk/cannot-write.ts';
import { writeFully } from '../ports/write-fully.ts';
import type { JsonObject } from '../write/json.ts';
import type { Outcome } from './command.ts';
import { isStandardOutput } from './outputs.ts';

/**
 * The outcome of a command that succeeded: the result goes to `--output-file` or, without it, to stdout; messages to
 * stderr.
 */
export function writeResult(
  bytes: Parts,
  { outputFile }: { readonly outputFile?: string | undefined },
  { folder }: World,
  stderr = '',
): Outcome {
  if (outputFile === undefined || isStandardOutput(outputFile)) {
    return { exitCode: 0, ...asResult(bytes), stderr };
  }
  return { exitCode: 0, files: [{ path: resolvePath(folder, outputFile), bytes }], stderr };
}

/** A result for standard output, as a whole or in parts. */
export function asResult(bytes: Parts): Pick<Outcome, 'stdout' | 'parts'> {
  return typeof bytes === 'string' ? { stdout: bytes } : { parts: bytes };
}

/** The same where the result is data: the front door writes it as one JSON object. */
export function writeData(
  data: JsonObject,
  { outputFile }: { readonly outputFile?: string | undefined },
  { folder }: World,
  stderr = '',
): Outcome {
  if (outputFile === undefined || isStandardOutput(outputFile)) return { exitCode: 0, data, stderr };
  return { exitCode: 0, data, dataFile: resolvePath(folder, outputFile), stderr };
}

/** The two forms of a result; each is made only where it is asked for. */
export interface ResultForms {
  /** For `--json`. */
  readonly data: () => JsonObject;
  /** Without it (byte string). */
  readonly text: () => Parts;
}

/** The outcome of a command that has a result, in the form that the options ask for. */
export function writeForm(
  { data, text }: ResultForms,
  given: { readonly json: boolean; readonly outputFile?: string | undefined },
  world: World,
  stderr = '',
): Outcome {
  return given.json ? writeData(data(), given, world, stderr) : writeResult(text(), given, world, stderr);
}

/**
 * Writes the result (a byte string) to standard output in full. A reader that went away (`| head`) is not an error.
 * @throws InputError when it cannot be written: the disk is full, say
 */
export function printResult(bytes: Parts): void {
  try {
    writeFully(1, bytes);
  } catch (error) {
    throw cannotWrite('/dev/stdout', error);
  }
}
