import { InputError } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';

/** A command line that cannot be meant, in a sentence, with what to write instead. */
export function usageError(message: string, hint?: string, code = 'usage'): InputError {
  return new InputError([{ severity: 'error', code, message, hint }]);
}

/** A command that is none of the known ones, with the nearest of them. */
export function unknownCommand(name: string, known: Iterable<string>): InputError {
  return usageError(`unknown command "${name}"`, didYouMean(name, known) ?? 'dydisnix --help lists the commands');
}
