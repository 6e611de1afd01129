import type { Position } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { type Amount, readWrittenAmount } from '../../model/amount.ts';
import type { ImportLog } from '../import-log.ts';
import { type DataNode, describeNode, type MapNode, type ScalarNode } from './data-node.ts';

/** How the fields of a format are read. */
export interface FieldRules {
  readonly log: ImportLog;
  /** Replaces what stands for something else (variables) in a text; undefined where that fails, and is told. */
  readonly expand?: ((scalar: ScalarNode) => ScalarNode | undefined) | undefined;
  /** Whether a value cannot be read whatever is wanted; then it is told what is dropped, and whose. */
  readonly lacks?: ((node: DataNode, what: string, owner: string) => boolean) | undefined;
  /** Whether `"3"` is a number where one is wanted. */
  readonly takesQuotedNumbers?: boolean | undefined;
}

/**
 * A mapping of a foreign file that remembers which of its keys were read: what is left at the end is told as dropped.
 * What is wrong is told with its place, and reading goes on.
 */
export class FieldReader {
  /** What messages call it: `service web`. */
  readonly what: string;
  readonly position: Position;
  readonly rules: FieldRules;
  readonly #map: MapNode;
  readonly #read = new Set<string>();
  /** Readers of mappings inside, so that what was read of them is known whoever asks. */
  readonly #inside = new Map<string, FieldReader>();

  constructor(what: string, map: MapNode, rules: FieldRules) {
    this.what = what;
    this.#map = map;
    this.position = map.position;
    this.rules = rules;
  }

  get log(): ImportLog {
    return this.rules.log;
  }

  get keys(): readonly string[] {
    return [...this.#map.entries.keys()];
  }

  /** Where the key is written; the mapping's own place where it is not there. */
  placeOf(key: string): Position {
    return this.#map.entries.get(key)?.key ?? this.#map.position;
  }

  /** What is under a key, whatever it is; undefined for what is not there, or null. */
  node(key: string): DataNode | undefined {
    this.#read.add(key);
    const value = this.#map.entries.get(key)?.value;
    return value === undefined || value.kind === 'null' ? undefined : value;
  }

  /** A text; numbers and truth values are texts as they are written. */
  text(key: string): string | undefined {
    const scalar = this.#scalar(key, 'a text');
    return scalar?.text;
  }

  flag(key: string): boolean | undefined {
    const scalar = this.#scalar(key, 'true or false');
    if (scalar === undefined) return undefined;
    const isFlag = scalar.kind === 'flag' || (this.rules.takesQuotedNumbers && /^(?:true|false)$/.test(scalar.text));
    if (isFlag) return scalar.text === 'true';
    this.wrong(key, scalar, 'true or false');
    return undefined;
  }

  /** A whole number that is not beyond what counts exactly. */
  whole(key: string, least: number, most = 1_000_000_000): number | undefined {
    const expected = `a whole number from ${least} to ${most}`;
    const scalar = this.#scalar(key, expected);
    if (scalar === undefined) return undefined;
    const isNumber = scalar.kind === 'number' || (this.rules.takesQuotedNumbers && scalar.kind === 'text');
    const number = isNumber && /^-?\d{1,15}$/.test(scalar.text) ? Number(scalar.text) : Number.NaN;
    if (number >= least && number <= most) return number;
    this.wrong(key, scalar, expected);
    return undefined;
  }

  /** An exact decimal of at least 0. */
  amount(key: string): Amount | undefined {
    const scalar = this.#scalar(key, 'a number of at least 0');
    if (scalar === undefined) return undefined;
    const isNumber = scalar.kind === 'number' || (this.rules.takesQuotedNumbers && scalar.kind === 'text');
    const amount = isNumber ? readWrittenAmount(scalar.text) : undefined;
    if (amount !== undefined && amount.units >= 0n) return amount;
    this.wrong(key, scalar, 'a number of at least 0');
    return undefined;
  }

  /** A mapping inside this one, read in the same way. */
  map(key: string, what = `${key} of ${this.what}`): FieldReader | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    if (node.kind !== 'map') {
      this.wrong(key, node, 'a mapping');
      return undefined;
    }
    const reader = this.#inside.get(key) ?? new FieldReader(what, node, this.rules);
    this.#inside.set(key, reader);
    return reader;
  }

