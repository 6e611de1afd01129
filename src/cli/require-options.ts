import { InputError } from '../base/diagnostic.ts';
import type { Arguments, Option } from './command.ts';

/**
 * For options that a command needs in one of its ways of working only.
 * @throws InputError with a sentence for each of `needed` that is not given
 */
export function requireOptions(options: Arguments, command: string, needed: readonly Option[], hint: string): void {
  const missing = needed.filter(({ name }) => !options.has(name));
  if (missing.length === 0) return;
  throw new InputError(
    missing.map(({ name, short, value }) => ({
      severity: 'error',
      code: 'missing-option',
      message: `dydisnix ${command} needs -${short}/--${name} ${value}`,
      hint,
    })),
  );
}
