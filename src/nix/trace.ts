import { workerData } from 'node:worker_threads';
import type { Position } from '../base/source.ts';
import { EvaluationError } from './error.ts';

/** The innermost and the outermost calls of a trace that are kept, each. */
const kept = 100;

/** Whether this thread has the large stack (`src/command/run-deep.ts`): there is no further one to try when it is full. */
const isDeepRun = (workerData as { isDeepRun?: boolean } | null)?.isDeepRun === true;

/**
 * Adds a call to the trace of an error that passes through it, and the place if the error has none yet. Other exceptions are left
 * alone, except a full stack where there is no larger one. Only runs while an error unwinds the stack.
 */
export function addCall(exception: unknown, position: Position, message: () => string): unknown {
  const error =
    isDeepRun && exception instanceof RangeError && exception.message === 'Maximum call stack size exceeded'
      ? tooDeep(position)
      : exception;
  if (error instanceof EvaluationError) {
    error.position ??= position;
    if (error.trace.length >= 2 * kept) error.trace.splice(kept, 1);
    error.trace.push({ message: message(), position });
  }
  return error;
}

/** The error for a stack that is full. */
export function tooDeep(position?: Position): EvaluationError {
  const hint = 'is there an endless recursion?';
  return new EvaluationError('too-deep', 'calls are nested too deeply: the stack is full', position, hint);
}
