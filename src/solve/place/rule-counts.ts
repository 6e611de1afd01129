/**
 * How far a plan keeps the rules on groups of nodes: for each rule how many of its nodes are in each zone, and from
 * that the violations, as `PlaceProblem` defines them.
 *
 * Time: O(rules of the node) for a look at a move and for the move; O(zones) more for each rule of the kind `skew`.
 * Space: O(rules · zones).
 * Typed arrays are indexed within bounds that the loops establish, hence `!`.
 */

import { type Grouping, groupBy } from '../graph/group-by.ts';
import type { GroupRule, Partition, PlaceProblem } from './place-problem.ts';

/** What a rule is, in numbers. */
const kinds = { apart: 0, together: 1, spread: 2, skew: 3, near: 4 } as const;

export class RuleCounts {
  /** Violations of rules that must hold. */
  broken = 0;
  /** Weighted violations of the others. */
  wishes = 0;
  /** By how much the last look would change the two. */
  brokenChange = 0;
  wishesChange = 0;
  readonly #label: Int32Array;
  readonly #rules: readonly GroupRule[];
  /**
   * Rule → its zones, where its counts begin, what it is, its limit, its weight (0: must hold), its nodes' zones that
   * differ.
   */
  readonly #zones: readonly Int32Array[];
  readonly #zoneCount: Int32Array;
  readonly #base: Int32Array;
  readonly #kind: Uint8Array;
  readonly #limit: Float64Array;
  readonly #weight: Float64Array;
  readonly #distinct: Int32Array;
  /** Zone by zone, the nodes of a rule; behind them, for `near`, those that the others want to be near to. */
  readonly #count: Int32Array;
  /** For `skew`, whether a node may be in the zone at all. */
  readonly #open: Uint8Array;
  /** For `near`, the labels on which nothing is missing anyway. */
  readonly #free: readonly (ReadonlySet<number> | undefined)[];
  /** Node → rules that it is in; `~rule` where it is one that others want to be near to. */
  readonly #start: Int32Array;
  readonly #rule: Int32Array;
  /** Entry of `rule` → whether the node is in the same rule `near` on the other side, too. */
  readonly #isTwin: Uint8Array;

