import type { Node } from 'yaml';
import { toBytes } from '../../base/bytes.ts';
import { InputError } from '../../base/diagnostic.ts';
import type { Position, Source } from '../../base/source.ts';
import type { TextPlaces } from '../../base/text-places.ts';
import { decodeYamlText, nameOfKey, refuseMistakes, type Yaml } from '../../model/yaml-text.ts';
import { type DataNode, depthLimit, type MapEntry } from './data-node.ts';

/**
 * As many values as a document may come to when its aliases are followed, and as many entries as merge keys may
 * copy.
 */
const expansionLimit = 1_000_000;

/**
 * The documents of a YAML 1.2 text (core schema, with merge keys `<<`), each with the place of every value. An alias is
 * the value that it stands for, made once; a text whose aliases would come to more than a million values is refused.
 * Documents that are empty are left out. O(n), and what merge keys copy.
 * @param tags those that the format knows; others are refused
 * @throws InputError with all syntax errors of the text, or the first other mistake, each with line and column
 */
export function readYamlNodes(source: Source, yaml: Yaml, tags: readonly string[]): readonly DataNode[] {
  const { text, places } = decodeYamlText(source);
  const documents = yaml.parseAllDocuments(text, { intAsBigInt: true, prettyErrors: false, uniqueKeys: true });
  if (!Array.isArray(documents)) return [];
  // Tags are for the reader, which knows those of the format.
  const isMistake = ({ code }: { readonly code: string }): boolean => code !== 'TAG_RESOLVE_FAILED';
  const mistakes = documents.flatMap(({ errors, warnings }) => [...errors, ...warnings.filter(isMistake)]);
  refuseMistakes(mistakes, places);
  return documents.flatMap(document => {
    if (document.contents === null) return [];
    const resolve = (node: Node): Node | undefined => (yaml.isAlias(node) ? node.resolve(document) : node);
    const node = new YamlNodeReader(yaml, places, tags, resolve).readDocument(document.contents);
    return node.kind === 'null' ? [] : [node];
  });
}

interface Known {
  readonly node: DataNode;
  /** How many values it comes to when every alias in it is followed. */
  readonly size: number;
}

class YamlNodeReader {
  readonly #yaml: Yaml;
  readonly #places: TextPlaces;
  readonly #tags: readonly string[];
  readonly #resolve: (node: Node) => Node | undefined;
  /** Nodes that were read; undefined for those that are being read. */
  readonly #known = new Map<Node, Known | undefined>();
  #merged = 0;

  constructor(yaml: Yaml, places: TextPlaces, tags: readonly string[], resolve: (node: Node) => Node | undefined) {
    this.#yaml = yaml;
    this.#places = places;
    this.#tags = tags;
    this.#resolve = resolve;
  }

  readDocument(node: Node): DataNode {
    return this.#read(node, node, 0).node;
  }

  /** @param near a node that has a place, for one that is not there at all */
  #read(written: Node | null, near: Node, depth: number): Known {
    if (written === null) return { node: { kind: 'null', text: '', position: this.#placeOf(near) }, size: 1 };
    const node = this.#resolve(written);
    if (node === undefined) throw this.#refuse('an alias of what is not there', written);
    if (depth > depthLimit) throw this.#refuse(`lists and mappings are nested more than ${depthLimit} deep`, written);
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    if (this.#known.has(node)) throw this.#refuse('a value that contains itself', written);
    this.#known.set(node, undefined);
    const made = this.#convert(node, depth);
    if (made.size > expansionLimit) {
      throw this.#refuse(`aliases make this more than ${expansionLimit} values`, written);
    }
    this.#known.set(node, made);
    return made;
  }

  #convert(node: Node, depth: number): Known {
    const { isMap, isSeq, isScalar } = this.#yaml;
    const position = this.#placeOf(node);
    const tag = node.tag === undefined ? undefined : toBytes(node.tag);
    if (tag !== undefined && !this.#tags.includes(tag)) throw this.#refuse(`the tag ${tag} means nothing here`, node);
    if (isSeq<Node | null>(node)) {
      const items = node.items.map(item => this.#read(item, node, depth + 1));
      return { node: { kind: 'list', items: items.map(item => item.node), position, tag }, size: sum(items) };
    }
    if (isScalar(node)) return { node: { ...toScalar(node.value, node.source, position), tag }, size: 1 };
    if (!isMap<Node, Node | null>(node)) throw this.#refuse('this is no mapping, list or scalar', node);
    const own = new Map<string, MapEntry>();
    const merged: DataNode[] = [];
    const parts: Known[] = [];
    for (const { key, value } of node.items) {
      if (!isScalar(key)) throw this.#refuse('a key that is no scalar', key);
      const part = this.#read(value, key, depth + 1);
      parts.push(part);
      if (key.value === '<<' && key.type === 'PLAIN') {
        merged.push(...(part.node.kind === 'list' ? part.node.items : [part.node]));
        continue;
      }
      const name = nameOfKey(key);
      if (own.has(name)) throw this.#refuse(`the key "${name}" is there twice`, key);
      own.set(name, { key: this.#placeOf(key), value: part.node });
    }
    return { node: { kind: 'map', entries: this.#merge(own, merged, node), position, tag }, size: sum(parts) };
  }

  /** What merge keys bring stands behind what the mapping says itself; of two the first counts. */
  #merge(own: ReadonlyMap<string, MapEntry>, merged: readonly DataNode[], node: Node): ReadonlyMap<string, MapEntry> {
    if (merged.length === 0) return own;
    const all = new Map(own);
    for (const other of merged) {
      if (other.kind !== 'map') throw this.#refuse('a merge key takes a mapping, or a list of them', node);
      this.#merged += other.entries.size;
      if (this.#merged > expansionLimit) throw this.#refuse('merge keys copy more than this program takes', node);
      for (const [name, entry] of other.entries) if (!all.has(name)) all.set(name, entry);
    }
    return all;
  }

  #placeOf(node: Node): Position {
    return this.#places.at(node.range?.[0] ?? 0);
  }

  #refuse(message: string, node: Node): InputError {
    return new InputError([{ severity: 'error', code: 'yaml', message, position: this.#placeOf(node) }]);
  }
}

function sum(parts: readonly Known[]): number {
  return parts.reduce((total, { size }) => total + size, 1);
}

function toScalar(value: unknown, source: string | undefined, position: Position) {
  if (typeof value === 'string') return { kind: 'text', text: toBytes(value), position } as const;
  if (typeof value === 'boolean') return { kind: 'flag', text: String(value), position } as const;
  if (typeof value === 'bigint') return { kind: 'number', text: String(value), position } as const;
  if (typeof value === 'number') return { kind: 'number', text: toBytes(source ?? String(value)), position } as const;
  return { kind: 'null', text: '', position } as const;
}
