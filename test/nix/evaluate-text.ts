import { EvaluationError } from '../../src/nix/error.ts';
import { forceDeep } from '../../src/nix/force-deep.ts';
import { printValue } from '../../src/nix/print/print-value.ts';
import type { NodeHostOptions } from '../../src/ports/nix/create-node-host.ts';
import { createRefereeHost } from './create-referee-host.ts';

/** The value of an expression, fully evaluated, as `nix-instantiate --eval --strict` prints it. */
export function show(text: string, options: NodeHostOptions = {}): string {
  const value = createRefereeHost(options).evaluateText('test.nix', text, '/folder');
  return printValue(value, { strict: true });
}

/** The error that an expression fails with when it is evaluated in full. */
export function failureOf(text: string, options: NodeHostOptions = {}): EvaluationError {
  try {
    forceDeep(createRefereeHost(options).evaluateText('test.nix', text, '/folder'));
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
  throw new Error(`this does not fail: ${text}`);
}

/** Kind, place and hint of the error of an expression, in one line: `undefined-variable 1:14 did you mean "abc"?` */
export function describeFailure(text: string, options: NodeHostOptions = {}): string {
  const { kind, position, hint } = failureOf(text, options);
  const place = position === undefined ? 'nowhere' : `${position.line}:${position.column}`;
  return hint === undefined ? `${kind} ${place}` : `${kind} ${place} ${hint}`;
}
