import { textOf } from '../../coerce.ts';
import { EvaluationError } from '../../error.ts';
import { expectString } from '../../expect.ts';
import type { Builtin, Host } from '../../host.ts';
import { withoutColours } from '../../print/without-colours.ts';
import { force, type Slot, type Value } from '../../value.ts';

/** The builtins that tell people something, of newer versions of the language. */
export const messages: readonly Builtin[] = [
  { name: 'warn', arity: 2, run: warn },
  // Nix shows it with `--trace-verbose` only, and without it does not even evaluate the message.
  { name: 'traceVerbose', arity: 2, run: (_host, _message, value) => force(value) },
  // A place for the debugger of Nix to stop at; without one it is its argument.
  { name: 'break', arity: 1, run: (_host, value) => force(value) },
];

/** As `trace`, but a warning: whoever sets NIX_ABORT_ON_WARN gets an error that shows where it comes from. */
function warn(host: Host, message: Slot, value: Slot): Value {
  const text = withoutColours(textOf(expectString(message)));
  host.warn(`evaluation warning: ${text}`);
  if (['1', 'true', 'yes'].includes(host.settings.environment['NIX_ABORT_ON_WARN'] ?? '')) {
    throw new EvaluationError('abort', `a warning ends the evaluation, as NIX_ABORT_ON_WARN is set: ${text}`);
  }
  return force(value);
}
