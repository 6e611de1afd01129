import { EvaluationError } from '../error.ts';
import type { Limits } from '../limits.ts';
import type { Descent } from './descent.ts';
import { isUtf8 } from './utf8.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML cannot hold
const control = /[\x00-\x08\x0b\x0c\x0e-\x1f]/;

/**
 * Refuses a text that JSON cannot hold. O(n).
 * @throws EvaluationError with the place of the value that is being written, for bytes that are not UTF-8
 */
export function refuseForJson(text: string, descent: Descent, limits?: Limits): void {
  if (!isUtf8(text, limits)) throw refused('is not UTF-8, so JSON cannot hold it', descent);
}

/**
 * Refuses a text that XML 1.0 cannot hold, not even escaped. O(n).
 * @throws EvaluationError with the place of the value that is being written, for bytes that are not UTF-8, and for
 * control characters other than tabs and line ends
 */
export function refuseForXml(text: string, descent: Descent, limits?: Limits): void {
  if (!isUtf8(text, limits)) throw refused('is not UTF-8, so XML cannot hold it', descent);
  const [character] = control.exec(text) ?? [];
  if (character === undefined) return;
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  throw refused(`has the control character U+${code}, which XML cannot hold`, descent);
}

function refused(what: string, descent: Descent): EvaluationError {
  const { path, position } = descent.place();
  const subject = path === '' ? 'this text' : `the text at ${path}`;
  return new EvaluationError('invalid-argument', `${subject} ${what}`, position);
}
