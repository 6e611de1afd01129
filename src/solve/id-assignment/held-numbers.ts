/**
 * Numbers that are held without asking a pool for them: a port that a service says outright.
 *
 * Rule       Where a service stands, nobody else may have a number that it holds. A new id of a pool of global scope
 *            keeps away from what is held anywhere: the service that gets it may move. What bars new ids only is left
 *            by these in the same way, but nobody loses an id by it, and it is not in use.
 * Time       O(h log h) once for h held ranges and their targets, O(log h) a question.
 * Space      O(h).
 */
import { IntervalSet } from './interval-set.ts';

/** The numbers `from … to`, which somebody holds without asking for them. */
export interface HeldNumbers {
  /** Who holds them; undefined: no service, but the machines themselves. */
  readonly service: string | undefined;
  readonly from: number;
  readonly to: number;
  /** Where it holds them; none means everywhere, as it is not known where the service stands. */
  readonly targets: readonly string[];
  /** How that is known: the name of a property, say. */
  readonly by: string;
  /** Services that may keep or pin such a number all the same: theirs is another thing in the same place. */
  readonly spares?: ReadonlySet<string> | undefined;
  /** No new id gets such a number, but whoever has it or pins it does so rightly, and nothing of it is remembered. */
  readonly barsNewOnly?: boolean | undefined;
}

/** What of a pool's numbers is held, and where. */
export class HeldIndex {
  /** Those that take a number from others: what bars new ids only is not among them. */
  readonly all: readonly HeldNumbers[];
  readonly #taken: PlacedNumbers;
  readonly #barred: PlacedNumbers;

  constructor(held: readonly HeldNumbers[]) {
    this.all = held.some(({ barsNewOnly }) => barsNewOnly) ? held.filter(({ barsNewOnly }) => !barsNewOnly) : held;
    this.#taken = new PlacedNumbers(this.all);
    this.#barred = this.all === held ? this.#taken : new PlacedNumbers(held);
  }

  /** The sets in which the numbers of somebody on these targets must not be; with no targets those of all. */
  setsOn(targets: readonly string[]): readonly IntervalSet[] {
    return this.#taken.setsOn(targets);
  }

  /** The same for new ids. */
  barredOn(targets: readonly string[]): readonly IntervalSet[] {
    return this.#barred.setsOn(targets);
  }

  /** Who but `service` holds one of the numbers `from … to` on one of these targets. O(h): to tell why. */
  findHolder(service: string, from: number, to: number, targets: readonly string[]): HeldNumbers | undefined {
    return this.all.find(held => {
      if (held.service === service || held.from > to || held.to < from || held.spares?.has(service)) return false;
      return held.targets.length === 0 || targets.length === 0 || held.targets.some(target => targets.includes(target));
    });
  }
}

/** Ranges of numbers by their places. */
class PlacedNumbers {
  readonly #anywhere = new IntervalSet();
  readonly #everywhere = new IntervalSet();
  readonly #onTarget = new Map<string, IntervalSet>();

  constructor(all: readonly HeldNumbers[]) {
    for (const { from, to, targets } of all) {
      this.#anywhere.add(from, to);
      if (targets.length === 0) this.#everywhere.add(from, to);
      for (const target of targets) this.#addOn(target, from, to);
    }
  }

  /** The sets of what is in one of these places; with no targets of all. */
  setsOn(targets: readonly string[]): readonly IntervalSet[] {
    if (targets.length === 0) return [this.#anywhere];
    const there = targets.flatMap(target => this.#onTarget.get(target) ?? []);
    return this.#everywhere.isEmpty ? there : [this.#everywhere, ...there];
  }

  #addOn(target: string, from: number, to: number): void {
    let set = this.#onTarget.get(target);
    if (set === undefined) {
      set = new IntervalSet();
      this.#onTarget.set(target, set);
    }
    set.add(from, to);
  }
}
