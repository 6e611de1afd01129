import { type Diagnostic, type TraceEntry, UserError } from '../base/diagnostic.ts';
import type { Remedy } from '../base/remedy.ts';
import type { Position } from '../base/source.ts';

/**
 * An error of evaluation. `thrown`, `assertion` and `no-plan` (a planner called from a model finds none) can be caught
 * by `tryEval`, the others cannot. The position is that of the expression that failed; where it is thrown without one,
 * the innermost call that knows its place adds it.
 */
export class EvaluationError extends UserError {
  readonly kind: ErrorKind;
  position: Position | undefined;
  hint: string | undefined;
  readonly remedy: Remedy | undefined;
  /** Innermost first. Kept short: a long recursion keeps its first and last hundred entries. */
  readonly trace: TraceEntry[] = [];

  constructor(kind: ErrorKind, message: string, position?: Position, hint?: string, remedy?: Remedy) {
    // Nobody reads the JavaScript stack of these, and to record it costs more than all the rest: tryEval in a loop
    // would crawl.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'EvaluationError';
    this.kind = kind;
    this.position = position;
    this.hint = hint;
    this.remedy = remedy;
  }

  get catchable(): boolean {
    return this.kind === 'thrown' || this.kind === 'assertion' || this.kind === 'no-plan';
  }

  override get fatal(): boolean {
    return this.kind === 'timeout' || this.kind === 'too-deep' || this.kind === 'out-of-memory';
  }

  override get diagnostics(): readonly Diagnostic[] {
    return [this.toDiagnostic()];
  }

  toDiagnostic(): Diagnostic {
    return {
      severity: 'error',
      code: this.kind,
      message: shorten(this.message),
      position: this.position,
      hint: this.hint,
      remedy: this.remedy,
      trace: this.trace,
    };
  }
}

/** Bytes of a message that somebody may read. */
const longestMessage = 1 << 16;

function shorten(message: string): string {
  if (message.length <= longestMessage) return message;
  return `${message.slice(0, longestMessage)}... (${message.length - longestMessage} bytes more)`;
}

/** The kinds double as diagnostic codes. */
export type ErrorKind =
  | 'syntax'
  | 'thrown'
  | 'assertion'
  | 'no-plan'
  | 'abort'
  | 'type'
  | 'undefined-variable'
  | 'missing-attribute'
  | 'missing-argument'
  | 'unexpected-argument'
  | 'missing-file'
  | 'cannot-read'
  | 'forbidden-file'
  | 'infinite-recursion'
  | 'too-deep'
  | 'timeout'
  | 'out-of-memory'
  | 'arithmetic'
  | 'invalid-argument'
  | 'not-supported';
