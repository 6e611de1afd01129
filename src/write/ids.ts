import { sortNames } from '../base/order.ts';
import { SortedNumbers } from '../base/sorted-numbers.ts';
import type { IdsFile, IdsIdentity, NumbersInUse } from '../model/ids.ts';
import type { Json, JsonObject } from './json.ts';
import { writeNixText } from './nix-text.ts';

/**
 * An ids file as the post of 2020-09-24 prints it, in Nix, names escaped. Parts that only some systems need are left
 * out where they are empty. Written without making a Nix value of a million numbers first.
 */
export function writeIds(assignments: IdsFile): string {
  const text = new TextInChunks();
  writePart(new Map(parts(assignments)), '', text);
  text.add('\n');
  return text.toString();
}

/**
 * The ids file of a text of `writeIds` that says nothing of itself, and of what it is to say: a million numbers are not
 * written a second time for it. O(size of the text), by copying.
 * @example
 * identifyText(writeIds(assignments), identity) === writeIds({ ...assignments, identity })
 */
export function identifyText(text: string, identity: IdsIdentity | undefined): string {
  if (identity === undefined) return text;
  const own = new TextInChunks();
  writePart(new Map(ownParts(identity)), '', own);
  return `${text.slice(0, -'}\n'.length)}${own.toString().slice('{\n'.length)}\n`;
}

/**
 * Whether two ids files are written the same, but for which files they say they are. O(size); what is one and the same
 * map in both is not looked through.
 */
export function sayTheSame(one: IdsFile, other: IdsFile): boolean {
  return areTheSame(partsOf(one), partsOf(other));
}

/** A part of an ids file, and what is in it: a pool, or a target. */
export interface PartOfIds {
  readonly part: string;
  readonly name: string;
}

/**
 * The parts of two ids files that are not the same, beside what services have: pools that are new or gone, and what
 * the file remembers for the runs to come. O(size).
 */
export function listChangedMemory(one: IdsFile, other: IdsFile): readonly PartOfIds[] {
  const [before, after] = [partsOf(one), partsOf(other)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(part => {
    const [had, has] = [before, after].map(parts => innerPart(parts.get(part)));
    return sortNames(new Set([...(had?.keys() ?? []), ...(has?.keys() ?? [])])).flatMap(name => {
      const [old, now] = [had?.get(name), has?.get(name)];
      const isSame = old !== undefined && now !== undefined && (part === 'ids' || areTheSame(old, now));
      return isSame ? [] : [{ part, name }];
    });
  });
}

function innerPart(part: Part | undefined): ReadonlyMap<string, Part> | undefined {
  return typeof part !== 'object' || isList(part) ? undefined : part;
}

function partsOf(file: IdsFile): ReadonlyMap<string, Part> {
  return new Map(parts({ ...file, identity: undefined }));
}

function areTheSame(a: Part, b: Part): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (isList(a) || isList(b)) {
    return isList(a) && isList(b) && a.length === b.length && a.every((range, i) => isSameRange(range, b[i]));
  }
  if (a.size !== b.size) return false;
  if (a instanceof SortedNumbers && areNumbers(b)) return a.equals(b);
  const others = b.entries();
  for (const [name, part] of a) {
    const next = others.next();
    if (next.done === true || next.value[0] !== name || !areTheSame(part, next.value[1])) return false;
  }
  return true;
}

function isSameRange(a: Range, b: Range | undefined): boolean {
  return b !== undefined && writeRange(a) === writeRange(b);
}

/** The same as data for JSON. */
export function idsToJson(assignments: IdsFile): JsonObject {
  return Object.fromEntries(parts(assignments).map(([name, part]) => [name, toJson(part)]));
}

type Part = ReadonlyMap<string, Part> | readonly Range[] | number | string;
type Range = NumbersInUse & { readonly run?: number };

