import { fromBytes, toBytes } from '../../base/bytes.ts';
import { coerceToString, textOf } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import { expectPlainText } from '../expect.ts';
import { forceDeep } from '../force-deep.ts';
import type { Builtin, Host } from '../host.ts';
import { printValue } from '../print/print-value.ts';
import { withoutColours } from '../print/without-colours.ts';
import { AttributeSetValue, ContextString, force, Shape, type Slot, type Value } from '../value.ts';

/** The builtins that steer evaluation: errors, strictness, messages, and what the environment says. */
export const control: readonly Builtin[] = [
  {
    name: 'throw',
    arity: 1,
    run(host, message) {
      throw new EvaluationError('thrown', messageOf(host, message));
    },
  },
  {
    name: 'abort',
    arity: 1,
    run(host, message) {
      const text = messageOf(host, message);
      throw new EvaluationError('abort', `evaluation aborted with the following error message: '${text}'`);
    },
  },
  { name: 'tryEval', arity: 1, run: (_host, slot) => tryToEvaluate(slot) },
  { name: 'addErrorContext', arity: 2, run: addErrorContext },
  {
    name: 'seq',
    arity: 2,
    run(_host, first, second) {
      force(first);
      return force(second);
    },
  },
  {
    name: 'deepSeq',
    arity: 2,
    run({ limits }, first, second) {
      forceDeep(first, limits);
      return force(second);
    },
  },
  {
    name: 'trace',
    arity: 2,
    run(host, message, value) {
      host.warn(`trace: ${showMessage(host, force(message))}`);
      return force(value);
    },
  },
  { name: 'getEnv', arity: 1, run: (host, name) => readVariable(host, expectPlainText(name)) },
];

/** What `throw` and `abort` say. */
function messageOf(host: Host, message: Slot): string {
  return withoutColours(textOf(coerceToString(host, force(message), 'interpolate')));
}

const outcomeShape = new Shape(['success', 'value']);

/** Catches `throw` and failed assertions, no other error. */
function tryToEvaluate(slot: Slot): Value {
  try {
    return new AttributeSetValue(outcomeShape, [true, force(slot)]);
  } catch (error) {
    if (error instanceof EvaluationError && error.catchable) return new AttributeSetValue(outcomeShape, [false, false]);
    throw error;
  }
}

/** The context is computed only when there is an error to add it to. */
function addErrorContext(host: Host, context: Slot, value: Slot): Value {
  try {
    return force(value);
  } catch (error) {
    // A limit ends the run, from a hundred thousand calls deep perhaps: nobody reads so many messages.
    if (error instanceof EvaluationError && !error.fatal) {
      error.trace.push({ message: messageOf(host, context) });
    }
    throw error;
  }
}

function showMessage({ limits }: Host, value: Value): string {
  if (typeof value === 'string') return value;
  return value instanceof ContextString ? value.text : printValue(value, { limits });
}

/** Bytes of the longest name: no environment has room for more. */
const longestVariable = 1 << 20;

/** Empty for an unset variable, and for all of them when the evaluation is confined. */
function readVariable({ settings }: Host, name: string): string {
  if (name.length > longestVariable) return '';
  if (settings.allowedFolders !== undefined) return '';
  const key = fromBytes(name);
  return Object.hasOwn(settings.environment, key) ? toBytes(settings.environment[key] ?? '') : '';
}
