import { normalisePath } from '../../../base/path.ts';
import { joinContexts, textOf, withContext } from '../../coerce.ts';
import { EvaluationError } from '../../error.ts';
import { expectAttributeSet, expectPlainText, expectString, typeMismatch } from '../../expect.ts';
import { callFlake } from '../../flakes/call-flake.ts';
import { type FlakeReference, parseFlakeReference, writeFlakeReference } from '../../flakes/flake-reference.ts';
import type { Builtin, Host } from '../../host.ts';
import { AttributeSetValue, ContextString, force, NixPath, type Slot, type Value } from '../../value.ts';

/** The builtins on flakes. */
export const flakes: readonly Builtin[] = [
  { name: 'getFlake', arity: 1, run: getFlake },
  {
    name: 'parseFlakeRef',
    arity: 1,
    run: ({ limits }, text) => {
      const reference = expectPlainText(text);
      limits.readText(reference.length);
      return AttributeSetValue.from(Object.entries(parseFlakeReference(reference)));
    },
  },
  { name: 'flakeRefToString', arity: 1, run: flakeRefToString },
];

/** The flake in a folder of this machine: its outputs, with its inputs, `sourceInfo` and `outPath` beside them. */
function getFlake(host: Host, slot: Slot): Value {
  const value = force(slot);
  if (value instanceof NixPath) return callFlake(host, normalisePath(value.path));
  const text = expectPlainText(value);
  const reference = parseFlakeReference(text);
  const { type, path, dir } = reference;
  if (type !== 'path' || typeof path !== 'string') {
    throw new EvaluationError(
      'not-supported',
      `the flake '${text}' would have to be fetched, which the embedded evaluator never does`,
      undefined,
      'check it out, and give getFlake the path of its folder',
      { kind: 'other-evaluator' },
    );
  }
  return callFlake(host, normalisePath(typeof dir === 'string' ? `${path}/${dir}` : path));
}

/** Strings in the reference may refer to store paths; the result refers to them all. */
function flakeRefToString(_host: Host, slot: Slot): Value {
  const reference: Record<string, FlakeReference[string]> = {};
  const strings: (string | ContextString)[] = [];
  for (const [name, attribute] of expectAttributeSet(slot).entries()) {
    const value = force(attribute);
    if (typeof value === 'number' || typeof value === 'bigint') {
      if (value < 0)
        throw new EvaluationError('invalid-argument', `negative value ${value} of '${name}' in a flake reference`);
      reference[name] = value;
    } else if (typeof value === 'boolean') reference[name] = value;
    else if (typeof value === 'string' || value instanceof ContextString) {
      const string = expectString(value);
      strings.push(string);
      reference[name] = textOf(string);
    } else throw typeMismatch(`a string, a boolean or an integer for '${name}'`, value);
  }
  return withContext(writeFlakeReference(reference), joinContexts(strings));
}
