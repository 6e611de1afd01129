import { call } from './call.ts';
import { Closure } from './closure.ts';
import { missingAttribute } from './compile-select.ts';
import { EvaluationError } from './error.ts';
import { typeMismatch } from './expect.ts';
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
 * Calls a function with a set pattern with those of `args` that it asks for (all of them if it ends in `...`), as `nix-instantiate`
 * and Disnix call what a file evaluates to. Other values stay as they are; a set with `__functor` is called in the same way.
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
        `the function has an argument '${name}' without a default, and nobody gives its value`,
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
 * The value at an attribute path such as `a.b.0."c.d"`; a number selects from a list. As with `nix-instantiate -A`, functions on the
 * way are called with `args` (see `autoCall`), and what the path leads to only if there are any.
 */
export function selectPath(host: Host, value: Value, path: string, args = AttributeSetValue.empty): Value {
  let current = value;
  for (const step of splitPath(path)) {
    current = autoCall(host, current, args);
    if (Array.isArray(current) && /^[0-9]+$/.test(step)) {
      const slot = current[Number(step)] as Slot | undefined;
      if (slot === undefined) {
        throw new EvaluationError(
          'missing-attribute',
          `the list has no element ${step}: its length is ${current.length}`,
        );
      }
      current = force(slot);
    } else if (current instanceof AttributeSetValue) {
      const slot = current.get(step);
      if (slot === undefined) throw missingAttribute(current, step);
      current = force(slot);
    } else throw typeMismatch('a set', current);
  }
  return args.size === 0 ? current : autoCall(host, current, args);
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
  if (quoted)
    throw new EvaluationError('invalid-argument', `a double quote is missing in the attribute path '${path}'`);
  if (path !== '') parts.push(part);
  return parts;
}
