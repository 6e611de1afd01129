import type { Position } from '../base/source.ts';
import { EvaluationError } from './error.ts';

/** Bytes of the longest path: Linux takes 4,096, and a loop that makes longer ones makes them forever. */
const longestPath = 1 << 20;

/**
 * Refuses a path of megabytes: no file has it, and to straighten it, or to ask the disk, takes seconds.
 * @throws EvaluationError of kind `invalid-argument`
 */
export function refuseLongPath(path: string, position?: Position): void {
  if (path.length <= longestPath) return;
  const message = `a path of ${path.length} bytes is too long: ${longestPath} are the most`;
  throw new EvaluationError('invalid-argument', message, position);
}
