import { call } from '../call.ts';
import { coerceToString, contextOf, textOf, withContext } from '../coerce.ts';
import { EvaluationError } from '../error.ts';
import { describeValue, isList } from '../expect.ts';
import { formatFloat, formatJsonFloat } from '../format-float.ts';
import type { Host } from '../host.ts';
import { languages } from '../nix-version.ts';
import { convertInPieces } from '../print/convert-in-pieces.ts';
import { TextBuilder } from '../text-builder.ts';
import {
  AttributeSetValue,
  ContextString,
  force,
  NixFloat,
  NixFunction,
  NixPath,
  type Slot,
  Thunk,
  type Value,
} from '../value.ts';
import { Descent } from './descent.ts';
import { refuseForJson } from './refused-text.ts';

export interface WriteJsonOptions {
  /**
   * Whether values nested in others are computed (the default) or refused, as `nix-instantiate --json` without
   * `--strict` does.
   */
  readonly strict?: boolean;
  /**
   * Whether a text or name that is not UTF-8 is refused, with its place: no reader of JSON takes it. `toJSON` of
   * Nix 2.8 writes the bytes, as is the default there; newer Nix refuses it always.
   */
  readonly wellFormed?: boolean;
}

/**
 * JSON as `builtins.toJSON` writes it: no blanks, names in byte order, bytes as they are. Nix 2.8 gives floats six
 * significant digits, newer Nix all that they need, and `\b` and `\f` instead of a number. A set with `__toString`
 * is that string, one with `outPath` its `outPath`; a path is its store path. Functions are refused. The result carries
 * the contexts of all strings. Nesting may be deep; a value that contains itself is an error.
 */
export function writeJson(host: Host, slot: Slot, options: WriteJsonOptions = {}): string | ContextString {
  const writer = new JsonWriter(host, options.strict ?? true, options.wellFormed ?? false);
  writer.write(force(slot));
  return writer.finish();
}

/** The object of some entries in the given order, every value by the rules of `writeJson`. */
export function writeJsonObject(host: Host, entries: readonly (readonly [string, Slot])[]): string | ContextString {
  const writer = new JsonWriter(host, true, false);
  writer.add('{');
  entries.forEach(([name, slot], i) => {
    writer.addName(name, i === 0);
    writer.write(force(slot));
  });
  writer.add('}');
  return writer.finish();
}

class JsonWriter {
  readonly #text = new TextBuilder();
  /** The names of shapes as they are written, comma and colon included: sets of one shape are many. */
  readonly #written = new Map<readonly string[], readonly string[]>();
  readonly #context = new Set<string>();
  readonly #host: Host;
  readonly #strict: boolean;
  readonly #wellFormed: boolean;
  readonly #isExact: boolean;
  readonly #descent = new Descent();

  constructor(host: Host, strict: boolean, wellFormed: boolean) {
    this.#host = host;
    this.#strict = strict;
    this.#isExact = languages[host.settings.nixVersion].writesExactJson;
    this.#wellFormed = wellFormed || this.#isExact;
  }

  finish(): string | ContextString {
    return withContext(this.#text.finish(), this.#context);
  }

  addName(name: string, isFirst: boolean): void {
    this.#text.add(`${isFirst ? '' : ','}${this.#quote(name)}:`);
  }

  add(text: string): void {
    this.#text.add(text);
  }

  write(value: Value): void {
    const descent = this.#descent;
    this.#begin(value);
    for (let top = descent.top; top !== undefined; top = descent.top) {
      this.#host.limits.tick();
      const i = top.next++;
      if (i === top.slots.length) {
        this.#text.add(top.names === undefined ? ']' : '}');
        descent.leave();
        continue;
      }
      if (top.names !== undefined) this.#text.add(top.names[i] as string);
      else if (i > 0) this.#text.add(',');
      this.#begin(this.#valueOf(top.slots[i] as Slot));
    }
  }

  /** Writes a scalar, or opens a list or set. */
  #begin(start: Value): void {
    const value = this.#unwrap(start);
    if (isList(value)) {
      this.#text.add('[');
      this.#descent.enter(value, undefined, value);
    } else if (value instanceof AttributeSetValue) {
      this.#text.add('{');
      this.#descent.enter(value, this.#writeNames(value.shape.names), value.slots);
    } else this.#text.add(this.#scalar(value));
  }

  #writeNames(names: readonly string[]): readonly string[] {
    let written = this.#written.get(names);
    if (written === undefined) {
      this.#host.limits.spend(names.length);
      written = names.map((name, i) => `${i > 0 ? ',' : ''}${this.#quote(name)}:`);
      this.#written.set(names, written);
    }
    return written;
  }

  /** What stands for a set that is a string or has an `outPath`; other values as they are. */
  #unwrap(start: Value): Value {
    let value = start;
    while (value instanceof AttributeSetValue) {
      const convert = value.get('__toString');
      if (convert !== undefined) return coerceToString(this.#host, call(convert, value), 'concatenate');
      const outPath = value.get('outPath');
      if (outPath === undefined) break;
      value = this.#valueOf(outPath);
    }
    return value;
  }

  #valueOf(slot: Slot): Value {
    if (this.#strict || !(slot instanceof Thunk)) return force(slot);
    const value = slot.peek();
    if (value === undefined) {
      throw new EvaluationError(
        'type',
        'cannot convert a value that is not computed yet to JSON',
        undefined,
        undefined,
        { kind: 'whole-value' },
      );
    }
    return value;
  }

  #scalar(value: Exclude<Value, readonly Slot[] | AttributeSetValue>): string {
    if (typeof value === 'string') return this.#quote(value);
    if (value instanceof ContextString) return this.#string(value);
    if (value instanceof NixPath) return this.#string(coerceToString(this.#host, value, 'interpolate'));
    if (value instanceof NixFloat) return this.#isExact ? formatJsonFloat(value) : formatFloat(value);
    if (value instanceof NixFunction) {
      throw new EvaluationError('type', `cannot convert ${describeValue(value)} to JSON`);
    }
    return String(value);
  }

  #string(value: string | ContextString): string {
    for (const element of contextOf(value)) this.#context.add(element);
    return this.#quote(textOf(value));
  }

  #quote(text: string): string {
    if (this.#wellFormed) refuseForJson(text, this.#descent, this.#host.limits);
    return `"${convertInPieces(text, this.#host.limits, this.#isExact ? escapeNewer : escapeJson)}"`;
  }
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** Newer Nix knows two more. */
const newerEscapes: ReadonlyMap<string, string> = new Map([...shortEscapes, ['\b', '\\b'], ['\f', '\\f']]);

const escapeJson = escapeBy(shortEscapes);
const escapeNewer = escapeBy(newerEscapes);

function escapeBy(escapes: ReadonlyMap<string, string>): (text: string) => string {
  const escaped = (character: string) =>
    escapes.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what has to be escaped
    /["\\\x00-\x1f]/.test(text) ? text.replace(/["\\\x00-\x1f]/g, escaped) : text;
}
