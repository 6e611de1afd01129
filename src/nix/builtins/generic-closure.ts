import { call } from '../call.ts';
import { compareValues } from '../compare.ts';
import { EvaluationError } from '../error.ts';
import { expectAttributeSet, expectFunction, expectList } from '../expect.ts';
import type { Limits } from '../limits.ts';
import { type AttributeSetValue, ContextString, force, NixFloat, type Slot, type Value } from '../value.ts';
import { requireAttribute } from './require-attribute.ts';

/**
 * `builtins.genericClosure`: the elements of `startSet` and all that `operator` yields for them and for what it
 * yielded, breadth first, the first of each `key`. With `checksFunction` (newer Nix) an empty `startSet` needs no
 * operator, and any other a function. O(n) for keys that are strings or integers, otherwise O(n log n)
 * comparisons.
 */
export function closeOver(limits: Limits, argument: AttributeSetValue, checksFunction = false): Value {
  const startSet = expectList(requireAttribute(argument, 'startSet', 'genericClosure'));
  if (checksFunction && startSet.length === 0) return startSet;
  const operatorSlot = requireAttribute(argument, 'operator', 'genericClosure');
  const operator = checksFunction ? expectFunction(operatorSlot) : force(operatorSlot);
  const waiting: Slot[] = [...startSet];
  const result: Slot[] = [];
  const keys = new KeySet(limits);
  for (let i = 0; i < waiting.length; i++) {
    limits.tick();
    const slot = waiting[i] as Slot;
    const key = expectAttributeSet(slot).get('key');
    if (key === undefined) throw new EvaluationError('missing-attribute', "attribute 'key' required");
    if (!keys.add(force(key))) continue;
    result.push(slot);
    for (const next of expectList(call(operator, slot))) {
      limits.tick();
      force(next);
      waiting.push(next);
    }
  }
  return result;
}

/** Keys seen so far. All must be comparable with each other, as in Nix, where a search tree holds them. */
class KeySet {
  readonly #simple = new Set<string | number>();
  readonly #others: Value[] = [];
  readonly #limits: Limits;
  #example: Value | undefined;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** False when an equal key was there. */
  add(key: Value): boolean {
    if (this.#example === undefined) this.#example = key;
    else if (typeof key !== typeof this.#example) compareValues(key, this.#example, undefined, this.#limits);
    if (typeof key === 'number' && this.#others.length === 0) return this.#addSimple(key);
    if (typeof key === 'string') return this.#addSimple(key);
    if (key instanceof ContextString) return this.#addSimple(key.text);
    // A float of integral value is the same key as that integer.
    if (key instanceof NixFloat && Number.isSafeInteger(key.value) && this.#others.length === 0) {
      return this.#addSimple(key.value);
    }
    return this.#addOther(key);
  }

  #addSimple(key: string | number): boolean {
    if (typeof key === 'string') this.#limits.readWhole(key);
    if (this.#simple.has(key)) return false;
    this.#simple.add(key);
    return true;
  }

  #addOther(key: Value): boolean {
    for (const simple of this.#simple) insert(this.#others, simple, this.#limits);
    this.#simple.clear();
    return insert(this.#others, key, this.#limits);
  }
}

/** Inserts into a sorted array unless an equal value is there; a binary search. */
function insert(sorted: Value[], key: Value, limits: Limits): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compareValues(key, sorted[middle] as Value, undefined, limits);
    if (order === 0) return false;
    if (order < 0) high = middle;
    else low = middle + 1;
  }
  limits.spend((sorted.length - low) >> 3);
  sorted.splice(low, 0, key);
  return true;
}
