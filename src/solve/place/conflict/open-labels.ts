/**
 * The labels that nodes may still have, while a plan is looked for or ruled out: a byte for each node and label.
 * `!` in this file only marks reads of typed arrays inside their bounds.
 */
import { isHome } from '../is-home.ts';
import type { PlaceProblem } from '../place-problem.ts';

/** A problem, and what is open in it. */
export class OpenLabels {
  readonly problem: PlaceProblem;
  /** Node by node, label by label: 1 where the node may have the label. */
  readonly open: Uint8Array;
  /** Node → how many labels it may have. */
  readonly count: Int32Array;
  /**
   * Nodes for which there is certainly room: they have a label without limits, and no rule is about them. They need not
   * be looked at; `settledAt` is that label, -1 for all others.
   */
  readonly settledAt: Int32Array;
  /** Resource → label → what is left when nodes that move hold their homes, too. */
  readonly room: readonly Float64Array[];

  private constructor(
    problem: PlaceProblem,
    open: Uint8Array,
    count: Int32Array,
    settledAt: Int32Array,
    room: readonly Float64Array[],
  ) {
    this.problem = problem;
    this.open = open;
    this.count = count;
    this.settledAt = settledAt;
    this.room = room;
  }

  /** O(nodes · labels · resources + sizes of rules). */
  static of(problem: PlaceProblem): OpenLabels {
    const { nodeCount, labelCount, listOf, lists } = problem;
    const open = new Uint8Array(nodeCount * labelCount);
    const count = new Int32Array(nodeCount);
    for (let node = 0; node < nodeCount; node++) {
      const list = listOf[node]!;
      for (let i = lists.start[list]!; i < lists.start[list + 1]!; i++) open[node * labelCount + lists.items[i]!] = 1;
      count[node] = lists.start[list + 1]! - lists.start[list]!;
    }
    const labels = new OpenLabels(problem, open, count, new Int32Array(nodeCount).fill(-1), holdHomes(problem));
    labels.#settle();
    return labels;
  }

  /** The same, to be narrowed further on its own. O(nodes · labels). */
  copy(): OpenLabels {
    return new OpenLabels(this.problem, this.open.slice(), this.count.slice(), this.settledAt, this.room);
  }

  isOpen(node: number, label: number): boolean {
    return this.open[node * this.problem.labelCount + label] === 1;
  }

  /** Closes a label to a node; says whether it was open. */
  close(node: number, label: number): boolean {
    const i = node * this.problem.labelCount + label;
    if (this.open[i] === 0) return false;
    this.open[i] = 0;
    this.count[node]!--;
    return true;
  }

  /** Leaves a node one label. */
  fix(node: number, label: number): void {
    const { labelCount } = this.problem;
    this.open.fill(0, node * labelCount, (node + 1) * labelCount);
    this.open[node * labelCount + label] = 1;
    this.count[node] = 1;
  }

  /** The open labels of a node, ascending. */
  labelsOf(node: number): number[] {
    const { labelCount } = this.problem;
    const labels: number[] = [];
    for (let label = 0; label < labelCount; label++) if (this.open[node * labelCount + label] === 1) labels.push(label);
    return labels;
  }

  /** What a node needs on a label: nothing more where it holds it anyway. */
  needAt(resource: number, node: number, label: number): number {
    const { need, transient } = this.problem.resources[resource]!;
    return transient && isHome(this.problem.moves, node, label) ? 0 : need[node]!;
  }

  /** Whether a node may be looked at no more. */
  isSettled(node: number): boolean {
    return this.settledAt[node]! >= 0;
  }

  #settle(): void {
    const { nodeCount, labelCount, resources, rules, moves } = this.problem;
    const inRule = new Uint8Array(nodeCount);
    for (const rule of rules) {
      for (const node of rule.nodes) inRule[node] = 1;
      if (rule.kind === 'near') for (const node of rule.to) inRule[node] = 1;
    }
    for (let node = 0; node < nodeCount; node++) {
      if (inRule[node] === 1) continue;
      const its = moves.classOf[node]!;
      const staysFree = moves.atMost === undefined || moves.homes.start[its] === moves.homes.start[its + 1];
      for (let label = 0; label < labelCount; label++) {
        if (!this.isOpen(node, label) || !(staysFree || isHome(moves, node, label))) continue;
        const isRoomy = resources.every(({ need }, r) => need[node] === 0 || this.room[r]![label] === Infinity);
        if (!isRoomy) continue;
        this.settledAt[node] = label;
        break;
      }
    }
  }
}

/** A class whose nodes need a transient resource holds it on all its homes, whether they stay or go. */
function holdHomes({ resources, moves, nodeCount }: PlaceProblem): readonly Float64Array[] {
  return resources.map(({ need, have, transient }) => {
    const room = have.slice();
    if (!transient) return room;
    const seen = new Set<number>();
    for (let node = 0; node < nodeCount; node++) {
      const its = moves.classOf[node]!;
      if (seen.has(its)) continue;
      seen.add(its);
      for (let i = moves.homes.start[its]!; i < moves.homes.start[its + 1]!; i++) {
        room[moves.homes.items[i]!]! -= need[node]!;
      }
    }
    return room;
  });
}
