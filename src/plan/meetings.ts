/** A way for the two ends of a network link to meet, everything else staying where it is. */
export interface Meeting<Key = string> {
  readonly target: string;
  /** Who of the two would move there. */
  readonly movers: readonly Key[];
  /** How much heavier the network links would be: 0 for a tie, negative where they would be lighter. */
  readonly extraWeight: number;
  /** How many more there would be. */
  readonly extraLinks: number;
}

/** Links and their weight, counted apart. */
interface Amount {
  readonly weight: number;
  readonly links: number;
}

const nothing: Amount = { weight: 0, links: 0 };

/**
 * What it would mean, in a plan, that the two ends of a network link meet. A service that is on several targets is
 * local to whoever shares one of them, and leaves them all when it moves. O(links · targets of a service) to set up.
 */
export class Meetings<Key> {
  readonly #placesOf: (key: Key) => readonly string[];
  readonly #links = new Map<Key, Map<Key, Amount>>();
  /** Service → target → its links to services there. */
  readonly #thereOf = new Map<Key, ReadonlyMap<string, Amount>>();
  readonly #localOf = new Map<Key, Amount>();

  /** @param links each with its weight; those between the same two count together */
  constructor(links: Iterable<readonly [Key, Key, number]>, placesOf: (key: Key) => readonly string[]) {
    this.#placesOf = placesOf;
    for (const [a, b, weight] of links) {
      for (const [from, to] of [[a, b] as const, [b, a] as const]) {
        const ends = this.#links.get(from) ?? new Map<Key, Amount>();
        this.#links.set(from, ends.set(to, add(ends.get(to) ?? nothing, { weight, links: 1 })));
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
    const between = this.#links.get(a)?.get(b) ?? nothing;
    const isThere = (key: Key): boolean => this.#placesOf(key).includes(target);
    const movers = [a, b].filter(key => !isThere(key));
    let extra = subtract(nothing, between);
    for (const key of movers) {
      const there = this.#linksThere(key).get(target) ?? nothing;
      const others = isThere(key === a ? b : a) ? subtract(there, between) : there;
      extra = add(extra, subtract(this.#linksHere(key), others));
    }
    return { target, movers, extraWeight: extra.weight, extraLinks: extra.links };
  }

  #linksThere(key: Key): ReadonlyMap<string, Amount> {
    const known = this.#thereOf.get(key);
    if (known !== undefined) return known;
    const there = new Map<string, Amount>();
    for (const [other, amount] of this.#links.get(key) ?? []) {
      for (const place of new Set(this.#placesOf(other))) there.set(place, add(there.get(place) ?? nothing, amount));
    }
    this.#thereOf.set(key, there);
    return there;
  }

  /** Its links that do not cross the network. */
  #linksHere(key: Key): Amount {
    const known = this.#localOf.get(key);
    if (known !== undefined) return known;
    const places = this.#placesOf(key);
    let here = nothing;
    for (const [other, amount] of this.#links.get(key) ?? []) {
      if (this.#placesOf(other).some(place => places.includes(place))) here = add(here, amount);
    }
    this.#localOf.set(key, here);
    return here;
  }
}

function add(a: Amount, b: Amount): Amount {
  return { weight: a.weight + b.weight, links: a.links + b.links };
}

function subtract(a: Amount, b: Amount): Amount {
  return { weight: a.weight - b.weight, links: a.links - b.links };
}

function isBetter<Key>(one: Meeting<Key>, best: Meeting<Key>): boolean {
  if (one.extraWeight !== best.extraWeight) return one.extraWeight < best.extraWeight;
  return one.movers.length < best.movers.length;
}
