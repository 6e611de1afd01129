/**
 * Whether there is a plan, by trying labels one after the other.
 *
 * Problem    As `find-witness.ts`, with an answer either way.
 * Input      A problem and what is open in it, how much work may be done (bytes of what is open, copied or read).
 * Result     A plan, `none`, or nothing where the work did not suffice.
 * Method     Depth first: the node with the fewest labels gets each of them in turn; after each step labels are closed
 *            that are in no plan any more (`propagate.ts`). Of nodes that are alike the later ones do not get a smaller
 *            label than the earlier ones. Where every node has one label left, the plan is counted.
 * Guarantee  Exact. Time exponential at worst, ended by the work.
 * Source     R. Haralick, G. Elliott, "Increasing Tree Search Efficiency for Constraint Satisfaction Problems",
 *            Artificial Intelligence 14, 1980.
 * Ties       Nodes and labels in ascending order.
 *
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import type { PlaceProblem } from '../place-problem.ts';
import { PlaceState } from '../place-state.ts';
import type { OpenLabels } from './open-labels.ts';
import { propagate } from './propagate.ts';

/** A plan, that there is none, or that it is not known. */
export type TreeAnswer = Int32Array | 'none' | undefined;

export function decideByTree(labels: OpenLabels, work: number): TreeAnswer {
  const search = new Tree(labels.problem, work);
  const found = search.visit(labels.copy());
  if (found !== undefined) return found;
  return search.isOver ? undefined : 'none';
}

class Tree {
  isOver = false;
  #work: number;
  readonly #problem: PlaceProblem;
  /** Node → the one before it that is like it; -1 for none. */
  readonly #twinOf: Int32Array;

  constructor(problem: PlaceProblem, work: number) {
    this.#problem = problem;
    this.#work = work;
    this.#twinOf = findTwins(problem);
  }

  visit(labels: OpenLabels): Int32Array | undefined {
    const { nodeCount, labelCount, rules, resources } = this.#problem;
    this.#work -= nodeCount * labelCount * (2 + resources.length + rules.length);
    if (this.#work < 0) {
      this.isOver = true;
      return undefined;
    }
    if (!propagate(labels)) return undefined;
    const node = this.#choose(labels);
    if (node < 0) return this.#count(labels);
    for (const label of labels.labelsOf(node)) {
      const part = labels.copy();
      part.fix(node, label);
      this.#orderTwins(part, node, label);
      const found = this.visit(part);
      if (found !== undefined || this.isOver) return found;
    }
    return undefined;
  }

  /** Alike nodes that come later get no smaller label, and those that come earlier no greater one. */
  #orderTwins(labels: OpenLabels, node: number, label: number): void {
    for (let other = 0; other < this.#problem.nodeCount; other++) {
      if (other === node || this.#twinOf[other] !== this.#twinOf[node] || this.#twinOf[node]! < 0) continue;
      for (const its of labels.labelsOf(other)) {
        if (other > node ? its < label : its > label) labels.close(other, its);
      }
    }
  }

  #choose(labels: OpenLabels): number {
    let [best, least] = [-1, Number.POSITIVE_INFINITY];
    for (let node = 0; node < this.#problem.nodeCount; node++) {
      const count = labels.count[node]!;
      if (count < 2 || count >= least || labels.isSettled(node)) continue;
      [best, least] = [node, count];
    }
    return best;
  }

  #count(labels: OpenLabels): Int32Array | undefined {
    const label = Int32Array.from({ length: this.#problem.nodeCount }, (_, node) =>
      labels.isSettled(node) ? labels.settledAt[node]! : labels.labelsOf(node)[0]!,
    );
    return new PlaceState(this.#problem, label).isFeasible ? label : undefined;
  }
}

/** Nodes with the same list, needs, class of homes and rules may change places: each group by its first node. */
function findTwins({ nodeCount, listOf, resources, rules, moves }: PlaceProblem): Int32Array {
  const keys = Array.from(listOf, (list, node) => {
    const its = moves.classOf[node]!;
    const isNew = moves.homes.start[its] === moves.homes.start[its + 1];
    return [list, isNew ? -1 : its, ...resources.map(({ need }) => need[node]!)].join(' ');
  });
  rules.forEach((rule, r) => {
    for (const node of rule.nodes) keys[node] += ` r${r}`;
    if (rule.kind === 'near') for (const node of rule.to) keys[node] += ` t${r}`;
  });
  const first = new Map<string, number>();
  const size = new Map<string, number>();
  for (let node = 0; node < nodeCount; node++) {
    const key = keys[node]!;
    if (!first.has(key)) first.set(key, node);
    size.set(key, (size.get(key) ?? 0) + 1);
  }
  return Int32Array.from(keys, key => (size.get(key)! > 1 ? first.get(key)! : -1));
}
