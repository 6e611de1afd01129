import type { Position } from '../base/source.ts';
import { call } from './call.ts';
import { EvaluationError } from './error.ts';
import { describeValue, isList } from './expect.ts';
import { formatFixed } from './format-float.ts';
import type { Host } from './host.ts';
import { describeBriefly } from './print/describe-briefly.ts';
import {
  AttributeSetValue,
  ContextString,
  force,
  NixFloat,
  NixFunction,
  NixPath,
  type Slot,
  type Value,
} from './value.ts';

/**
 * What becomes a string, and how:
 * - `interpolate`: strings, paths (copied to the virtual store: the string is the store path, its context names it),
 *   and sets with `__toString` or `outPath`. What `"${x}"` and `"a" + x` do.
 * - `concatenate`: the same, but a path stays what it is. What `./a + x` does, and what builtins do that take a path or
 *   a string.
 * - `toString`: as `concatenate`, and also numbers, booleans, null and lists.
 * - `environment`: as `toString`, but paths are copied. What derivations do to their attributes.
 */
export type Coercion = 'interpolate' | 'concatenate' | 'toString' | 'environment';

const noContext: ReadonlySet<string> = new Set();

/** The string that a value stands for under the rules of `mode`; an error of kind `type` when there is none. */
export function coerceToString(host: Host, value: Value, mode: Coercion, position?: Position): string | ContextString {
  if (typeof value === 'string' || value instanceof ContextString) {
    // Whoever asks is about to read it.
    host.limits.readText(textOf(value).length);
    return value;
  }
  if (value instanceof NixPath) {
    return mode === 'interpolate' || mode === 'environment' ? copyToStore(host, value.path) : value.path;
  }
  if (value instanceof AttributeSetValue) {
    const convert = value.get('__toString');
    if (convert !== undefined) return coerceToString(host, call(convert, value, position), mode, position);
    const outPath = value.get('outPath');
    if (outPath !== undefined) host.limits.tick();
    if (outPath !== undefined) return coerceToString(host, force(outPath), mode, position);
  } else if (mode === 'toString' || mode === 'environment') {
    if (value === null || value === false) return '';
    if (value === true) return '1';
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
    if (value instanceof NixFloat) return formatFixed(value);
    if (isList(value)) return coerceList(host, value, mode, position);
  }
  const itself = value === null || value instanceof NixFunction ? '' : `: ${describeBriefly(value)}`;
  const message = `cannot coerce ${describeValue(value)} to a string${itself}`;
  throw new EvaluationError('type', message, position, hintForText(value, mode));
}

/** How to get a text of a value that is none, or, where it stands beside a `+`, which operator may be meant. */
function hintForText(value: Value, mode: Coercion): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return 'toString turns a number into a string';
  if (mode === 'concatenate' && isList(value)) return 'lists are joined by ++';
  if (mode === 'concatenate' && value instanceof AttributeSetValue) return 'sets are joined by //';
  return undefined;
}

/** A string from several, with the union of their contexts. */
export function concatenate(parts: readonly (string | ContextString)[]): string | ContextString {
  // Added piece by piece: JavaScript then keeps a rope, and a string that grows in a loop is not copied each time.
  let text = '';
  for (const part of parts) text += textOf(part);
  return withContext(text, joinContexts(parts));
}

/** The union of the contexts of some strings. A context that the others add nothing to is shared, not copied. */
export function joinContexts(parts: readonly (string | ContextString)[]): ReadonlySet<string> {
  let context = noContext;
  let own: Set<string> | undefined;
  for (const part of parts) {
    if (typeof part === 'string' || part.context === context) continue;
    if (context.size === 0) context = part.context;
    else {
      own ??= new Set(context);
      for (const element of part.context) own.add(element);
      context = own;
    }
  }
  return context;
}

/** A string with a context that may be empty. */
export function withContext(text: string, context: ReadonlySet<string> | undefined): string | ContextString {
  return context === undefined || context.size === 0 ? text : new ContextString(text, context);
}

/** The text of a string, whatever its context. */
export function textOf(value: string | ContextString): string {
  return typeof value === 'string' ? value : value.text;
}

/** The context of a string. */
export function contextOf(value: string | ContextString): ReadonlySet<string> {
  return typeof value === 'string' ? noContext : value.context;
}

function copyToStore(host: Host, path: string): ContextString {
  const storePath = host.store.addPath(path);
  return new ContextString(storePath, new Set([storePath]));
}

/** Elements joined by blanks; none follows an empty list, as Nix has it. */
function coerceList(host: Host, list: readonly Slot[], mode: Coercion, position?: Position): string | ContextString {
  const parts: (string | ContextString)[] = [];
  list.forEach((slot, i) => {
    host.limits.tick();
    const value = force(slot);
    parts.push(coerceToString(host, value, mode, position));
    if (i < list.length - 1 && !(isList(value) && value.length === 0)) parts.push(' ');
  });
  return concatenate(parts);
}
