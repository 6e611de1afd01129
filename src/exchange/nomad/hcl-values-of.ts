import type { Position } from '../../base/source.ts';
import type { DataNode, MapEntry } from '../document/data-node.ts';
import { evaluateHcl } from './evaluate-hcl.ts';
import { type HclScope, type HclValue, isObject, isTuple, toText, Unknown } from './hcl-value.ts';
import { expressionTag, type HclBody } from './read-hcl.ts';

/** The names of a file, `var` and `local`: defaults of variables, and locals, which may be made of others. */
export function scopeOfFile({ blocks }: HclBody): HclScope {
  const written = { var: new Map<string, DataNode>(), local: new Map<string, DataNode>() };
  for (const { type, labels, body } of blocks) {
    const [label] = labels;
    const value = body.attributes.get('default')?.value;
    if (type === 'variable' && label !== undefined && value !== undefined) written.var.set(label, value);
    if (type === 'locals') for (const [name, entry] of body.attributes) written.local.set(name, entry.value);
  }
  const objects = { var: new LazyObject(), local: new LazyObject() };
  const scope: HclScope = name => (name === 'var' || name === 'local' ? objects[name] : unknown());
  for (const kind of ['var', 'local'] as const) {
    for (const [name, node] of written[kind]) objects[kind].put(name, () => valueOfHcl(node, scope));
  }
  return scope;
}

/** An object whose attributes are evaluated when they are asked for, once. */
class LazyObject extends Map<string, HclValue> {
  readonly #open = new Map<string, () => HclValue>();

  put(name: string, value: () => HclValue): void {
    this.#open.set(name, value);
  }

  override get(name: string): HclValue | undefined {
    const value = this.#open.get(name);
    if (value === undefined) return super.get(name);
    // One that is made of itself has none.
    this.#open.set(name, unknown);
    const found = value();
    this.#open.delete(name);
    this.set(name, found);
    return found;
  }
}

function unknown(): never {
  throw new Unknown();
}

/** The value of a part of a file. @throws Unknown where an expression in it is not known here */
export function valueOfHcl(node: DataNode, scope: HclScope): HclValue {
  if (node.kind === 'list') return node.items.map(item => valueOfHcl(item, scope));
  if (node.kind === 'map') return new Map([...node.entries].map(([key, { value }]) => [key, valueOfHcl(value, scope)]));
  if (node.tag === expressionTag) return evaluateHcl(node.text, scope);
  if (node.kind === 'null') return null;
  if (node.kind === 'flag') return node.text === 'true';
  // A number that is not exact here stays as it is written.
  return node.kind === 'number' && String(Number(node.text)) === node.text ? Number(node.text) : node.text;
}

/** A part of a file with the values of its expressions; those that are not known here stay as they are. */
export function fillIn(node: DataNode, scope: HclScope): DataNode {
  if (node.kind === 'list') return { ...node, items: node.items.map(item => fillIn(item, scope)) };
  if (node.kind === 'map') {
    const entries = [...node.entries].map(
      ([key, entry]) => [key, { ...entry, value: fillIn(entry.value, scope) }] as const,
    );
    return { ...node, entries: new Map<string, MapEntry>(entries) };
  }
  if (node.tag !== expressionTag) return node;
  const value = tryHcl(() => valueOfHcl(node, scope));
  return (value === undefined ? undefined : tryHcl(() => toNode(value, node.position))) ?? node;
}

/** What is computed, or undefined where it is not known here. */
export function tryHcl<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

function toNode(value: HclValue, position: Position): DataNode {
  if (value === null) return { kind: 'null', text: 'null', position };
  if (isTuple(value)) return { kind: 'list', items: value.map(item => toNode(item, position)), position };
  if (isObject(value)) {
    const entries = [...value].map(([key, item]) => [key, { key: position, value: toNode(item, position) }] as const);
    return { kind: 'map', entries: new Map(entries), position };
  }
  if (typeof value === 'string') return { kind: 'text', text: value, position };
  return { kind: typeof value === 'number' ? 'number' : 'flag', text: toText(value), position };
}
