import type { Position } from '../base/source.ts';
import { EvaluationError } from './error.ts';

/** The innermost and the outermost calls of a trace that are kept, each. */
const kept = 100;

/**
 * Adds a call to the trace of an error that passes through it, and the place if the error has none yet. Other exceptions are left
 * alone. Only runs while an error unwinds the stack.
 */
export function addCall(error: unknown, position: Position, message: () => string): unknown {
  if (error instanceof EvaluationError) {
    error.position ??= position;
    if (error.trace.length >= 2 * kept) error.trace.splice(kept, 1);
    error.trace.push({ message: message(), position });
  }
  return error;
}
