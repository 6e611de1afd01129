import { call } from './call.ts';
import { Closure } from './closure.ts';
import { missingAttribute } from './compile/compile-select.ts';
import { EvaluationError } from './error.ts';
import { describeType, isList } from './expect.ts';
import type { Host } from './host.ts';
import { AttributeSetValue, force, NixFunction, Shape, type Slot, type Value } from './value.ts';

/** The value of a file (a folder means its `default.nix`). `path` is absolute. */
export function evaluateFile(host: Host, path: string): Value {
  return host.importFile(path, undefined);
}

/** The value of a text that is not a file; relative paths start at `folder`. `name` is what messages call it. */
export function evaluateText(host: Host, name: string, text: string, folder: string): Value {
  return host.evaluateText(name, text, folder);
}

/**
 * Calls a function with a set pattern with those of `args` that it asks for (all of them if it ends in `...`), as
 * `nix-instantiate` and Disnix call what a file evaluates to. Other values stay as they are; a set with `__functor` is
 * called in the same way.
 */
export function autoCall(host: Host, value: Value, args: AttributeSetValue): Value {
  if (value instanceof AttributeSetValue) {
    const functor = value.get('__functor');
    return functor === undefined ? value : autoCall(host, call(functor, value), args);
  }
  if (!(value instanceof NixFunction)) return value;
  const { formals } = value;
  if (formals === undefined) return value;
  const lambda = value instanceof Closure ? value.lambda : undefined;
  const isOpen = lambda?.pattern?.open === true;
  const entries: [string, Slot][] = [];
  for (const [name, slot] of args.entries()) if (isOpen || formals.has(name)) entries.push([name, slot]);
  for (const [name, hasFallback] of formals) {
    if (!hasFallback && !args.has(name)) {
      throw new EvaluationError(
        'missing-argument',
        `cannot evaluate a function that has an argument without a value ('${name}')`,
        lambda?.position,
      );
    }
  }
  const shape = new Shape(entries.map(([name]) => name));
  return call(
    value,
    new AttributeSetValue(
      shape,
      entries.map(([, slot]) => slot),
    ),
  );
}

/**
 * The value at an attribute path such as `a.b.0."c.d"`; a number selects from a list. As with `nix-instantiate -A`,
 * functions on the way are called with `args` (see `autoCall`), and what the path leads to only if there are any.
 */
export function selectPath(host: Host, value: Value, path: string, args = AttributeSetValue.empty): Value {
  let current = value;
  for (const step of splitPath(path)) {
    current = force(select(autoCall(host, current, args), step, path));
  }
  return args.size === 0 ? current : autoCall(host, current, args);
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
    const expected = isIndex ? 'a list' : 'a set';
    const message = `the expression selected by the selection path '${path}' should be ${expected} but is ${describeType(value)}`;
    throw new EvaluationError('type', message);
  }
  const { hint } = missingAttribute(value, step);
  const message = `attribute '${step}' in selection path '${path}' not found`;
  throw new EvaluationError('missing-attribute', message, undefined, hint);
}

/** Splits at dots; a part in double quotes may contain some. */
function splitPath(path: string): string[] {
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
