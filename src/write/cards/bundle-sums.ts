/** Links are counted, and weigh something: two numbers. */
export interface LinkSum {
  readonly count: number;
  readonly weight: number;
}

/** All links between two ends: machines (of a service with replicas its first one counts), zones or groups. */
export interface Bundle extends LinkSum {
  readonly a: number;
  readonly b: number;
}

/** Sums up links by their two ends, whichever comes first. Space O(pairs). */
export class BundleSums {
  readonly #ends: number;
  readonly #sums = new Map<number, { a: number; b: number; count: number; weight: number }>();

  /** @param ends how many ends there are */
  constructor(ends: number) {
    this.#ends = ends;
  }

  /** Adds links between two ends. O(1). */
  add(one: number, other: number, { count, weight }: LinkSum): void {
    const [a, b] = one < other ? [one, other] : [other, one];
    const key = a * this.#ends + b;
    const sum = this.#sums.get(key) ?? { a, b, count: 0, weight: 0 };
    sum.count += count;
    sum.weight += weight;
    this.#sums.set(key, sum);
  }

  /** In the order in which their pairs were met first. */
  all(): readonly Bundle[] {
    return [...this.#sums.values()];
  }

  /** The heaviest first. O(pairs · log pairs). */
  heaviestFirst(): readonly Bundle[] {
    return [...this.#sums.values()].sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
  }
}
