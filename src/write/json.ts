import { fromBytes, toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { unseen } from '../base/unseen.ts';

/**
 * Plain data to print: a `Map` is an object with keys of any name, a record one with known keys. Undefined members are
 * left out.
 */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | undefined
  | readonly Json[]
  | ReadonlyMap<string, Json>
  | JsonItems
  | JsonObject;

/**
 * An array whose items are made while they are written; those that `writeJsonParts` writes are not kept. Each call
 * makes them anew.
 */
export type JsonItems = () => Iterable<Json>;

/** An object with known keys. */
export type JsonObject = { readonly [key: string]: Json };

/**
 * JSON text, indented by two blanks, keys in the order given, with a line end. Strings are byte strings; bytes that are
 * not UTF-8 become U+FFFD, since JSON has no way to say them. Characters that nobody sees (control characters, marks of
 * the direction of text) are escaped. An infinite number or NaN is null.
 * @throws InputError where two names differ only in bytes that are not UTF-8: they would be one
 */
export function writeJson(data: Json): string {
  return `${write(data, '')}\n`;
}

/**
 * The same text in parts: each item of the members that are made while they are written is a part. So it takes the
 * memory of the largest item. O(text).
 */
export function* writeJsonParts(data: JsonObject): Iterable<string> {
  let before = '{\n';
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined) continue;
    yield `${before}  ${quote(key)}: `;
    before = ',\n';
    if (typeof value === 'function') yield* writeItems(value, '  ');
    else yield write(value, '  ');
  }
  yield before === ',\n' ? '\n}\n' : '{}\n';
}

function* writeItems(items: JsonItems, indent: string): Iterable<string> {
  const inner = `${indent}  `;
  let before = '[\n';
  for (const item of items()) {
    yield `${before}${inner}${write(item, inner)}`;
    before = ',\n';
  }
  yield before === ',\n' ? `\n${indent}]` : '[]';
}

/** The same in one line, without a line end. */
export function writeJsonLine(data: Json): string {
  // Line ends within strings are escaped, so all that are left are between values.
  return write(data, '').replace(/\n */g, ' ');
}

function write(data: Json, indent: string): string {
  if (data === null || data === undefined) return 'null';
  if (typeof data === 'string') return quote(data);
  if (typeof data === 'number') return Number.isFinite(data) ? String(data) : 'null';
  if (typeof data === 'function') return write([...data()], indent);
  if (typeof data !== 'object') return String(data);
  const inner = `${indent}  `;
  if (Array.isArray(data)) {
    const items = (data as readonly Json[]).map(item => inner + write(item, inner));
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
  }
  const entries: Iterable<readonly [string, Json]> = isMap(data) ? data : Object.entries(data);
  const members: string[] = [];
  const unclear = new Set<string>();
  for (const [key, value] of entries) {
    if (value === undefined) continue;
    const name = quote(key);
    if (name.includes(unknown)) refuseTwice(name, unclear);
    members.push(`${inner}${name}: ${write(value, inner)}`);
  }
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

/** Maps of other kinds than `Map` count too. */
function isMap(data: object): data is ReadonlyMap<string, Json> {
  return Symbol.iterator in data;
}

function refuseTwice(name: string, unclear: Set<string>): void {
  if (unclear.has(name)) {
    const message = `two names are ${name} in JSON: they differ only in bytes that are not UTF-8`;
    const hint = 'rename one of them';
    throw new InputError([{ severity: 'error', code: 'not-text', message, hint }]);
  }
  unclear.add(name);
}

/** U+FFFD, which stands for what is no text. */
const unknown = toBytes('\ufffd');

function quote(bytes: string): string {
  if (!/[^ -~]/.test(bytes)) return JSON.stringify(bytes);
  return toBytes(JSON.stringify(fromBytes(bytes)).replace(steering, escapeUnit));
}

/** What steers a terminal, or the direction of the text around it: the same text, said by its number. */
const steering = new RegExp(`[\\x7f-\\x9f${unseen}]`, 'g');

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
