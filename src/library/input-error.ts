import { fromBytes } from '../base/bytes.ts';
import { type Diagnostic, formatDiagnostic, UserError } from '../base/diagnostic.ts';

/** One thing that was found in models or expressions, and where. */
export interface Finding {
  /** `error`: there is no result because of it. `warning`: there is one, but it may not be what was meant. */
  readonly severity: 'error' | 'warning';
  /** A stable name in kebab-case, such as `unknown-target` or `syntax`. */
  readonly code: string;
  /** A sentence without a full stop. */
  readonly message: string;
  /** The file, or what a text was called. */
  readonly file?: string | undefined;
  /** Counted from 1; the column counts bytes of UTF-8. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/**
 * Models or expressions are wrong: carries every finding, not only the first. The message shows all of them with the
 * lines that they are about.
 *
 * @example
 * ```ts
 * import { evaluate, InputError } from 'dydisnix/nix';
 *
 * try {
 *   await evaluate('{ port = 80; }.prot');
 * } catch (error) {
 *   if (error instanceof InputError) console.log(error.findings[0]?.hint); // did you mean "port"?
 * }
 * ```
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly findings: readonly Finding[];

  constructor(message: string, findings: readonly Finding[]) {
    super(message);
    this.findings = findings;
  }
}

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
export function toFinding({ severity, code, message, position, file, hint }: Diagnostic): Finding {
  const name = position?.source.name ?? file;
  return {
    severity,
    code,
    message: fromBytes(message),
    ...(name !== undefined && { file: fromBytes(name) }),
    ...(position !== undefined && { line: position.line, column: position.column }),
    ...(hint !== undefined && { hint: fromBytes(hint) }),
  };
}
