/**
 * Links from a node to whichever of a group is nearest: each costs what the cheapest of the links to the group would.
 *
 * Time: O(size of the groups that the node is in, or links to) for a look at a move. Space: O(sum of the groups).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import type { LinkTable } from './link-table.ts';
import type { NearestLink, PlaceProblem } from './place-problem.ts';

export class NearestLinks {
  readonly #links: readonly NearestLink[];
  readonly #table: LinkTable;
  /** Node → the links that it is an end of. */
  readonly #of: ReadonlyMap<number, readonly NearestLink[]>;

  constructor({ nearest }: PlaceProblem, table: LinkTable) {
    this.#links = nearest;
    this.#table = table;
    const of = new Map<number, NearestLink[]>();
    const add = (node: number, link: NearestLink): void => {
      const list = of.get(node);
      if (list === undefined) of.set(node, [link]);
      else if (list.at(-1) !== link) list.push(link);
    };
    for (const link of nearest) {
      add(link.node, link);
      for (const node of link.among) add(node, link);
    }
    this.#of = of;
  }

  /** What all of them cost. */
  total(label: Int32Array): number {
    return this.#links.reduce((sum, link) => sum + this.#cost(link, label), 0);
  }

  /** By how much they would cost more if a node had another label. */
  change(node: number, to: number, label: Int32Array): number {
    const links = this.#of.get(node);
    if (links === undefined) return 0;
    const from = label[node]!;
    let change = 0;
    for (const link of links) change -= this.#cost(link, label);
    label[node] = to;
    for (const link of links) change += this.#cost(link, label);
    label[node] = from;
    return change;
  }

  #cost({ node, among, weight }: NearestLink, label: Int32Array): number {
    let least = Number.POSITIVE_INFINITY;
    for (const other of among) least = Math.min(least, this.#table.distance(label[node]!, label[other]!));
    return weight * least;
  }
}
