import type { Node, ParsedNode } from 'yaml';
import { toBytes } from '../base/bytes.ts';
import { InputError } from '../base/diagnostic.ts';
import { sortNames } from '../base/order.ts';
import { Position, Source } from '../base/source.ts';
import type { TextPlaces } from '../base/text-places.ts';
import { AttributeSetValue, NixFloat, Shape, type Slot, type Value } from '../nix/index.ts';
import { decodeYamlText, nameOfKey, refuseMistakes, type Yaml } from './yaml-text.ts';

/** Lists and mappings inside each other; models need ten. */
const depthLimit = 200;

/** Values, each alias counted as all that it stands for: who prints a model visits every one of them. */
const sizeLimit = 10_000_000;

/**
 * The value of a YAML 1.2 document (core schema) as the same in JSON or Nix would be: mappings are sets that know where
 * their keys are. An alias is the value that it stands for, made once, so no text can grow while it is read. Tags, keys
 * that are no scalars, doubled keys and more than one document are refused. The parser is handed in, for most runs need
 * none. O(n), and sorting of keys.
 * @throws InputError with all errors of the text, each with line and column
 */
export function parseYaml(file: string, bytes: string, yaml: Yaml): Value {
  const { text, places } = decodeYamlText(new Source(file, bytes));
  const document = yaml.parseDocument(text, { intAsBigInt: true, prettyErrors: false });
  refuseMistakes([...document.errors, ...document.warnings], places);
  const resolve = (node: Node): Node | undefined => (yaml.isAlias(node) ? node.resolve(document) : node);
  return new YamlReader(yaml, places, resolve).read(document.contents, 0);
}

/** The value of a key, and where the key is. */
interface Entry {
  readonly value: Slot;
  readonly offset: number;
}

class YamlReader {
  readonly #yaml: Yaml;
  readonly #places: TextPlaces;
  readonly #resolve: (node: Node) => Node | undefined;
  /** The values of nodes; undefined for those that are being read. */
  readonly #values = new Map<Node, Value | undefined>();
  /** How many values there are in a node, itself included. */
  readonly #sizes = new Map<Node, number>();
  #size = 0;

  constructor(yaml: Yaml, places: TextPlaces, resolve: (node: Node) => Node | undefined) {
    this.#yaml = yaml;
    this.#places = places;
    this.#resolve = resolve;
  }

  read(written: ParsedNode | Node | null, depth: number): Value {
    if (written === null) return null;
    const node = this.#resolve(written);
    if (node === undefined) throw this.#refuse('an alias of what is not there', written);
    if (depth > depthLimit) throw this.#refuse(`lists and mappings are nested more than ${depthLimit} deep`, written);
    const known = this.#values.get(node);
    if (known !== undefined) {
      this.#count(this.#sizes.get(node) ?? 1, written);
      return known;
    }
    if (this.#values.has(node)) throw this.#refuse('a value that contains itself', written);
    this.#values.set(node, undefined);
    this.#count(1, written);
    const before = this.#size;
    const value = this.#convert(node, depth);
    this.#values.set(node, value);
    this.#sizes.set(node, this.#size - before + 1);
    return value;
  }

  /** Counts a value, and all of it again where it is an alias. */
  #count(size: number, node: Node): void {
    this.#size += size;
    if (this.#size > sizeLimit) throw this.#refuse(`aliases make more than ${sizeLimit} values of this text`, node);
  }

  #convert(node: Node, depth: number): Value {
    const { isMap, isSeq, isScalar } = this.#yaml;
    if (node.tag !== undefined) throw this.#refuse('tags mean nothing here', node);
    if (isSeq<Node>(node)) return node.items.map((item): Slot => this.read(item, depth + 1));
    if (isScalar(node)) return toValue(node.value);
    if (!isMap<Node, Node | null>(node)) throw this.#refuse('this is no mapping, list or scalar', node);
    const entries = new Map<string, Entry>();
    const merged: Entry[] = [];
    for (const { key, value } of node.items) {
      if (!isScalar(key)) throw this.#refuse('a key that is no scalar', key);
      if (key.value === '<<' && key.type === 'PLAIN') {
        merged.push({ value: this.read(value, depth + 1), offset: this.#places.offset(key.range?.[0] ?? 0) });
        continue;
      }
      const name = nameOfKey(key);
      if (entries.has(name)) throw this.#refuse(`the key "${name}" is there twice`, key);
      entries.set(name, { value: this.read(value, depth + 1), offset: this.#places.offset(key.range?.[0] ?? 0) });
    }
    for (const [name, entry] of merged.flatMap(entry => this.#mergedEntries(entry))) {
      if (!entries.has(name)) entries.set(name, entry);
    }
    const names = sortNames(entries.keys());
    const offsets = names.map(name => entries.get(name)?.offset ?? 0);
    return new AttributeSetValue(
      new Shape(names, offsets, this.#places.source),
      names.map(name => entries.get(name)?.value ?? null),
    );
  }

  /** What `<<: *other`, or a list of such, adds where the mapping does not say it: of YAML 1.1, and in wide use. */
  #mergedEntries({ value, offset }: Entry): readonly (readonly [string, Entry])[] {
    const sets = Array.isArray(value) ? value : [value];
    return sets.flatMap(set => {
      if (set instanceof AttributeSetValue) {
        return [...set.entries()].map(([name, slot]) => [name, { value: slot, offset }] as const);
      }
      throw this.#refuseAt('what is merged by "<<" is no mapping', offset);
    });
  }

  #refuse(message: string, node: Node): InputError {
    return this.#refuseAt(message, this.#places.offset(node.range?.[0] ?? 0));
  }

  #refuseAt(message: string, offset: number): InputError {
    const position = new Position(this.#places.source, offset);
    return new InputError([{ severity: 'error', code: 'yaml', message, position }]);
  }
}

/** A scalar of the core schema. */
function toValue(value: unknown): Value {
  if (typeof value === 'string') return toBytes(value);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number') return new NixFloat(value);
  return typeof value === 'boolean' ? value : null;
}
