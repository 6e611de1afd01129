import { InputError } from '../base/diagnostic.ts';

/** A command line that cannot be meant, in a sentence, with what to write instead. */
export function usageError(message: string, hint?: string): InputError {
  return new InputError([{ severity: 'error', code: 'usage', message, hint }]);
}
