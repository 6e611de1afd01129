import { EvaluationError } from '../error.ts';
import { deepestValue, nestedTooDeep } from '../limits.ts';
import type { AttributeSetValue, NixList, Slot } from '../value.ts';

/** A list or set that is being written. */
export interface Level {
  readonly value: NixList | AttributeSetValue;
  readonly names: readonly string[] | undefined;
  readonly slots: readonly Slot[];
  next: number;
}

/**
 * The way from the root of a value to what is being written: a stack of its own, so that deep values need no deep
 * recursion. Fails on a value that contains itself, as its text would never end.
 */
export class Descent {
  readonly #levels: Level[] = [];
  readonly #ancestors = new Set<NixList | AttributeSetValue>();

  get top(): Level | undefined {
    return this.#levels[this.#levels.length - 1];
  }

  enter(value: NixList | AttributeSetValue, names: readonly string[] | undefined, slots: readonly Slot[]): void {
    if (this.#ancestors.has(value) && slots.length > 0) {
      throw new EvaluationError('infinite-recursion', 'this value contains itself, so writing it would never end');
    }
    if (this.#levels.length >= deepestValue) throw nestedTooDeep();
    this.#ancestors.add(value);
    this.#levels.push({ value, names, slots, next: 0 });
  }

  leave(): void {
    const level = this.#levels.pop();
    if (level) this.#ancestors.delete(level.value);
  }
}
