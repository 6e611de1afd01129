import type { TraceEntry } from '../base/diagnostic.ts';
import type { Position } from '../base/source.ts';
import { EvaluationError } from './error.ts';
import type { Settings } from './host.ts';

/** The innermost and the outermost calls of a trace that are kept, each. */
const kept = 100;

/**
 * Adds a call to the trace of an error that passes through it, and the place if the error has none yet. What JavaScript
 * says about something too large becomes an error of evaluation; other exceptions are left alone. Only runs while an
 * error unwinds the stack.
 */
export function addCall(
  exception: unknown,
  entry: TraceEntry & { readonly position: Position },
  settings: Pick<Settings, 'hasLargestStack'>,
): unknown {
  const error = exception instanceof RangeError ? describeRangeError(exception, settings) : exception;
  if (error instanceof EvaluationError) {
    error.position ??= entry.position;
    if (error.trace.length === 0) nameCall(error, entry.position);
    if (error.trace.length >= 2 * kept) error.trace.splice(kept, 1);
    error.trace.push(entry);
  }
  return error;
}

/**
 * Where arguments do not fit a pattern, the place of the error is the function; the mistake is more often in the call.
 */
function nameCall(error: EvaluationError, call: Position): void {
  if (error.kind !== 'missing-argument' && error.kind !== 'unexpected-argument') return;
  if (error.position?.source === call.source && error.position.line === call.line) return;
  const place = `it is called at ${call}`;
  error.hint = error.hint === undefined ? place : `${error.hint}; ${place}`;
}

/** A full stack is left alone where the run can be repeated with a larger one. */
function describeRangeError(error: RangeError, { hasLargestStack }: Pick<Settings, 'hasLargestStack'>): Error {
  if (error.message === 'Maximum call stack size exceeded') return hasLargestStack ? tooDeep() : error;
  if (!/maximum size exceeded|Invalid (array|string) length/.test(error.message)) return error;
  return new EvaluationError('out-of-memory', 'a list, a set or a string grows too large to be held in memory');
}

/** The error for a stack that is full. */
export function tooDeep(position?: Position): EvaluationError {
  const hint = 'is there an endless recursion?';
  return new EvaluationError('too-deep', 'calls are nested too deeply: the stack is full', position, hint);
}
