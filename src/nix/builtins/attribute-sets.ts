import type { Position } from '../../base/source.ts';
import { missingAttribute } from '../compile/compile-select.ts';
import { expectAttributeSet, expectFunction, expectList, expectPlainText } from '../expect.ts';
import type { Builtin } from '../host.ts';
import type { Limits } from '../limits.ts';
import { positionToValue } from '../position-to-value.ts';
import { AttributeSetValue, force, type NixList, Shape, type Slot, type Value } from '../value.ts';
import { applyLazily2 } from './apply-lazily.ts';
import { requireAttribute } from './require-attribute.ts';
import { sortInRuns } from './sort-in-runs.ts';

/** The builtins on attribute sets. */
export const attributeSets: readonly Builtin[] = [
  { name: 'attrNames', arity: 1, run: (_host, set) => expectAttributeSet(set).shape.names },
  { name: 'attrValues', arity: 1, run: (_host, set) => expectAttributeSet(set).slots },
  { name: 'hasAttr', arity: 2, run: ({ limits }, name, set) => hasAttribute(readName(limits, name), set) },
  { name: 'getAttr', arity: 2, run: ({ limits }, name, set) => getAttribute(readName(limits, name), set) },
  {
    name: 'unsafeGetAttrPos',
    arity: 2,
    run: (_host, name, set) => positionOfAttribute(expectPlainText(name), expectAttributeSet(set)),
  },
  {
    name: 'removeAttrs',
    arity: 2,
    run: ({ limits }, set, names) => remove(limits, expectAttributeSet(set), expectList(names)),
  },
  {
    name: 'intersectAttrs',
    arity: 2,
    run: ({ limits }, wanted, set) => intersect(limits, expectAttributeSet(wanted), expectAttributeSet(set)),
  },
  {
    name: 'catAttrs',
    arity: 2,
    run: ({ limits }, name, list) => collect(limits, expectPlainText(name), expectList(list)),
  },
  { name: 'listToAttrs', arity: 1, run: ({ limits }, list) => fromList(limits, expectList(list)) },
  { name: 'mapAttrs', arity: 2, run: ({ limits }, fn, set) => mapAttributes(limits, fn, expectAttributeSet(set)) },
  { name: 'zipAttrsWith', arity: 2, run: ({ limits }, fn, list) => zip(limits, expectFunction(fn), expectList(list)) },
];

/** A name that is looked up, by its bytes. */
function readName(limits: Limits, slot: Slot): string {
  const name = expectPlainText(slot);
  limits.readWhole(name);
  return name;
}

function hasAttribute(name: string, set: Slot): boolean {
  return expectAttributeSet(set).has(name);
}

function getAttribute(name: string, slot: Slot): Value {
  const set = expectAttributeSet(slot);
  const value = set.get(name);
  if (value === undefined) throw missingAttribute(set, name);
  return force(value);
}

/** Null when the attribute is missing or nobody knows where it was written. */
function positionOfAttribute(name: string, set: AttributeSetValue): Value {
  const position = set.positionOf(name);
  if (position === undefined) return null;
  return positionToValue(position);
}

function remove(limits: Limits, set: AttributeSetValue, names: NixList): Value {
  const removed = new Set<string>();
  for (const name of names) {
    limits.tick();
    removed.add(expectPlainText(name));
  }
  return keep(limits, set, name => !removed.has(name));
}

/** The attributes of `set` whose names are in `wanted` too. */
function intersect(limits: Limits, wanted: AttributeSetValue, set: AttributeSetValue): Value {
  if (wanted.size * 8 < set.size) {
    // Look up the few rather than walk the many.
    limits.spend(wanted.size);
    const indices = wanted.shape.names.map(name => set.shape.indexOf(name)).filter(index => index >= 0);
    return pick(set, indices);
  }
  return keep(limits, set, name => wanted.has(name));
}

function keep(limits: Limits, set: AttributeSetValue, test: (name: string) => boolean): AttributeSetValue {
  limits.spend(set.size);
  const indices: number[] = [];
  set.shape.names.forEach((name, i) => {
    if (test(name)) indices.push(i);
  });
  return indices.length === set.size ? set : pick(set, indices);
}

