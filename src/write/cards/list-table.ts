/** Distinct lists of machines, numbered in the order in which they are first asked for. */
export class ListTable {
  readonly #numberOfTarget: ReadonlyMap<string, number>;
  readonly #numbers = new Map<string, number>();
  readonly #lists: (readonly number[])[] = [];

  constructor(targets: readonly string[]) {
    this.#numberOfTarget = new Map(targets.map((name, number) => [name, number]));
  }

  get all(): readonly (readonly number[])[] {
    return this.#lists;
  }

  /**
   * The number of a list of targets; those that are not known are left out. Their order stays: where two are as good,
   * the first one is told of. O(n).
   */
  number(targets: readonly string[]): number {
    const list = targets.flatMap(name => this.#numberOfTarget.get(name) ?? []);
    const key = list.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#lists.length);
    return this.#lists.push(list) - 1;
  }
}
