/**
 * Matchings of the nodes of a rule with zones.
 *
 * Guarantee  Exact. Time O(matched · nodes · zones) by augmenting paths (H. W. Kuhn, "The Hungarian Method for the
 *            Assignment Problem", Naval Research Logistics Quarterly 2, 1955); a zone counts as many times as it holds
 *            nodes. Where nodes can all be held, and zones all be filled, both can be had at once (N. S. Mendelsohn,
 *            A. L. Dulmage, "Some Generalizations of the Problem of Distinct Representatives", Canadian Journal of
 *            Mathematics 10, 1958).
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import type { GroupRule } from '../place-problem.ts';
import type { OpenLabels } from './open-labels.ts';

/** Whether so many of the zones (of all, where none are given) can have so many nodes of the rule each. */
export function canFillZones(
  labels: OpenLabels,
  { nodes, partition }: GroupRule,
  each: number,
  zoneCount: number,
  zones?: Int32Array,
): boolean {
  const reach = listZones(labels, nodes, partition);
  const isCounted = zones === undefined ? undefined : new Set(zones);
  const matching = new Matching(reach, isCounted === undefined ? () => each : zone => (isCounted.has(zone) ? each : 0));
  return matching.size >= each * zoneCount;
}

/** Whether every node of the rule has a zone, when none of these holds more than so many; others hold any number. */
export function canHoldAll(
  labels: OpenLabels,
  { nodes, partition }: GroupRule,
  most: number,
  zones: Int32Array,
): boolean {
  const isCounted = new Set(zones);
  const reach = listZones(labels, nodes, partition).filter(its => its.every(zone => isCounted.has(zone)));
  return new Matching(reach, () => most).size === reach.length;
}

/** Node of the rule → the zones that it may be in. */
function listZones(labels: OpenLabels, nodes: Int32Array, partition: number): readonly (readonly number[])[] {
  const { zoneOf } = labels.problem.partitions[partition]!;
  return Array.from(nodes, node => [...new Set(labels.labelsOf(node).map(label => zoneOf[label]!))]);
}

class Matching {
  size = 0;
  readonly #reach: readonly (readonly number[])[];
  readonly #mostIn: (zone: number) => number;
  readonly #heldBy = new Map<number, number[]>();

  constructor(reach: readonly (readonly number[])[], mostIn: (zone: number) => number) {
    this.#reach = reach;
    this.#mostIn = mostIn;
    for (let node = 0; node < reach.length; node++) if (this.#place(node, new Set())) this.size++;
  }

  #place(node: number, tried: Set<number>): boolean {
    for (const zone of this.#reach[node]!) {
      if (tried.has(zone)) continue;
      tried.add(zone);
      const held = this.#heldBy.get(zone) ?? [];
      this.#heldBy.set(zone, held);
      if (held.length < this.#mostIn(zone)) {
        held.push(node);
        return true;
      }
      for (const [i, other] of held.entries()) {
        if (!this.#place(other, tried)) continue;
        held[i] = node;
        return true;
      }
    }
    return false;
  }
}
