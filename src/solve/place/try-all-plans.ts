/**
 * The best plan of a small problem, by trying all.
 *
 * Problem    The combined placement problem.
 * Input      A problem, and how much may be tried: pairs of a node and a label, with what is counted for each.
 * Result     A best plan, that there is none, or nothing where the work did not suffice.
 * Method     Depth first, the nodes with the fewest labels first. A branch is left where room, a rule or the moves are
 *            broken for good, or where what the measures have come to already is no better than the best plan,
 *            objective by objective: no measure gets smaller as nodes are added. What a whole plan comes to is counted
 *            anew. Of labels that are alike and have no node yet only the first is tried, and of nodes that are alike
 *            no later one gets a label before that of an earlier one: the first of all plans that come from one
 *            another by swapping these is among those that are tried.
 * Guarantee  Exact. Time exponential at worst, ended by the work. Space O(nodes + labels · resources + sizes of rules).
 * Source     A. H. Land, A. G. Doig, "An automatic method of solving discrete programming problems", Econometrica 28,
 *            1960, in its plainest form. Symmetry: Y. C. Law, J. H. M. Lee, "Global constraints for integer and set
 *            value precedence", CP 2004; J. Crawford, M. Ginsberg, E. Luks, A. Roy, "Symmetry-breaking predicates for
 *            search problems", KR 1996.
 * Ties       The first plan, labels in ascending order.
 *
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { compareMeasures } from './compare-measures.ts';
import { classifyLabels, classifyNodes } from './equal-parts.ts';
import { isHome } from './is-home.ts';
import type { GroupRule, Measures, Objective, PlaceProblem } from './place-problem.ts';
import { PlaceState } from './place-state.ts';

/** A best plan, or that there is none. */
export type TriedPlans = { readonly label: Int32Array; readonly measures: Measures } | 'none';

export function tryAllPlans(problem: PlaceProblem, work: number): TriedPlans | undefined {
  const search = new AllPlans(problem, work);
  search.visit(0);
  return search.isOver ? undefined : (search.best ?? 'none');
}

/** What measures have come to, beside those that may still get smaller. */
type Counted = { -readonly [measure in keyof Measures]: number };

class AllPlans {
  best: { readonly label: Int32Array; readonly measures: Measures } | undefined;
  isOver = false;
  #work: number;
  readonly #problem: PlaceProblem;
  readonly #order: readonly number[];
  /** Node → label, -1 where it has none yet. */
  readonly #label: Int32Array;
  readonly #population: Int32Array;
  readonly #used: readonly Float64Array[];
  /** Rule → zone → how many of its nodes are there. */
  readonly #inZone: readonly Int32Array[];
  readonly #rulesOf: readonly (readonly number[])[];
  readonly #awayOf: Int32Array;
  #moved = 0;
  readonly #counted: Counted = { links: 0, labels: 0, cost: 0, moves: 0, load: 0, balance: 0, wishes: 0 };
  readonly #state: PlaceState;
  /** Label → the one before it that is alike, and node → the one before it in the order; -1 where there is none. */
  readonly #labelBefore: Int32Array;
  readonly #nodeBefore: Int32Array;

