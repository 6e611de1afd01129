import { InputError } from '../base/diagnostic.ts';

/**
 * Refuses names that a form cannot say.
 * @throws InputError with all of them
 */
export function refuseNames(
  form: string,
  names: Iterable<string>,
  isFit: (name: string) => boolean,
  hint: string,
): void {
  const unfit = [...new Set(names)].filter(name => !isFit(name));
  if (unfit.length === 0) return;
  throw new InputError(
    unfit.map(name => ({
      severity: 'error',
      code: 'export-name',
      message: `the name "${name}" cannot be written as ${form}`,
      hint,
    })),
  );
}
