import { InputError } from '../../base/diagnostic.ts';

/** Reads members of an object of JSON that somebody else wrote; what is of another kind is not there. */
export class DataReader {
  readonly #members: ReadonlyMap<string, unknown>;

  constructor(data: object) {
    this.#members = new Map<string, unknown>(Object.entries(data));
  }

  /** @throws InputError where the text is no object of JSON */
  static of(name: string, text: string): DataReader {
    const data = parse(name, text);
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return new DataReader(data);
    throw new InputError([
      { severity: 'error', code: 'answer', message: 'an answer is an object of JSON', file: name },
    ]);
  }

  has(name: string): boolean {
    return this.#members.has(name);
  }

  names(): readonly string[] {
    return [...this.#members.keys()];
  }

  is(name: string): boolean {
    return this.#members.get(name) === true;
  }

  text(name: string): string | undefined {
    const member = this.#members.get(name);
    return typeof member === 'string' ? member : undefined;
  }

  /** A number, also one in quotes: amounts with many digits are written so. */
  number(name: string): number | undefined {
    const member = this.#members.get(name);
    if (typeof member === 'number') return member;
    return typeof member === 'string' && /^-?\d+(\.\d+)?$/.test(member) ? Number(member) : undefined;
  }

  /** A number as it is written, in full where it stands in quotes. */
  written(name: string): string | undefined {
    const member = this.#members.get(name);
    return this.number(name) === undefined ? undefined : String(member);
  }

  texts(name: string): readonly string[] {
    return this.#list(name).flatMap(one => (typeof one === 'string' ? [one] : []));
  }

  numbers(name: string): readonly number[] {
    return this.#list(name).flatMap(one => (typeof one === 'number' ? [one] : []));
  }

  /** Lists of numbers; what is none is NaN. */
  lists(name: string): readonly (readonly number[])[] {
    const toNumber = (one: unknown): number => (typeof one === 'number' ? one : Number.NaN);
    return this.#list(name).map(one => (Array.isArray(one) ? one.map(toNumber) : [Number.NaN]));
  }

  object(name: string): DataReader | undefined {
    const member = this.#members.get(name);
    return typeof member === 'object' && member !== null ? new DataReader(member) : undefined;
  }

  objects(name: string): readonly DataReader[] {
    return this.#list(name).flatMap(one => (typeof one === 'object' && one !== null ? [new DataReader(one)] : []));
  }

  #list(name: string): readonly unknown[] {
    const member = this.#members.get(name);
    return Array.isArray(member) ? member : [];
  }
}

function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError([{ severity: 'error', code: 'answer', message: 'this is no JSON', file: name }]);
  }
}
