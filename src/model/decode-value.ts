import type { Position } from '../base/source.ts';
import { type AttributeSetValue, ContextString, force, type Slot, type Value } from '../nix/index.ts';

/** The text of a string with or without a context; undefined for any other value. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof ContextString ? value.text : undefined;
}

/** The elements of a list; undefined for any other value. */
export function listOf(value: Value): readonly Slot[] | undefined {
  return Array.isArray(value) ? (value as readonly Slot[]) : undefined;
}

/** An attribute that was found: its value, forced, and where it was written, looked up when somebody asks. */
export class FoundAttribute {
  readonly value: Value;
  readonly #set: AttributeSetValue;
  readonly #name: string;

  constructor(value: Value, set: AttributeSetValue, name: string) {
    this.value = value;
    this.#set = set;
    this.#name = name;
  }

  get position(): Position | undefined {
    return this.#set.positionOf(this.#name);
  }
}

/** An attribute's forced value with its position, or undefined when the set lacks it. */
export function readAttribute(set: AttributeSetValue, name: string): FoundAttribute | undefined {
  const slot = set.get(name);
  return slot === undefined ? undefined : new FoundAttribute(force(slot), set, name);
}
