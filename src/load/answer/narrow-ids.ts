import { type Port, portsConflict } from '../../model/port.ts';
import type { Speaker } from './asked-ids.ts';

/** An id of which its service says itself that it is on one protocol or address, and what it says. */
interface NarrowId {
  readonly names: readonly string[];
  readonly words: readonly Port[];
}

/** Ids that take less of a number than their pools do, by number. */
export class NarrowIds {
  readonly #byNumber = new Map<number, NarrowId[]>();

  /** O(numbers of ids · ports of their services). */
  constructor(speakers: readonly Speaker[]) {
    for (const { key, aliases, said, own } of speakers) {
      for (const { pool, from, to } of own) {
        const words = said.map(({ port }) => port).filter(port => port.from <= to && port.to >= from);
        if (words.every(({ protocols, address }) => address === undefined && protocols === pool.protocols)) continue;
        for (let number = from; number <= to; number++) {
          const here = words.filter(port => port.from <= number && port.to >= number);
          const known = this.#byNumber.get(number) ?? [];
          this.#byNumber.set(number, known);
          known.push({ names: [key, ...aliases], words: here });
        }
      }
    }
  }

  /**
   * Who may keep an id with numbers of a port all the same, as he says what does not meet it; and `others`. O(numbers
   * of the port) or O(ids), whichever is less.
   */
  sparedBy(port: Port, others: readonly string[]): ReadonlySet<string> | undefined {
    const hindered = new Set<string>();
    const spared = new Set<string>();
    for (const number of this.#numbersIn(port)) {
      for (const { names, words } of this.#byNumber.get(number) ?? []) {
        const isApart = words.length > 0 && words.every(word => !portsConflict(word, port));
        for (const name of names) (isApart ? spared : hindered).add(name);
      }
    }
    const names = [...others, ...[...spared].filter(name => !hindered.has(name))];
    return names.length === 0 ? undefined : new Set(names);
  }

  *#numbersIn({ from, to }: Port): Generator<number> {
    if (to - from < this.#byNumber.size) for (let number = from; number <= to; number++) yield number;
    else for (const number of this.#byNumber.keys()) if (number >= from && number <= to) yield number;
  }
}
