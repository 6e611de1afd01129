import { AttributeSetValue, Shape, type Value } from '../value.ts';

/** A value of a TOML document while it is being put together. */
export type TomlNode = TomlTable | TomlArray | TomlTimestamp | Exclude<Value, readonly unknown[] | AttributeSetValue>;

/** How a table came into being, which decides what may be added to it. */
export type TableOrigin =
  /** `{ … }`: closed for ever. */
  | { readonly kind: 'inline' }
  /** `[a.b]`: may be defined once by each header; a header for a longer name leaves the tables on its way open. */
  | { readonly kind: 'header'; readonly keys: readonly string[] }
  /** An element of `[[a]]`, or a table on the way to one. */
  | { readonly kind: 'element' }
  /** On the way of `a.b = 1`: may be extended. */
  | { readonly kind: 'dotted' };

export class TomlTable {
  readonly entries = new Map<string, TomlNode>();
  origin: TableOrigin;

  constructor(origin: TableOrigin) {
    this.origin = origin;
  }
}

/** A date, a time, or both, in the form of RFC 3339. */
export class TomlTimestamp {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const timestampShape = new Shape(['_type', 'value']);

export class TomlArray {
  readonly items: TomlNode[];
  /** Made by `[[…]]`, and so open for more. */
  readonly open: boolean;

  constructor(items: TomlNode[], open: boolean) {
    this.items = items;
    this.open = open;
  }
}

/**
 * Puts a node at a dotted name below `root`; with `append` as an element of an array of tables. Tables on the way are
 * made with the given origin. Returns what is wrong, or undefined. The rules are those of toml11 3.7, which Nix 2.8
 * reads TOML with.
 */
export function insertToml(
  root: TomlTable,
  keys: readonly string[],
  node: TomlNode,
  origin: TableOrigin,
  append = false,
): string | undefined {
  let table = root;
  for (let i = 0; i < keys.length - 1; i++) {
    const next = enter(table, keys[i] as string, origin);
    if (typeof next === 'string') return `"${keys.slice(0, i + 1).join('.')}" ${next}`;
    table = next;
  }
  const key = keys[keys.length - 1] as string;
  const problem = append ? appendTo(table, key, node) : define(table, key, node, keys);
  return problem && `"${keys.join('.')}" ${problem}`;
}

/** The table under a name, made if there is none; of an array its last element. */
function enter(table: TomlTable, key: string, origin: TableOrigin): TomlTable | string {
  const existing = table.entries.get(key);
  if (existing === undefined) {
    const made = new TomlTable(origin);
    table.entries.set(key, made);
    return made;
  }
  if (existing instanceof TomlArray) {
    const last = existing.items[existing.items.length - 1];
    return last instanceof TomlTable ? last : 'is no array of tables';
  }
  if (!(existing instanceof TomlTable)) return 'is no table';
  return existing.origin.kind === 'inline' ? 'is an inline table, which cannot be extended' : existing;
}

function appendTo(table: TomlTable, key: string, node: TomlNode): string | undefined {
  const existing = table.entries.get(key);
  if (existing === undefined) table.entries.set(key, new TomlArray([node], true));
  else if (existing instanceof TomlArray && existing.open) existing.items.push(node);
  else return 'is defined already, and not by [[ ]]';
  return undefined;
}

function define(table: TomlTable, key: string, node: TomlNode, keys: readonly string[]): string | undefined {
  const existing = table.entries.get(key);
  if (existing === undefined) {
    table.entries.set(key, node);
    return undefined;
  }
  if (!(existing instanceof TomlTable && node instanceof TomlTable)) return 'is defined already';
  if (node.origin.kind === 'inline' || !isOpen(existing.origin, keys)) return 'is defined already';
  for (const [name, value] of node.entries) {
    if (existing.entries.has(name)) return `has "${name}" already`;
    existing.entries.set(name, value);
  }
  existing.origin = node.origin;
  return undefined;
}

/** Whether a header with these keys may define a table that exists. */
function isOpen(origin: TableOrigin, keys: readonly string[]): boolean {
  if (origin.kind === 'dotted') return true;
  if (origin.kind !== 'header') return false;
  return origin.keys.length !== keys.length || origin.keys.some((key, i) => key !== keys[i]);
}

/** The Nix value of a finished node. */
export function tomlToValue(node: TomlNode): Value {
  if (node instanceof TomlTable) {
    return AttributeSetValue.from([...node.entries].map(([name, value]) => [name, tomlToValue(value)] as const));
  }
  if (node instanceof TomlTimestamp) return new AttributeSetValue(timestampShape, ['timestamp', node.text]);
  return node instanceof TomlArray ? node.items.map(tomlToValue) : node;
}
