import type { Position } from '../../base/source.ts';
import { EvaluationError } from '../error.ts';
import { deepestValue, nestedTooDeep } from '../limits.ts';
import { AttributeSetValue, type NixList, type Slot } from '../value.ts';

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

  /**
   * Where the value that is being written stands: the path of names and indices to it, as `-A` takes it (empty for the
   * whole value), and the nearest place in a file that is known.
   */
  place(): { readonly path: string; readonly position: Position | undefined } {
    const steps: string[] = [];
    let position: Position | undefined;
    for (const { value, next } of this.#levels) {
      // `next` is one further already; nothing of a level is being written that was only just entered.
      const i = next - 1;
      if (i < 0) break;
      const name = value instanceof AttributeSetValue ? value.shape.names[i] : undefined;
      steps.push(name ?? String(i));
      if (name !== undefined && value instanceof AttributeSetValue) position = value.positionOf(name) ?? position;
    }
    return { path: steps.join('.'), position };
  }
}
