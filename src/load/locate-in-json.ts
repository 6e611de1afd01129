/** Names of members and numbers of elements, from the outermost value in. */
export type JsonPath = readonly (string | number)[];

/**
 * The offset of a value in a JSON text that is known to be well formed, or of its name where `of` says so. Where the
 * path ends nowhere (a member that is missing), that of the innermost value on it. Of equal names the last one counts,
 * as for `JSON.parse`. O(length of the text): for messages, not for reading.
 * @example locateInJson('{ "units": [ 1, 2 ] }', ['units', 1]) // 16
 */
export function locateInJson(text: string, path: JsonPath, of: 'value' | 'name' = 'value'): number {
  let at = skipBlanks(text, text.startsWith('\xef\xbb\xbf') ? 3 : 0);
  for (const [depth, step] of path.entries()) {
    const found = typeof step === 'number' ? findElement(text, at, step) : findMember(text, at, step);
    if (found === undefined) return at;
    if (of === 'name' && depth === path.length - 1) return found.name;
    at = found.value;
  }
  return at;
}

interface Found {
  readonly name: number;
  readonly value: number;
}

function findElement(text: string, from: number, wanted: number): Found | undefined {
  let at = enter(text, from, '[');
  for (let i = 0; at !== undefined; i++) {
    if (i === wanted) return { name: at, value: at };
    at = next(text, skipValue(text, at));
  }
  return undefined;
}

function findMember(text: string, from: number, wanted: string): Found | undefined {
  let found: Found | undefined;
  let at = enter(text, from, '{');
  while (at !== undefined) {
    const end = skipString(text, at);
    const value = skipBlanks(text, skipBlanks(text, end) + 1);
    if (JSON.parse(text.slice(at, end)) === wanted) found = { name: at, value };
    at = next(text, skipValue(text, value));
  }
  return found;
}

/** Where the first thing inside a list or set begins; undefined where it is something else, or empty. */
function enter(text: string, at: number, bracket: '[' | '{'): number | undefined {
  if (text[at] !== bracket) return undefined;
  const first = skipBlanks(text, at + 1);
  return text[first] === ']' || text[first] === '}' ? undefined : first;
}

/** Where the next thing begins, behind the end of the one before. */
function next(text: string, end: number): number | undefined {
  const at = skipBlanks(text, end);
  return text[at] === ',' ? skipBlanks(text, at + 1) : undefined;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at++;
  return at;
}

function skipString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = skipString(text, at) - 1;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth < 0) return at;
    if (depth === 0 && (character === '"' || character === ']' || character === '}')) return at + 1;
    if (depth === 0 && (character === ',' || ' \t\r\n'.includes(character ?? ''))) return at;
  }
  return text.length;
}
