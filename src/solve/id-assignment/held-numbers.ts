/**
 * Numbers that services hold by themselves, without asking a pool for them: a port that a service says outright.
 *
 * Rule       Where a service stands, nobody else may have a number that it holds. A new id of a pool of global scope
 *            keeps away from what is held anywhere: the service that gets it may move.
 * Time       O(h log h) once for h held ranges and their targets, O(log h) a question.
 * Space      O(h).
 */
import { IntervalSet } from './interval-set.ts';

/** The numbers `from … to`, which a service holds by itself. */
export interface HeldNumbers {
  readonly service: string;
  readonly from: number;
  readonly to: number;
  /** Where it holds them; none means everywhere, as it is not known where the service stands. */
  readonly targets: readonly string[];
  /** How that is known: the name of a property, say. */
  readonly by: string;
  /** Services that may keep or pin such a number all the same: theirs is another thing in the same place. */
  readonly spares?: ReadonlySet<string> | undefined;
}

/** What of a pool's numbers is held, and where. */
export class HeldIndex {
  /** Those held in any place. */
  readonly anywhere = new IntervalSet();
  readonly #all: readonly HeldNumbers[];
  readonly #everywhere = new IntervalSet();
  readonly #onTarget = new Map<string, IntervalSet>();

  constructor(all: readonly HeldNumbers[]) {
    this.#all = all;
    for (const { from, to, targets } of all) {
      this.anywhere.add(from, to);
      if (targets.length === 0) this.#everywhere.add(from, to);
      for (const target of targets) this.#addOn(target, from, to);
    }
  }

  get all(): readonly HeldNumbers[] {
    return this.#all;
  }

  /** The sets in which the numbers of somebody on these targets must not be; with no targets those of all. */
  setsOn(targets: readonly string[]): readonly IntervalSet[] {
    if (targets.length === 0) return [this.anywhere];
    const there = targets.flatMap(target => this.#onTarget.get(target) ?? []);
    return this.#everywhere.isEmpty ? there : [this.#everywhere, ...there];
  }

  /** Who but `service` holds one of the numbers `from … to` on one of these targets. O(h): to tell why. */
  findHolder(service: string, from: number, to: number, targets: readonly string[]): HeldNumbers | undefined {
    return this.#all.find(held => {
      if (held.service === service || held.from > to || held.to < from || held.spares?.has(service)) return false;
      return held.targets.length === 0 || targets.length === 0 || held.targets.some(target => targets.includes(target));
    });
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
