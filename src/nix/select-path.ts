import { type CallRules, callWithArguments } from './call-with-arguments.ts';
import { missingAttribute } from './compile/compile-select.ts';
import { EvaluationError } from './error.ts';
import { isList, nameValue } from './expect.ts';
import { AttributeSetValue, force, type Slot, type Value } from './value.ts';

/** Functions on the way are called as `nix-instantiate -A` does it. */
const rules: CallRules = { what: 'the function', callsPlain: false };

/**
 * The value at an attribute path such as `a.b.0."c.d"`; a number selects from a list. As with `nix-instantiate -A`,
 * functions on the way are called with `args` (see `callWithArguments`), and what the path leads to only if there are
 * any.
 */
export function selectPath(value: Value, path: string, args = AttributeSetValue.empty): Value {
  let current = value;
  for (const step of splitPath(path)) {
    current = force(select(callWithArguments(current, args, rules), step, path));
  }
  return args.size === 0 ? current : callWithArguments(current, args, rules);
}

/** One step of a path. A number selects from a list, or where there is none the attribute of that name. */
function select(value: Value, step: string, path: string): Slot {
  const isIndex = /^[0-9]+$/.test(step);
  if (isIndex && isList(value)) {
    const slot = value[Number(step)];
    if (slot !== undefined) return slot;
    const message = `list index ${step} in selection path '${path}' is out of range: the length is ${value.length}`;
    throw new EvaluationError('missing-attribute', message);
  }
  const slot = value instanceof AttributeSetValue ? value.get(step) : undefined;
  if (slot !== undefined) return slot;
  if (isIndex || !(value instanceof AttributeSetValue)) {
    const expected = isIndex ? 'a list' : 'an attribute set';
    const message = `the expression selected by the selection path '${path}' should be ${expected} but is ${nameValue(value)}`;
    throw new EvaluationError('type', message);
  }
  const { hint } = missingAttribute(value, step);
  const message = `attribute '${step}' in selection path '${path}' not found`;
  throw new EvaluationError('missing-attribute', message, undefined, hint);
}

/** Splits at dots; a part in double quotes may contain some. */
export function splitPath(path: string): string[] {
  const parts: string[] = [];
  let part = '';
  let quoted = false;
  for (const char of path) {
    if (char === '"') quoted = !quoted;
    else if (char === '.' && !quoted) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  if (quoted) throw new EvaluationError('invalid-argument', `missing closing quote in selection path '${path}'`);
  if (parts.includes(''))
    throw new EvaluationError('invalid-argument', `empty attribute name in selection path '${path}'`);
  if (part !== '') parts.push(part);
  return parts;
}
