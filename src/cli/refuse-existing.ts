import { InputError } from '../base/diagnostic.ts';
import { fileExists } from '../ports/disk/file-exists.ts';

/** @throws InputError where any of the files is there already. @param because what would become of it */
export function refuseExisting(paths: readonly string[], because: string, hint: string): void {
  const existing = paths.filter(fileExists);
  if (existing.length === 0) return;
  const message = `the file is there already, and would be ${because}`;
  throw new InputError(existing.map(file => ({ severity: 'error', code: 'file-exists', message, file, hint })));
}