  constructor(problem: PlaceProblem, work: number) {
    const { nodeCount, labelCount, listOf, lists, resources, rules, partitions, moves } = problem;
    this.#problem = problem;
    this.#work = work;
    const choices = (node: number): number => lists.start[listOf[node]! + 1]! - lists.start[listOf[node]!]!;
    this.#order = Array.from({ length: nodeCount }, (_, node) => node).sort((a, b) => choices(a) - choices(b) || a - b);
    this.#label = new Int32Array(nodeCount).fill(-1);
    this.#nodeBefore = linkEqual(classifyNodes(problem), this.#order);
    this.#labelBefore = linkEqual(
      classifyLabels(problem),
      Array.from({ length: labelCount }, (_, label) => label),
    );
    this.#population = new Int32Array(labelCount);
    this.#used = resources.map(() => new Float64Array(labelCount));
    this.#inZone = rules.map(({ partition }) => new Int32Array(partitions[partition]!.zoneCount));
    const rulesOf: number[][] = Array.from({ length: nodeCount }, () => []);
    rules.forEach(({ kind, nodes }, r) => {
      if (kind === 'apart' || kind === 'together') for (const node of nodes) rulesOf[node]!.push(r);
    });
    this.#rulesOf = rulesOf;
    this.#awayOf = new Int32Array(moves.homes.start.length);
    this.#state = new PlaceState(
      problem,
      Int32Array.from(listOf, list => lists.items[lists.start[list]!] ?? 0),
    );
  }

  visit(depth: number): void {
    const { listOf, lists } = this.#problem;
    const node = this.#order[depth];
    if (node === undefined) {
      this.#count();
      return;
    }
    const list = listOf[node]!;
    const before = this.#nodeBefore[node]!;
    const least = before < 0 ? 0 : this.#label[before]!;
    for (let i = lists.start[list]!; i < lists.start[list + 1]! && !this.isOver; i++) {
      const label = lists.items[i]!;
      if (label < least || this.#isLikeAnEmptyOne(label)) continue;
      this.#work -= 1 + this.#rulesOf[node]!.length;
      if (this.#work < 0) this.isOver = true;
      else if (this.#fits(node, label)) this.#goOn(depth, node, label);
    }
  }

  /** Whether the label and one before it that is alike have no node yet. */
  #isLikeAnEmptyOne(label: number): boolean {
    const before = this.#labelBefore[label]!;
    return before >= 0 && this.#population[before] === 0 && this.#population[label] === 0;
  }

  /** Visits all plans with this label, and forgets it. */
  #goOn(depth: number, node: number, label: number): void {
    const before = { ...this.#counted };
    const moved = this.#moved;
    this.#add(node, label);
    const { atMost } = this.#problem.moves;
    if ((atMost === undefined || this.#moved <= atMost) && !this.#isNoBetter()) this.visit(depth + 1);
    this.#remove(node, label);
    this.#moved = moved;
    Object.assign(this.#counted, before);
  }

  #fits(node: number, label: number): boolean {
    const { resources, rules, partitions } = this.#problem;
    if (!resources.every(({ need, have }, r) => this.#used[r]![label]! + need[node]! <= have[label]!)) return false;
    return this.#rulesOf[node]!.every(r => {
      const rule = rules[r]!;
      return rule.weight !== undefined || this.#adds(rule, r, partitions[rule.partition]!.zoneOf[label]!) === 0;
    });
  }

  /** How many violations of a rule a node more in a zone makes. */
  #adds({ kind }: GroupRule, r: number, zone: number): number {
    const counts = this.#inZone[r]!;
    if (kind === 'apart') return counts[zone]! > 0 ? 1 : 0;
    return counts[zone] === 0 && counts.some(count => count > 0) ? 1 : 0;
  }

  #add(node: number, label: number): void {
    const { labelCost, labelWishes, resources, rules, partitions } = this.#problem;
    const counted = this.#counted;
    counted.links += this.#linksTo(node, label);
    if (this.#population[label]!++ === 0) {
      counted.labels++;
      counted.cost += labelCost[label]!;
    }
    resources.forEach(({ need, comfortable, loadWeight }, r) => {
      const used = this.#used[r]!;
      const easy = comfortable?.[label] ?? Number.POSITIVE_INFINITY;
      counted.load += loadWeight * (Math.max(0, used[label]! + need[node]! - easy) - Math.max(0, used[label]! - easy));
      used[label]! += need[node]!;
    });
    for (const wish of labelWishes) if (wish.node === node && wish.label === label) counted.wishes += wish.weight;
    for (const r of this.#rulesOf[node]!) {
      const rule = rules[r]!;
      const zone = partitions[rule.partition]!.zoneOf[label]!;
      counted.wishes += (rule.weight ?? 0) * this.#adds(rule, r, zone);
      this.#inZone[r]![zone]!++;
    }
    this.#addMove(node, label, 1);
    this.#label[node] = label;
  }

  #remove(node: number, label: number): void {
    const { resources, rules, partitions } = this.#problem;
    this.#label[node] = -1;
    this.#population[label]!--;
    resources.forEach(({ need }, r) => {
      this.#used[r]![label]! -= need[node]!;
    });
    for (const r of this.#rulesOf[node]!) this.#inZone[r]![partitions[rules[r]!.partition]!.zoneOf[label]!]!--;
    this.#addMove(node, label, -1);
  }

  #addMove(node: number, label: number, sign: number): void {
    const { moves } = this.#problem;
    const its = moves.classOf[node]!;
    if (moves.homes.start[its] === moves.homes.start[its + 1] || isHome(moves, node, label)) return;
    this.#awayOf[its]! += sign;
    if (sign < 0 || this.#awayOf[its]! <= moves.newcomers[its]!) return;
    this.#moved++;
    this.#counted.moves += moves.weight[node]!;
  }

  #linksTo(node: number, label: number): number {
    const { links } = this.#state;
    let sum = 0;
    for (let i = links.start[node]!; i < links.start[node + 1]!; i++) {
      const other = this.#label[links.neighbour[i]!]!;
      if (other >= 0) sum += links.weight[i]! * links.distance(label, other);
    }
    return sum;
  }

  /** Whether no plan that goes on from here is better than the best. */
  #isNoBetter(): boolean {
    return this.best !== undefined && compareMeasures(this.#stages, this.#counted, this.best.measures) >= 0;
  }

  get #stages(): readonly Objective[] {
    return this.#problem.stages;
  }

  #count(): void {
    const state = this.#state;
    this.#work -= this.#problem.nodeCount;
    state.assign(this.#label);
    if (!state.isFeasible) return;
    const measures = state.measures();
    if (this.best && compareMeasures(this.#stages, measures, this.best.measures) >= 0) return;
    this.best = { label: this.#label.slice(), measures };
  }
}

/** Each of an order → the one before it of the same class, or -1. */
function linkEqual(classOf: Int32Array, order: readonly number[]): Int32Array {
  const before = new Int32Array(classOf.length).fill(-1);
  const last = new Map<number, number>();
  for (const one of order) {
    before[one] = last.get(classOf[one]!) ?? -1;
    last.set(classOf[one]!, one);
  }
  return before;
}
