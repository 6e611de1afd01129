import { coerceToString, contextOf, textOf } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import type { Host } from '../host.ts';
import { refuseLongPath } from '../refuse-long-path.ts';
import { force, type Slot } from '../value.ts';

/**
 * The absolute path that a file builtin is to read: of a path, a string, or a set with `outPath`. The path in a string
 * is left as it is, so that the disk decides what `file/` or `missing/../file` mean. A string that refers to the output
 * of a derivation would have to be built first: an error of kind `not-supported`.
 */
export function realisePath(host: Host, slot: Slot): string {
  const string = coerceToString(host, force(slot), 'concatenate');
  const text = textOf(string);
  refuseLongPath(text);
  for (const element of contextOf(string)) {
    if (element.startsWith('!')) {
      throw new EvaluationError(
        'not-supported',
        `'${text}' is the output of a derivation, which would have to be built before it can be read`,
        undefined,
        undefined,
        { kind: 'other-evaluator' },
      );
    }
  }
  if (!text.startsWith('/')) {
    throw new EvaluationError(
      'type',
      `the string '${text}' does not represent an absolute path`,
      undefined,
      'a path without quotes, such as ./file, starts at the folder of the file it is written in',
    );
  }
  return text;
}