  constructor(problem: PlaceProblem, label: Int32Array) {
    const { rules, partitions, nodeCount } = problem;
    this.#label = label;
    this.#rules = rules;
    this.#zones = rules.map(({ partition }) => (partitions[partition] as Partition).zoneOf);
    this.#zoneCount = Int32Array.from(rules, ({ partition }) => (partitions[partition] as Partition).zoneCount);
    this.#kind = Uint8Array.from(rules, ({ kind }) => kinds[kind]);
    this.#limit = Float64Array.from(rules, rule =>
      rule.kind === 'spread' ? rule.least : rule.kind === 'skew' ? rule.most : 0,
    );
    this.#weight = Float64Array.from(rules, ({ weight }) => weight ?? 0);
    this.#distinct = new Int32Array(rules.length);
    this.#free = rules.map(rule => (rule.kind === 'near' && rule.free !== undefined ? new Set(rule.free) : undefined));
    this.#base = new Int32Array(rules.length + 1);
    rules.forEach(({ kind }, r) => {
      this.#base[r + 1] = this.#base[r]! + this.#zoneCount[r]! * (kind === 'near' ? 2 : 1);
    });
    this.#count = new Int32Array(this.#base[rules.length]!);
    this.#open = new Uint8Array(rules.some(({ kind }) => kind === 'skew') ? this.#count.length : 0);
    ({ start: this.#start, items: this.#rule } = groupMemberships(nodeCount, rules));
    this.#isTwin = this.#findTwins(nodeCount);
    this.#openZones(problem);
    this.recount();
  }

  /** Whether a node is in any rule. */
  concerns(node: number): boolean {
    return this.#start[node + 1]! > this.#start[node]!;
  }

  /** The rules, by number, that a node is in; `~rule` where others want to be near to it. */
  rulesOf(node: number): Int32Array {
    return this.#rule.subarray(this.#start[node]!, this.#start[node + 1]!);
  }

  /** Counts the plan anew. O(rules · zones + memberships). */
  recount(): void {
    this.#count.fill(0);
    this.#distinct.fill(0);
    this.broken = 0;
    this.wishes = 0;
    for (let node = 0; node + 1 < this.#start.length; node++) {
      for (let i = this.#start[node]!; i < this.#start[node + 1]!; i++) {
        this.#add(this.#rule[i]!, this.#label[node]!, 1);
      }
    }
    for (let r = 0; r < this.#rules.length; r++) this.#tally(r, this.#violations(r));
  }

  /** By how much `broken` and `wishes` would change: see `brokenChange` and `wishesChange`. */
  look(node: number, from: number, to: number): void {
    this.brokenChange = 0;
    this.wishesChange = 0;
    for (let i = this.#start[node]!; i < this.#start[node + 1]!; i++) {
      const entry = this.#rule[i]!;
      const r = entry < 0 ? ~entry : entry;
      const zones = this.#zones[r]!;
      const a = zones[from]!;
      const b = zones[to]!;
      if (a === b && this.#free[r] === undefined) continue;
      // Who is near to itself counts on both sides at once.
      const isTwin = this.#isTwin[i] === 1;
      if (isTwin && entry < 0) continue;
      const change = isTwin ? this.#tryOut([r, ~r], from, to) : this.#change(r, entry < 0, a, b, from, to);
      if (this.#weight[r] === 0) this.brokenChange += change;
      else this.wishesChange += change * this.#weight[r]!;
    }
  }

  /** Moves a node that is looked at last or not; `label` still has, or has already, the new label. */
  move(node: number, from: number, to: number): void {
    this.look(node, from, to);
    this.broken += this.brokenChange;
    this.wishes += this.wishesChange;
    for (let i = this.#start[node]!; i < this.#start[node + 1]!; i++) {
      this.#add(this.#rule[i]!, from, -1);
      this.#add(this.#rule[i]!, to, 1);
    }
  }

  #change(r: number, isWanted: boolean, a: number, b: number, from: number, to: number): number {
    const base = this.#base[r]!;
    const leaves = this.#count[base + a]!;
    const joins = this.#count[base + b]!;
    switch (this.#kind[r]) {
      case kinds.apart:
        return (joins > 0 ? 1 : 0) - (leaves > 1 ? 1 : 0);
      case kinds.together:
        return (joins === 0 ? 1 : 0) - (leaves === 1 ? 1 : 0);
      case kinds.spread: {
        const before = this.#distinct[r]!;
        const after = before + (joins === 0 ? 1 : 0) - (leaves === 1 ? 1 : 0);
        return Math.max(0, this.#limit[r]! - after) - Math.max(0, this.#limit[r]! - before);
      }
      case kinds.near:
        if (this.#free[r] !== undefined) return this.#tryOut([isWanted ? ~r : r], from, to);
        return this.#nearChange(base, this.#zoneCount[r]!, isWanted, a, b);
      default:
        return this.#tryOut([isWanted ? ~r : r], from, to);
    }
  }

  #nearChange(base: number, zones: number, isWanted: boolean, a: number, b: number): number {
    const count = this.#count;
    const wanted = base + zones;
    if (!isWanted) return (count[wanted + b] === 0 ? 1 : 0) - (count[wanted + a] === 0 ? 1 : 0);
    return (count[wanted + a] === 1 ? count[base + a]! : 0) - (count[wanted + b] === 0 ? count[base + b]! : 0);
  }

  /** How the violations of a rule change when a node moves, with what it is in the rule. */
  #tryOut(entries: readonly number[], from: number, to: number): number {
    const entry = entries[0]!;
    const r = entry < 0 ? ~entry : entry;
    const before = this.#violations(r);
    for (const one of entries) {
      this.#add(one, from, -1);
      this.#add(one, to, 1);
    }
    const change = this.#violations(r) - before;
    for (const one of entries) {
      this.#add(one, to, -1);
      this.#add(one, from, 1);
    }
    return change;
  }

  #violations(r: number): number {
    const base = this.#base[r]!;
    const zones = this.#zoneCount[r]!;
    const distinct = this.#distinct[r]!;
    const rule = this.#rules[r] as GroupRule;
    if (rule.kind === 'apart') return rule.nodes.length - distinct;
    if (rule.kind === 'together') return Math.max(0, distinct - 1);
    if (rule.kind === 'spread') return Math.max(0, rule.least - distinct);
    let [sum, least, most] = [0, Number.POSITIVE_INFINITY, 0];
    for (let z = base; z < base + zones; z++) {
      const count = this.#count[z]!;
      if (rule.kind === 'near') sum += this.#count[z + zones] === 0 ? count : 0;
      else if (this.#open[z] === 1) {
        least = Math.min(least, count);
        most = Math.max(most, count);
      }
    }
    return rule.kind === 'near' ? sum : Math.max(0, most - least - rule.most);
  }

  #tally(r: number, violations: number): void {
    if (this.#weight[r] === 0) this.broken += violations;
    else this.wishes += violations * this.#weight[r]!;
  }

  #add(entry: number, label: number, sign: number): void {
    const r = entry < 0 ? ~entry : entry;
    const zone = this.#zones[r]![label]!;
    if (entry < 0) {
      this.#count[this.#base[r]! + this.#zoneCount[r]! + zone]! += sign;
      return;
    }
    if (this.#free[r]?.has(label) === true) return;
    const i = this.#base[r]! + zone;
    const before = this.#count[i]!;
    this.#count[i] = before + sign;
    if (before === 0) this.#distinct[r]!++;
    else if (before + sign === 0) this.#distinct[r]!--;
  }

  #findTwins(nodeCount: number): Uint8Array {
    const isTwin = new Uint8Array(this.#rule.length);
    for (let node = 0; node < nodeCount; node++) {
      const its = this.rulesOf(node);
      its.forEach((entry, i) => {
        if (this.#kind[entry < 0 ? ~entry : entry] !== kinds.near) return;
        if (its.includes(~entry)) isTwin[this.#start[node]! + i] = 1;
      });
    }
    return isTwin;
  }

  #openZones({ listOf, lists }: PlaceProblem): void {
    this.#rules.forEach((rule, r) => {
      if (rule.kind !== 'skew') return;
      if (rule.zones !== undefined) {
        for (const zone of rule.zones) this.#open[this.#base[r]! + zone] = 1;
        return;
      }
      for (const node of rule.nodes) {
        const list = listOf[node]!;
        for (let i = lists.start[list]!; i < lists.start[list + 1]!; i++) {
          this.#open[this.#base[r]! + this.#zones[r]![lists.items[i]!]!] = 1;
        }
      }
    });
  }
}

/** Node → the rules that it is in, and `~rule` of those whose nodes want to be near to it. */
function groupMemberships(nodeCount: number, rules: readonly GroupRule[]): Grouping {
  const nodes: number[] = [];
  const entries: number[] = [];
  const add = (members: Int32Array, entry: number): void => {
    for (const node of members) {
      nodes.push(node);
      entries.push(entry);
    }
  };
  for (const [r, rule] of rules.entries()) {
    add(rule.nodes, r);
    if (rule.kind === 'near') add(rule.to, ~r);
  }
  return groupBy(nodeCount, Int32Array.from(nodes), Int32Array.from(entries));
}