  /** The items of a list. */
  list(key: string): readonly DataNode[] {
    const node = this.node(key);
    if (node === undefined) return [];
    if (node.kind === 'list') return node.items;
    this.wrong(key, node, 'a list');
    return [];
  }

  /** A list of mappings; what is none is told. */
  maps(key: string, what: string): readonly FieldReader[] {
    return this.list(key).flatMap((item, i) => {
      if (item.kind === 'map') return [new FieldReader(`${what} ${i + 1} of ${this.what}`, item, this.rules)];
      this.fail(`${what} ${i + 1} of ${this.what} is ${describeNode(item)}, but must be a mapping`, item.position);
      return [];
    });
  }

  /** A list of texts. */
  texts(key: string): readonly PlacedText[] {
    return this.list(key).flatMap(item => this.asText(`an element of ${key} of ${this.what}`, item) ?? []);
  }

  /** A mapping from names to texts; null is the empty text. */
  textMap(key: string): ReadonlyMap<string, PlacedText> {
    const node = this.node(key);
    if (node === undefined) return new Map();
    if (node.kind !== 'map') {
      this.wrong(key, node, 'a mapping');
      return new Map();
    }
    const texts = new Map<string, PlacedText>();
    for (const [name, { value }] of node.entries) {
      const text = this.asText(`${name} in ${key} of ${this.what}`, value);
      if (text !== undefined) texts.set(name, text);
    }
    return texts;
  }

  /** The text of any value that has one, with variables replaced. */
  asText(what: string, node: DataNode): PlacedText | undefined {
    if (node.kind === 'map' || node.kind === 'list') {
      this.fail(`${what} is ${describeNode(node)}, but must be a text`, node.position);
      return undefined;
    }
    const scalar = this.expand(node, what, '');
    return scalar && { text: scalar.text, position: node.position };
  }

  /** The scalar with variables replaced. */
  expand(node: ScalarNode, what: string, owner = this.what): ScalarNode | undefined {
    if (this.rules.lacks?.(node, what, owner)) return undefined;
    return node.kind === 'text' && this.rules.expand !== undefined ? this.rules.expand(node) : node;
  }

  /** Takes note that keys say nothing that belongs into models, and need not be told. */
  ignore(...keys: readonly string[]): void {
    for (const key of keys) this.#read.add(key);
  }

  /** Tells of a key that is dropped, with why. */
  drop(key: string, why?: string): void {
    this.#read.add(key);
    const value = this.#map.entries.get(key)?.value;
    if (value !== undefined && value.kind !== 'null') this.log.drop(key, this.what, this.placeOf(key), why);
  }

  /**
   * Tells all keys that nobody read.
   * @param known the keys of the format that have nothing to do with placement; others may be misspelt
   */
  dropRest(known: readonly string[], read: readonly string[] = []): void {
    for (const [key, { key: position, value }] of this.#map.entries) {
      const isKnown = known.includes(key) || key.startsWith('x-');
      if (this.#read.has(key) || value.kind === 'null' || (isKnown && isEmpty(value))) continue;
      const hint = isKnown ? undefined : didYouMean(key, [...this.#read, ...known, ...read]);
      this.log.drop(key, this.what, position, isKnown ? undefined : `is no known key${hint ? `: ${hint}` : ''}`);
    }
  }

  wrong(key: string, node: DataNode, expected: string, hint?: string): void {
    if (this.rules.lacks?.(node, key, this.what)) return;
    this.fail(`${key} of ${this.what} is ${describeNode(node)}, but must be ${expected}`, node.position, hint);
  }

  fail(message: string, position: Position, hint?: string): void {
    this.log.error('import-value', message, position, hint);
  }

  #scalar(key: string, expected: string): ScalarNode | undefined {
    const node = this.node(key);
    if (node === undefined) return undefined;
    if (node.kind !== 'map' && node.kind !== 'list') return this.expand(node, key);
    this.wrong(key, node, expected);
    return undefined;
  }
}

function isEmpty(node: DataNode): boolean {
  if (node.kind === 'map') return node.entries.size === 0;
  return node.kind === 'list' ? node.items.length === 0 : node.kind === 'text' && node.text === '';
}

/** A text, and where it stands. */
export interface PlacedText {
  readonly text: string;
  readonly position: Position;
}
