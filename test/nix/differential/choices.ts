/** A source of choices: numbers that were drawn before, taken one after the other. When they run out every choice is the first. */
export class Choices {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  get areLeft(): boolean {
    return this.#next < this.#numbers.length;
  }

  /** A number from 0 up to `count`, that not included. */
  below(count: number): number {
    return (this.#numbers[this.#next++] ?? 0) % count;
  }

  oneIn(count: number): boolean {
    return this.below(count) === count - 1;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** `minimum` to `maximum` results. */
  several<T>(minimum: number, maximum: number, make: (i: number) => T): T[] {
    return Array.from({ length: minimum + this.below(maximum - minimum + 1) }, (_, i) => make(i));
  }
}
