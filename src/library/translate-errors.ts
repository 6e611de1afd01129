import { fromBytes } from '../base/bytes.ts';
import { type Diagnostic, formatDiagnostic, UserError } from '../base/diagnostic.ts';
import { type Finding, InputError } from './input-error.ts';

/** The result of some work; what is wrong with its input is thrown in the form that callers outside know. */
export function translateErrors<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof UserError ? toInputError(error.diagnostics) : error;
  }
}

function toInputError(diagnostics: readonly Diagnostic[]): InputError {
  const message = diagnostics.map(diagnostic => formatDiagnostic({ ...diagnostic, trace: [] })).join('');
  return new InputError(fromBytes(message.trimEnd()), diagnostics.map(toFinding));
}

/** A finding as callers outside see it: its texts are ordinary strings. */
export function toFinding({ severity, code, message, position, file, hint, subject, notes = [] }: Diagnostic): Finding {
  const name = position?.source.name ?? file;
  return {
    severity,
    code,
    message: fromBytes(message),
    ...(name !== undefined && { file: fromBytes(name) }),
    ...(position !== undefined && { line: position.line, column: position.column }),
    ...(hint !== undefined && { hint: fromBytes(hint) }),
    ...(subject !== undefined && { subject: { kind: subject.kind, name: fromBytes(subject.name) } }),
    ...(notes.length > 0 && { notes: notes.map(fromBytes) }),
  };
}
