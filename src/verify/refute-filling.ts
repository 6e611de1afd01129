/**
 * Whether any choice of members that fits into a zone earns more than so much: the weights of links among them less
 * what each of them pays.
 *
 * A search through all choices, member by member, in and out. A branch is left where what is chosen, and what is open
 * at its best, do not come to more: an open one counts with the whole of its links to chosen ones and with its part of
 * those to open ones, of a group of neighbours of which only so many can be here the largest; and only as much of the
 * open ones as the room takes, the last one in part. Nor is it followed where the shares of all of them do not.
 * `!` in this file only marks reads of arrays inside their bounds.
 */

export interface ZoneToFill {
  /** Resource → what there is. */
  readonly room: readonly number[];
  /** Member → resource → what it needs. */
  readonly need: readonly (readonly number[])[];
  readonly price: readonly number[];
  /** Member → what it collects for what crowds take off links, so that shares alone bound what a choice earns. */
  readonly bonus: readonly number[];
  /** Member → its links to other members: the whole weight, and its part; both parts of a link come to the whole. */
  readonly links: readonly (readonly ZoneLink[])[];
  /** At most so many of some members. */
  readonly crowds: readonly { readonly members: readonly number[]; readonly most: number }[];
}

export interface ZoneLink {
  readonly to: number;
  readonly whole: number;
  readonly part: number;
  readonly share: number;
  /** Links of one group of a member, of which at most `limit` count; -1: counts by itself. */
  readonly group: number;
  readonly limit: number;
}

/** Searches of more branches are given up, and called refuted. */
const mostBranches = 2 ** 16;

export function canEarnMore(zone: ZoneToFill, most: number): boolean {
  return most < 0 || new Refutation(zone, most).search(0);
}

class Refutation {
  readonly #zone: ZoneToFill;
  readonly #most: number;
  readonly #state: ('open' | 'in' | 'out')[];
  readonly #left: number[];
  readonly #bunches: readonly (readonly (readonly ZoneLink[])[])[];
  #branches = 0;

  constructor(zone: ZoneToFill, most: number) {
    this.#zone = zone;
    this.#most = most;
    this.#state = zone.price.map(() => 'open');
    this.#left = [...zone.room];
    this.#bunches = zone.links.map(links => {
      const grouped = new Map<number, ZoneLink[]>();
      const bunches: ZoneLink[][] = [];
      for (const link of links) {
        const bunch = link.group === -1 ? undefined : grouped.get(link.group);
        if (bunch !== undefined) {
          bunch.push(link);
          continue;
        }
        bunches.push([link]);
        if (link.group !== -1) grouped.set(link.group, bunches.at(-1)!);
      }
      return bunches;
    });
  }

  /** Whether anything that adds to what is chosen, worth `value`, comes to more. */
  search(value: number): boolean {
    if (value > this.#most || ++this.#branches > mostBranches) return true;
    const shut = this.#shutOut();
    const worth = this.#state.map((state, i) => (state === 'open' ? this.#worth(i, 'part') : Number.NEGATIVE_INFINITY));
    const isPossible =
      value + this.#pack(worth) > this.#most && this.#bySharesAtMost() > this.#most && this.#branch(value, worth);
    for (const i of shut) this.#state[i] = 'open';
    return isPossible;
  }

  #branch(value: number, worth: readonly number[]): boolean {
    const { need, price, links } = this.#zone;
    const at = worth.indexOf(Math.max(...worth));
    const joined = links[at]!.reduce((sum, { to, whole }) => sum + (this.#state[to] === 'in' ? whole : 0), 0);
    const take = (times: number): void => {
      need[at]!.forEach((amount, r) => {
        this.#left[r]! -= times * amount;
      });
    };
    this.#state[at] = 'in';
    take(1);
    const isIn = this.search(value + joined - price[at]!);
    take(-1);
    this.#state[at] = 'out';
    const isOut = !isIn && this.search(value);
    this.#state[at] = 'open';
    return isIn || isOut;
  }

  /** Takes out who does not fit, is one too many, or pays more than all links to open ones are worth. */
  #shutOut(): number[] {
    const { crowds, need } = this.#zone;
    const shut: number[] = [];
    const shutOut = (i: number): void => {
      this.#state[i] = 'out';
      shut.push(i);
    };
    for (const { members, most } of crowds) {
      if (members.filter(i => this.#state[i] === 'in').length < most) continue;
      for (const i of members) if (this.#state[i] === 'open') shutOut(i);
    }
    for (let before = -1; before !== shut.length; ) {
      before = shut.length;
      this.#state.forEach((state, i) => {
        if (state !== 'open') return;
        if (need[i]!.some((amount, r) => amount > this.#left[r]!) || this.#worth(i, 'whole') <= 0) shutOut(i);
      });
    }
    return shut;
  }

  /** What the chosen ones and the best of the open ones have by their shares. */
  #bySharesAtMost(): number {
    const worth = this.#state.map((state, i) => (state === 'out' ? 0 : this.#worth(i, 'share') + this.#zone.bonus[i]!));
    const chosen = worth.reduce((sum, amount, i) => sum + (this.#state[i] === 'in' ? amount : 0), 0);
    return chosen + this.#pack(worth.map((amount, i) => (this.#state[i] === 'open' ? amount : 0)));
  }

  /**
   * What a member adds at most, with so much of its links to open ones; but for shares the whole of those to others.
   */
  #worth(i: number, what: 'whole' | 'part' | 'share'): number {
    let sum = -this.#zone.price[i]!;
    for (const bunch of this.#bunches[i]!) {
      const gains: number[] = [];
      for (const link of bunch) {
        const state = this.#state[link.to];
        if (state !== 'out') gains.push(state === 'in' && what !== 'share' ? link.whole : link[what]);
      }
      const { limit } = bunch[0]!;
      if (gains.length > limit) gains.sort((a, b) => b - a);
      for (let g = 0; g < Math.min(limit, gains.length); g++) sum += Math.max(0, gains[g]!);
    }
    return sum;
  }

  #pack(worth: readonly number[]): number {
    const { need } = this.#zone;
    const worthy = [...worth.keys()].filter(i => worth[i]! > 0);
    let least = worthy.reduce((sum, i) => sum + worth[i]!, 0);
    this.#left.forEach((room, r) => {
      worthy.sort((a, b) => worth[b]! * need[a]![r]! - worth[a]! * need[b]![r]!);
      let [left, sum] = [room, 0];
      for (const i of worthy) {
        const amount = need[i]![r]!;
        if (amount > left) {
          sum += Math.floor((worth[i]! * left) / amount);
          break;
        }
        sum += worth[i]!;
        left -= amount;
      }
      least = Math.min(least, sum);
    });
    return least;
  }
}
