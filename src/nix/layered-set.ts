import type { Position } from '../base/source.ts';
import { mergeFlat } from './merge-flat.ts';
import { AttributeSetValue, type Shape, type Slot } from './value.ts';

/**
 * A large set with a small one over it, not merged yet. A fold that updates a set of n attributes by a few at a time,
 * and keeps every one of the sets, needs O(n) memory for each of them when they are merged, and O(√n) this way: most of
 * a set is the base, which many share. Names are looked up in both layers; what asks for all of them merges them, once.
 */
export class LayeredSet extends AttributeSetValue {
  /** Both undefined once they are merged. */
  base: AttributeSetValue | undefined;
  overlay: AttributeSetValue | undefined;
  #merged: AttributeSetValue | undefined;
  readonly #size: number;

  constructor(base: AttributeSetValue, overlay: AttributeSetValue) {
    super(base.shape, base.slots);
    this.base = base;
    this.overlay = overlay;
    this.#merged = undefined;
    let size = base.size;
    for (const name of overlay.shape.names) if (!base.has(name)) size++;
    this.#size = size;
  }

  override get isLayered(): boolean {
    return this.#merged === undefined;
  }

  override get size(): number {
    return this.#size;
  }

  override get(name: string): Slot | undefined {
    const { base, overlay } = this;
    if (base === undefined || overlay === undefined) return this.merge().get(name);
    return overlay.get(name) ?? base.get(name);
  }

  override has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  override positionOf(name: string): Position | undefined {
    const { base, overlay } = this;
    if (base === undefined || overlay === undefined) return this.merge().positionOf(name);
    return (overlay.has(name) ? overlay : base).positionOf(name);
  }

  /** The set with all its attributes in one layer. */
  merge(): AttributeSetValue {
    const { base, overlay } = this;
    if (base !== undefined && overlay !== undefined) {
      this.#merged = mergeFlat(base, overlay);
      this.base = undefined;
      this.overlay = undefined;
    }
    return this.#merged as AttributeSetValue;
  }
}

// A set has both as fields of its own; here they are made when somebody asks, and what the constructor sets is dropped.
Object.defineProperties(LayeredSet.prototype, {
  shape: {
    get(this: LayeredSet): Shape {
      return this.merge().shape;
    },
    set: () => {},
  },
  slots: {
    get(this: LayeredSet): readonly Slot[] {
      return this.merge().slots;
    },
    set: () => {},
  },
});
