import { InputError } from '../base/diagnostic.ts';
import { suggestCommand } from './suggest-command.ts';

/** A command line that cannot be meant, in a sentence, with what to write instead. */
export function usageError(message: string, hint?: string, code = 'usage'): InputError {
  return new InputError([{ severity: 'error', code, message, hint }]);
}

/** A command that is none of the known ones, with what was perhaps meant. */
export function unknownCommand(name: string, known: readonly string[]): InputError {
  return usageError(`unknown command "${name}"`, suggestCommand(name, known));
}
