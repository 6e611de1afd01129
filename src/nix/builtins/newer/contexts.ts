import { coerceToString, contextOf, textOf, withContext } from '../../coerce.ts';
import { EvaluationError } from '../../error.ts';
import type { Builtin, Host } from '../../host.ts';
import { force, type Slot, type Value } from '../../value.ts';

/** The builtins on string contexts, of newer versions of the language. */
export const newerContexts: readonly Builtin[] = [
  { name: 'addDrvOutputDependencies', arity: 1, run: addOutputDependencies },
];

/** The path of a derivation, as a string that refers to all its outputs: as `drvPath` of `derivation` does. */
function addOutputDependencies(host: Host, slot: Slot): Value {
  const string = coerceToString(host, force(slot), 'interpolate');
  const text = textOf(string);
  const [element, ...others] = contextOf(string);
  if (element === undefined || others.length > 0) {
    const count = contextOf(string).size;
    throw wrong(`the context of the string '${text}' must have exactly one element, but has ${count}`);
  }
  if (element.startsWith('=')) return string;
  if (element.startsWith('!')) {
    const output = element.slice(1, element.indexOf('!', 1));
    throw wrong(`'addDrvOutputDependencies' takes a derivation, not an output of one such as '${output}'`);
  }
  if (!element.endsWith('.drv')) throw wrong(`the path '${element}' is not a derivation`);
  return withContext(text, new Set([`=${element}`]));
}

function wrong(message: string): EvaluationError {
  return new EvaluationError('invalid-argument', message);
}
