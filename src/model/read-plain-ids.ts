import { SortedNumbers } from '../base/sorted-numbers.ts';
import { isIdentity } from './identity-in-text.ts';
import type { IdsFile, NumbersInUse, ReleasedNumbers } from './ids.ts';

/**
 * Reads an ids file whose text is just as this program writes it, without evaluating it: a million ids in a tenth of
 * the time. Undefined for any other text, right or wrong (names with escapes among them): then it must be evaluated.
 * O(length).
 */
export function readPlainIds(text: string): IdsFile | undefined {
  const scanner = new Scanner(text);
  const parts = new Map<string, unknown>();
  const readers = new Map<string, Read<unknown>>([
    ['ids', mapOf(readNumbersByName)],
    ['lastAssignments', readNumbersByName],
    ['lastAssignmentsPerTarget', mapOf(readNumbersByName)],
    ['released', mapOf(readReleased)],
    ['inUse', mapOf(readInUse)],
    ['former', mapOf(readNumbersByName)],
    ['lineage', readText],
    ['serial', of => of.readNumber()],
  ]);
  const readPart = (name: string) => {
    const part = readers.get(name)?.(scanner, '  ');
    parts.set(name, part);
    return part !== undefined;
  };
  // The parts come in the order of the writer, not in that of their names.
  if (!readEntries(scanner, '', readPart, false) || !scanner.skip('\n') || !scanner.isAtEnd) return undefined;
  const [lineage, serial] = [parts.get('lineage'), parts.get('serial')];
  const found = typeof lineage === 'string' && typeof serial === 'number' ? { lineage, serial } : undefined;
  // One alone, or such as no run writes, is told of when it is evaluated.
  if (parts.has('lineage') || parts.has('serial')) if (found === undefined || !isIdentity(found)) return undefined;
  const identity = found === undefined ? {} : { identity: found };
  const part = <T>(name: string) => (parts.get(name) ?? new Map()) as ReadonlyMap<string, T>;
  return {
    ids: part('ids'),
    lastAssignments: part('lastAssignments'),
    lastAssignmentsPerTarget: part('lastAssignmentsPerTarget'),
    released: part('released'),
    ...(parts.has('inUse') ? { inUse: part<readonly NumbersInUse[]>('inUse') } : {}),
    ...(parts.has('former') ? { former: part<ReadonlyMap<string, number>>('former') } : {}),
    ...identity,
  };
}

/** Reads a value in lines that start with this indent; undefined when there is something else. */
type Read<T> = (scanner: Scanner, indent: string) => T | undefined;

function mapOf<T>(read: Read<T>): Read<ReadonlyMap<string, T>> {
  return (scanner, indent) => {
    const map = new Map<string, T>();
    const inner = `${indent}  `;
    const isRead = readEntries(scanner, indent, name => {
      const value = read(scanner, inner);
      if (value !== undefined) map.set(name, value);
      return value !== undefined;
    });
    return isRead ? map : undefined;
  };
}

/**
 * `{ }`, or entries in ascending order, a line or more each; `readValue` is called where the value of a name starts.
 */
function readEntries(scanner: Scanner, indent: string, readValue: (name: string) => boolean, isSorted = true): boolean {
  if (scanner.skip('{ }')) return true;
  if (!scanner.skip('{\n')) return false;
  const start = `${indent}  "`;
  let last: string | undefined;
  while (scanner.skip(start)) {
    const name = scanner.readName();
    if (name === undefined || (isSorted && last !== undefined && name <= last)) return false;
    if (!scanner.skip(' = ') || !readValue(name) || !scanner.skip(';\n')) return false;
    last = name;
  }
  return scanner.skip(`${indent}}`);
}

function readText(scanner: Scanner): string | undefined {
  return scanner.skip('"') ? scanner.readName() : undefined;
}

function readNumbersByName(scanner: Scanner, indent: string): SortedNumbers | undefined {
  const names: string[] = [];
  const numbers: number[] = [];
  const isRead = readEntries(scanner, indent, name => {
    const number = scanner.readNumber();
    if (number === undefined) return false;
    names.push(name);
    numbers.push(number);
    return true;
  });
  return isRead ? new SortedNumbers(names, numbers) : undefined;
}

function readReleased(scanner: Scanner, indent: string): readonly ReleasedNumbers[] | undefined {
  return readRanges(scanner, indent, () => {
    const range = readRange(scanner, true);
    return range?.run === undefined ? undefined : { ...range, run: range.run };
  });
}

function readInUse(scanner: Scanner, indent: string): readonly NumbersInUse[] | undefined {
  return readRanges(scanner, indent, () => readRange(scanner, false));
}

/** A list with a range on each line. */
function readRanges<T>(scanner: Scanner, indent: string, read: () => T | undefined): readonly T[] | undefined {
  if (scanner.skip('[ ]')) return [];
  if (!scanner.skip('[\n')) return undefined;
  const ranges: T[] = [];
  while (scanner.skip(`${indent}  { `)) {
    const range = read();
    if (range === undefined || !scanner.skip(' }\n')) return undefined;
    ranges.push(range);
  }
  return scanner.skip(`${indent}]`) ? ranges : undefined;
}

function readRange(scanner: Scanner, hasRun: boolean): (NumbersInUse & { readonly run?: number }) | undefined {
  const number = (key: string) => {
    const found = scanner.skip(`${key} = `) ? scanner.readNumber() : undefined;
    return scanner.skip(';') ? found : undefined;
  };
  const from = number('from');
  const to = scanner.skip(' ') ? number('to') : undefined;
  const run = hasRun && scanner.skip(' ') ? number('run') : undefined;
  if (from === undefined || to === undefined || from > to) return undefined;
  const targets: string[] = [];
  if (scanner.skip(' targets = [ ')) {
    while (scanner.skip('"')) {
      const name = scanner.readName();
      if (name === undefined || !scanner.skip(' ')) return undefined;
      targets.push(name);
    }
    if (targets.length === 0 || !scanner.skip('];')) return undefined;
  }
  return run === undefined ? { from, to, targets } : { from, to, run, targets };
}

class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  skip(expected: string): boolean {
    if (!this.#text.startsWith(expected, this.#at)) return false;
    this.#at += expected.length;
    return true;
  }

  /** A name and the quote after it; undefined when it has an escape in it, or might have. */
  readName(): string | undefined {
    const text = this.#text;
    let end = this.#at;
    for (; ; end++) {
      const code = text.charCodeAt(end);
      if (code === 0x22) break;
      // A backslash, a dollar sign, the end of the text, a control character.
      if (code === 0x5c || code === 0x24 || !(code >= 0x20)) return undefined;
    }
    const name = text.slice(this.#at, end);
    this.#at = end + 1;
    return name;
  }

  /** At most fifteen digits, so that the number is exact. */
  readNumber(): number | undefined {
    const start = this.#at;
    let number = 0;
    for (; ; this.#at++) {
      const digit = this.#text.charCodeAt(this.#at) - 0x30;
      if (!(digit >= 0 && digit <= 9)) break;
      number = number * 10 + digit;
    }
    const count = this.#at - start;
    return count > 0 && count <= 15 ? number : undefined;
  }
}
