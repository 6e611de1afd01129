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
  /** What it is about, where that has a name in the models. */
  readonly subject?: FindingSubject | undefined;
  /** More that belongs to it, in sentences. */
  readonly notes?: readonly string[] | undefined;
}

/** A part of the models that a finding is about. */
export interface FindingSubject {
  readonly kind: 'service' | 'target' | 'pool' | 'rule' | 'capacity' | 'container' | 'option' | 'argument';
  readonly name: string;
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
  /** The code of the first error among the findings. */
  readonly code: string;
  readonly findings: readonly Finding[];

  constructor(message: string, findings: readonly Finding[]) {
    super(message);
    this.code = findings.find(({ severity }) => severity === 'error')?.code ?? 'input';
    this.findings = findings;
  }
}