function parts(assignments: IdsFile): [string, Part][] {
  const { ids, lastAssignments, lastAssignmentsPerTarget, released, inUse, former, identity } = assignments;
  const needed: [string, ReadonlyMap<string, Part>][] = [
    ['lastAssignmentsPerTarget', lastAssignmentsPerTarget],
    ['released', released],
    ['inUse', inUse ?? new Map()],
    ['former', former ?? new Map()],
  ];
  const own = identity === undefined ? [] : ownParts(identity);
  return [['ids', ids], ['lastAssignments', lastAssignments], ...needed.filter(([, map]) => map.size > 0), ...own];
}

function ownParts({ lineage, serial }: IdsIdentity): [string, Part][] {
  return [
    ['lineage', lineage],
    ['serial', serial],
  ];
}

function toJson(part: Part): Json {
  if (typeof part === 'number' || typeof part === 'string') return part;
  if (isList(part)) {
    return part.map(({ from, to, run, targets }) => ({
      from,
      to,
      ...(run === undefined ? {} : { run }),
      ...(targets.length === 0 ? {} : { targets }),
    }));
  }
  return areNumbers(part) ? part : new Map([...part].map(([name, inner]) => [name, toJson(inner)]));
}

function areNumbers(part: ReadonlyMap<string, Part>): part is ReadonlyMap<string, number> {
  const [first] = part.values();
  return typeof first === 'number';
}

function writePart(part: Part, indent: string, text: TextInChunks): void {
  if (typeof part === 'number') text.add(String(part));
  else if (typeof part === 'string') text.add(writeNixText(part));
  else if (isList(part)) {
    text.add(part.length === 0 ? '[ ]' : `[\n${part.map(one => `${indent}  ${writeRange(one)}\n`).join('')}${indent}]`);
  } else if (part.size === 0) text.add('{ }');
  else {
    const inner = `${indent}  `;
    text.add('{\n');
    part.forEach((value: Part, name: string) => {
      text.add(inner);
      text.addName(name);
      text.add(' = ');
      writePart(value, inner, text);
      text.add(';\n');
    });
    text.add(indent);
    text.add('}');
  }
}

/** On one line: there may be many. */
function writeRange({ from, to, run, targets }: Range): string {
  const since = run === undefined ? '' : ` run = ${run};`;
  const where = targets.length === 0 ? '' : ` targets = [ ${targets.map(writeNixText).join(' ')} ];`;
  return `{ from = ${from}; to = ${to};${since}${where} }`;
}

function isList(part: Exclude<Part, number | string>): part is readonly Range[] {
  return Array.isArray(part);
}

/**
 * A text in the making: pieces are written as bytes into a chunk, and a full chunk becomes a string, so that of a
 * million short pieces none need live until the end. (One large buffer would not do: memory outside the heap makes the
 * collector walk all of the heap.)
 */
class TextInChunks {
  readonly #chunk = Buffer.allocUnsafeSlow(chunkSize);
  #length = 0;
  readonly #finished: string[] = [];

  add(piece: string): void {
    if (!this.#makeRoom(piece)) return;
    for (let i = 0; i < piece.length; i++) this.#chunk[this.#length++] = piece.charCodeAt(i);
  }

  /** A name in quotes. */
  addName(name: string): void {
    // What may need an escape: a quote, a backslash, a dollar sign, a control character, what is not ASCII.
    for (let i = 0; i < name.length; i++) {
      const code = name.charCodeAt(i);
      if (code === 0x22 || code === 0x5c || code === 0x24 || code < 0x20 || code > 0x7e) {
        this.add(writeNixText(name));
        return;
      }
    }
    this.add('"');
    this.add(name);
    this.add('"');
  }

  toString(): string {
    this.#finishChunk();
    return this.#finished.join('');
  }

  /** Whether a piece has room in the chunk, a new one if need be; one that is larger than a chunk is taken as it is. */
  #makeRoom(piece: string): boolean {
    if (this.#length + piece.length <= chunkSize) return true;
    this.#finishChunk();
    if (piece.length <= chunkSize) return true;
    this.#finished.push(piece);
    return false;
  }

  #finishChunk(): void {
    this.#finished.push(this.#chunk.toString('latin1', 0, this.#length));
    this.#length = 0;
  }
}

/** Large enough that a chunk's string is not moved about in memory. */
const chunkSize = 2 ** 18;