/** The attributes at some indices, which ascend. */
function pick({ shape, slots }: AttributeSetValue, indices: readonly number[]): AttributeSetValue {
  const { names, positions } = shape;
  return new AttributeSetValue(
    new Shape(
      indices.map(i => names[i] as string),
      positions && indices.map(i => positions[i]),
    ),
    indices.map(i => slots[i] as Slot),
  );
}

function collect(limits: Limits, name: string, list: NixList): Value {
  const values: Slot[] = [];
  for (const element of list) {
    limits.tick();
    const slot = expectAttributeSet(element).get(name);
    if (slot !== undefined) values.push(slot);
  }
  return values;
}

/** Of equal names the first stays; the others need not even have a `value`. */
function fromList(limits: Limits, list: NixList): Value {
  const entries = new Map<string, { readonly slot: Slot; readonly position: Position | undefined }>();
  for (const element of list) {
    limits.tick();
    const set = expectAttributeSet(element);
    const name = readName(limits, requireAttribute(set, 'name', 'listToAttrs'));
    if (entries.has(name)) continue;
    entries.set(name, { slot: requireAttribute(set, 'value', 'listToAttrs'), position: set.positionOf('value') });
  }
  const names = sortInRuns([...entries.keys()], limits, run => run.sort());
  const sorted = names.map(name => entries.get(name));
  const shape = new Shape(
    names,
    sorted.map(entry => entry?.position),
  );
  return new AttributeSetValue(
    shape,
    sorted.map(entry => entry?.slot as Slot),
  );
}

function mapAttributes(limits: Limits, fn: Slot, { shape, slots }: AttributeSetValue): Value {
  const { names } = shape;
  limits.spend(slots.length);
  return new AttributeSetValue(
    withoutPositions(shape),
    slots.map((slot, i) => applyLazily2(fn, names[i] as string, slot)),
  );
}

/**
 * The twins of shapes without the positions, which the values of a new set do not have. A shared shape keeps its twin
 * shared.
 */
const twins = new WeakMap<Shape, Shape>();

function withoutPositions(shape: Shape): Shape {
  if (shape.positions === undefined) return shape;
  let twin = twins.get(shape);
  if (twin === undefined) {
    twin = new Shape(shape.names);
    twins.set(shape, twin);
  }
  return twin;
}

/** `f name values` for each name that occurs, with its values in the order of the sets. */
function zip(limits: Limits, fn: Value, list: NixList): Value {
  const sets = list.map(element => {
    limits.tick();
    return expectAttributeSet(element);
  });
  const [first, second] = sets;
  if (first !== undefined && second !== undefined && sets.length === 2) return zipTwo(limits, fn, first, second);
  const values = new Map<string, Slot[]>();
  for (const { shape, slots } of sets) {
    limits.spend(slots.length);
    shape.names.forEach((name, i) => {
      const found = values.get(name);
      if (found === undefined) values.set(name, [slots[i] as Slot]);
      else found.push(slots[i] as Slot);
    });
  }
  const names = sortInRuns([...values.keys()], limits, run => run.sort());
  return new AttributeSetValue(
    new Shape(names),
    names.map(name => applyLazily2(fn, name, values.get(name) as Slot[])),
  );
}

/** `zip` of two sets by one walk over their sorted names, without a map: what recursive updates are made of. */
function zipTwo(limits: Limits, fn: Value, first: AttributeSetValue, second: AttributeSetValue): Value {
  const a = first.shape.names;
  const b = second.shape.names;
  const names: string[] = [];
  const values: NixList[] = [];
  limits.spend(a.length + b.length);
  for (let i = 0, k = 0; i < a.length || k < b.length; ) {
    const inFirst = k === b.length || (i < a.length && (a[i] as string) <= (b[k] as string));
    const inSecond = !inFirst || a[i] === b[k];
    names.push((inFirst ? a[i] : b[k]) as string);
    // Lists of their exact sizes: one that grows has room for 17.
    const value = inFirst ? first.slots[i++] : undefined;
    const other = inSecond ? second.slots[k++] : undefined;
    values.push(value === undefined ? [other as Slot] : other === undefined ? [value] : [value, other]);
  }
  // The shape may be shared where it has the same names; positions are not those of the result.
  const { shape } = second.size < first.size ? first : second;
  return new AttributeSetValue(
    shape.names.length === names.length && !shape.hasPositions ? shape : new Shape(names),
    values.map((list, i) => applyLazily2(fn, names[i] as string, list)),
  );
}
