import { firstNameFrom } from './search.ts';

/**
 * A map from names to numbers that was made in byte order of the names and never changes: two lists side by side. It
 * takes a fraction of the memory of a `Map` and of the time to make one, and finds a name by halving, in O(log n).
 */
export class SortedNumbers implements ReadonlyMap<string, number> {
  readonly #names: readonly string[];
  readonly #numbers: readonly number[] | Float64Array;

  /** @param names in byte order, each once; `numbers` belong to them one by one. Neither may change afterwards. */
  constructor(names: readonly string[], numbers: readonly number[] | Float64Array) {
    this.#names = names;
    this.#numbers = numbers;
  }

  /** The map as one of these; itself where it is one. Its names must come in byte order. O(n). */
  static of(map: ReadonlyMap<string, number>): SortedNumbers {
    return map instanceof SortedNumbers ? map : new SortedNumbers([...map.keys()], [...map.values()]);
  }

  /** The name at a place in byte order; undefined beyond the last. O(1). */
  nameAt(place: number): string | undefined {
    return this.#names[place];
  }

  /** The number at such a place, likewise. O(1). */
  numberAt(place: number): number | undefined {
    return this.#numbers[place];
  }

  get size(): number {
    return this.#names.length;
  }

  get(name: string): number | undefined {
    const i = firstNameFrom(this.#names, name);
    return this.#names[i] === name ? this.#numbers[i] : undefined;
  }

  has(name: string): boolean {
    return this.#names[firstNameFrom(this.#names, name)] === name;
  }

  /** Whether another map has the same names and numbers, in the same order. O(n). */
  equals(other: ReadonlyMap<string, number>): boolean {
    if (other.size !== this.size) return false;
    let i = 0;
    let isSame = true;
    other.forEach((number, name) => {
      if (this.#numbers[i] !== number || this.#names[i] !== name) isSame = false;
      i++;
    });
    return isSame;
  }

  forEach(visit: (number: number, name: string, map: ReadonlyMap<string, number>) => void): void {
    for (let i = 0; i < this.#names.length; i++) visit(this.#numbers[i] as number, this.#names[i] as string, this);
  }

  *entries(): Generator<[string, number], undefined> {
    for (let i = 0; i < this.#names.length; i++) yield [this.#names[i] as string, this.#numbers[i] as number];
    return undefined;
  }

  *keys(): Generator<string, undefined> {
    yield* this.#names;
    return undefined;
  }

  *values(): Generator<number, undefined> {
    yield* this.#numbers;
    return undefined;
  }

  [Symbol.iterator](): Generator<[string, number], undefined> {
    return this.entries();
  }
}
