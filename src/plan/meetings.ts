/** A way for the two ends of a network link to meet, everything else staying where it is. */
export interface Meeting<Key = string> {
  readonly target: string;
  /** Who of the two would move there. */
  readonly movers: readonly Key[];
  /** How much heavier the network links would be: 0 for a tie, negative where they would be lighter. */
  readonly extraWeight: number;
}

/**
 * What it would mean, in a plan, that the two ends of a network link meet. A service that is on several targets is
 * local to whoever shares one of them, and leaves them all when it moves. O(links · targets of a service) to set up.
 */
export class Meetings<Key> {
  readonly #placesOf: (key: Key) => readonly string[];
  readonly #weights = new Map<Key, Map<Key, number>>();
  /** Service → target → weight of its links to services there. */
  readonly #thereOf = new Map<Key, ReadonlyMap<string, number>>();
  readonly #localOf = new Map<Key, number>();

  /** @param links each with its weight; those between the same two count together */
  constructor(links: Iterable<readonly [Key, Key, number]>, placesOf: (key: Key) => readonly string[]) {
    this.#placesOf = placesOf;
    for (const [a, b, weight] of links) {
      for (const [from, to] of [[a, b] as const, [b, a] as const]) {
        const weights = this.#weights.get(from) ?? new Map<Key, number>();
        this.#weights.set(from, weights.set(to, (weights.get(to) ?? 0) + weight));
      }
    }
  }

  /**
   * The way to meet that costs least; of several the one where fewer move, then the first. Undefined where none is
   * allowed. O(common), beyond what is set up at the first question about a service.
   * @param common the targets that both may go to
   */
  cheapest(
    a: Key,
    b: Key,
    common: readonly string[],
    isAllowed: (meeting: Meeting<Key>) => boolean = () => true,
  ): Meeting<Key> | undefined {
    let best: Meeting<Key> | undefined;
    for (const target of common) {
      const meeting = this.weigh(a, b, target);
      if (best !== undefined && !isBetter(meeting, best)) continue;
      if (isAllowed(meeting)) best = meeting;
    }
    return best;
  }

  /** What it would mean that the ends of a network link meet on this target. */
  weigh(a: Key, b: Key, target: string): Meeting<Key> {
    const between = this.#weights.get(a)?.get(b) ?? 0;
    const isThere = (key: Key): boolean => this.#placesOf(key).includes(target);
    const movers = [a, b].filter(key => !isThere(key));
    const loss = movers.map(key => {
      const other = key === a ? b : a;
      const there = (this.#linksThere(key).get(target) ?? 0) - (isThere(other) ? between : 0);
      return this.#localWeight(key) - there;
    });
    return { target, movers, extraWeight: loss.reduce((sum, one) => sum + one, -between) };
  }

  #linksThere(key: Key): ReadonlyMap<string, number> {
    const known = this.#thereOf.get(key);
    if (known !== undefined) return known;
    const there = new Map<string, number>();
    for (const [other, weight] of this.#weights.get(key) ?? []) {
      for (const place of new Set(this.#placesOf(other))) there.set(place, (there.get(place) ?? 0) + weight);
    }
    this.#thereOf.set(key, there);
    return there;
  }

  /** The weight of its links that do not cross the network. */
  #localWeight(key: Key): number {
    const known = this.#localOf.get(key);
    if (known !== undefined) return known;
    const places = this.#placesOf(key);
    let local = 0;
    for (const [other, weight] of this.#weights.get(key) ?? []) {
      if (this.#placesOf(other).some(place => places.includes(place))) local += weight;
    }
    this.#localOf.set(key, local);
    return local;
  }
}

function isBetter<Key>(one: Meeting<Key>, best: Meeting<Key>): boolean {
  return (
    one.extraWeight - best.extraWeight < 0 ||
    (one.extraWeight === best.extraWeight && one.movers.length < best.movers.length)
  );
}
