import { Findings } from '../base/findings.ts';
import { Position, Source } from '../base/source.ts';
import { didYouMean } from '../base/suggest.ts';
import { parseJsonFile } from '../nix/index.ts';
import { type JsonPath, locateInJson } from './locate-in-json.ts';

/** More would be of no use to anybody who mends a generator. */
const mostFindings = 20;

/** Which whole numbers are meant. */
export interface WholeBounds {
  readonly least: number;
  readonly most: number;
  /** Why no others: `targets are numbered from 0 to 3`. */
  readonly because?: string;
}

/** What messages call the whole, and the code of what is wrong in it. */
export interface JsonDocument {
  readonly what: string;
  readonly code: string;
}

/**
 * The values of a JSON text, each asked to be what it must be. What is wrong is told with the path to it and its place;
 * reading goes on with something harmless, so that all mistakes are told at once (at most `mostFindings`).
 */
export class JsonReader {
  readonly root: unknown;
  readonly #source: Source;
  readonly #document: JsonDocument;
  readonly #findings = new Findings();

  /**
   * @param text a byte string
   * @throws EvaluationError with its place where the text is no JSON
   */
  constructor(name: string, text: string, document: JsonDocument) {
    this.#document = document;
    this.#source = new Source(name, text);
    this.root = parse(name, text);
  }

  /** Whether so much is wrong that more would not help. */
  get isHopeless(): boolean {
    return this.#findings.all.length >= mostFindings;
  }

  /** @throws InputError with all that is wrong */
  finish(): void {
    this.#findings.throwIfErrors();
  }

  /** The members of a set that has the `needed` keys, perhaps some of the `others`, and no more. */
  members(
    value: unknown,
    path: JsonPath,
    needed: readonly string[],
    others: readonly string[] = [],
  ): ReadonlyMap<string, unknown> | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fault(path, `${this.#nameOf(path)} is ${show(value)}, but must be an object`);
      return undefined;
    }
    const members = new Map<string, unknown>(Object.entries(value));
    const known = [...needed, ...others];
    for (const key of members.keys()) {
      if (known.includes(key)) continue;
      const hint = didYouMean(key, known) ?? `it has the members ${known.join(', ')}`;
      this.fault([...path, key], `${this.#nameOf(path)} has the unknown member "${key}"`, hint, 'name');
    }
    for (const key of needed) if (!members.has(key)) this.fault(path, `${this.#nameOf(path)} has no member "${key}"`);
    return members;
  }

  /** The elements of a list; none, and told, where it is something else. */
  list(value: unknown, path: JsonPath): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.fault(path, `${this.#nameOf(path)} is ${show(value)}, but must be a list`);
    return [];
  }

  /** A list of whole numbers in their bounds. */
  wholes(value: unknown, path: JsonPath, bounds: WholeBounds): readonly number[] {
    const { least, most } = bounds;
    const isFine = (one: unknown): one is number =>
      Number.isSafeInteger(one) && Number(one) >= least && Number(one) <= most;
    return this.list(value, path).map((one, i) => (isFine(one) ? one : this.whole(one, [...path, i], bounds)));
  }

  /** A whole number in its bounds; the least of them, and told, where it is something else. */
  whole(value: unknown, path: JsonPath, { least, most, because }: WholeBounds): number {
    if (Number.isSafeInteger(value) && typeof value === 'number' && value >= least && value <= most) return value;
    const range = most === Number.MAX_SAFE_INTEGER ? `a whole number of at least ${least}` : `${least} to ${most}`;
    const must = because ?? `must be ${range}`;
    this.fault(path, `${this.#nameOf(path)} is ${show(value)}, but ${must}`);
    return least;
  }

  /** Tells a mistake at the value that a path leads to, or at its name. */
  fault(path: JsonPath, message: string, hint?: string, of: 'value' | 'name' = 'value'): void {
    if (this.isHopeless) return;
    const position = new Position(this.#source, locateInJson(this.#source.text, path, of));
    this.#findings.error(this.#document.code, message, { position, hint });
  }

  /** A text; empty, and told, where it is something else. */
  text(value: unknown, path: JsonPath): string {
    if (typeof value === 'string') return value;
    this.fault(path, `${this.#nameOf(path)} is ${show(value)}, but must be a text`);
    return '';
  }

  /** True or false; false, and told, where it is something else. */
  flag(value: unknown, path: JsonPath): boolean {
    if (typeof value === 'boolean') return value;
    this.fault(path, `${this.#nameOf(path)} is ${show(value)}, but must be true or false`);
    return false;
  }

  /** One of some texts; the first of them, and told, where it is something else. */
  choice<Choice extends string>(value: unknown, path: JsonPath, choices: readonly [Choice, ...Choice[]]): Choice {
    const found = choices.find(choice => choice === value);
    if (found === undefined)
      this.fault(path, `${this.#nameOf(path)} is ${show(value)}, but must be one of ${choices.join(', ')}`);
    return found ?? choices[0];
  }

  /** A map with any keys, in the order of the text; empty, and told, where it is something else. */
  map(value: unknown, path: JsonPath): ReadonlyMap<string, unknown> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return new Map(Object.entries(value));
    this.fault(path, `${this.#nameOf(path)} is ${show(value)}, but must be an object`);
    return new Map();
  }

  /** `units[3].cand[0]`; the whole has a name of its own. */
  #nameOf(path: JsonPath): string {
    const steps = path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`));
    return steps.length === 0 ? this.#document.what : steps.join('');
  }
}

/** JSON is parsed by the engine, which is quickest; what is none, by the reader that knows places. */
function parse(name: string, text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\xef\xbb\xbf') ? text.slice(3) : text);
  } catch {
    parseJsonFile(name, text);
    throw new Error('JSON that only one of two readers understands');
  }
}

function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)} ...` : text;
}
