/**
 * Tries all plans of a small placement problem for one that does better than a plan that is given: branch and bound by
 * what the nodes that have a label come to already, which never grows less. It knows nothing of how the plan was found.
 *
 * `!` in this file only marks reads of arrays inside their bounds.
 */
import { findBroken, measurePlaced } from './measure-placed.ts';
import { listedIn, type PlacedMeasures, type PlacedProblem, type PlacedRule } from './placed-problem.ts';

/** What a problem's plans come to at best, objective by objective; `open` where the work did not suffice. */
export interface BestPlan {
  readonly values: readonly number[];
  readonly isOpen: boolean;
}

/**
 * The values of the best plan, at most those given.
 * @param values what a plan comes to, objective by objective; infinity where none is known
 * @param work how many looks at a node and a label may be taken
 */
export function findBestPlan(problem: PlacedProblem, values: readonly number[], work: number): BestPlan {
  const search = new BestSearch(problem, values, work);
  search.visit(0);
  return { values: search.best, isOpen: search.isOpen };
}

/** What an objective comes to. */
export function evaluateStage(stage: Partial<PlacedMeasures>, measures: PlacedMeasures): number {
  let sum = 0;
  for (const name of Object.keys(measures) as (keyof PlacedMeasures)[]) sum += (stage[name] ?? 0) * measures[name];
  return sum;
}

class BestSearch {
  best: readonly number[];
  isOpen = false;
  #work: number;
  readonly #problem: PlacedProblem;
  readonly #plan: Int32Array;
  readonly #order: readonly number[];
  readonly #linksOf: { readonly other: number; readonly weight: number }[][];
  readonly #rulesOf: PlacedRule[][];
  readonly #held: Float64Array[];
  readonly #usedBy: Int32Array;
  #links = 0;
  #labels = 0;
  #cost = 0;

  constructor(problem: PlacedProblem, values: readonly number[], work: number) {
    this.#problem = problem;
    this.best = values;
    this.#work = work;
    this.#plan = new Int32Array(problem.nodeCount).fill(-1);
    this.#linksOf = Array.from({ length: problem.nodeCount }, () => []);
    this.#rulesOf = Array.from({ length: problem.nodeCount }, () => []);
    const { u, v, weight } = problem.links;
    u.forEach((one, e) => {
      this.#linksOf[one]!.push({ other: v[e]!, weight: weight[e]! });
      this.#linksOf[v[e]!]!.push({ other: one, weight: weight[e]! });
    });
    for (const rule of problem.rules) {
      if (rule.weight !== undefined || (rule.kind !== 'apart' && rule.kind !== 'together')) continue;
      for (const node of rule.nodes) this.#rulesOf[node]!.push(rule);
    }
    this.#held = problem.resources.map(() => new Float64Array(problem.labelCount));
    this.#usedBy = new Int32Array(problem.labelCount);
    this.#order = this.#orderNodes();
  }

  visit(depth: number): void {
    const node = this.#order[depth];
    if (node === undefined) {
      if (findBroken(this.#problem, this.#plan).length > 0) return;
      const measures = measurePlaced(this.#problem, this.#plan);
      const values = this.#problem.stages.map(stage => evaluateStage(stage, measures));
      if (isLess(values, this.best)) this.best = values;
      return;
    }
    for (const label of listedIn(this.#problem.lists, this.#problem.listOf[node]!)) {
      this.#work -= 1 + this.#linksOf[node]!.length + this.#rulesOf[node]!.length;
      if (this.#work < 0) this.isOpen = true;
      if (this.isOpen) return;
      if (!this.#fits(node, label)) continue;
      const before = [this.#links, this.#labels, this.#cost] as const;
      this.#put(node, label, 1);
      if (isLess(this.#valuesSoFar(), this.best)) this.visit(depth + 1);
      this.#put(node, label, -1);
      [this.#links, this.#labels, this.#cost] = before;
    }
  }

  /** Who is linked to those before comes next, so that links count early. */
  #orderNodes(): readonly number[] {
    const order: number[] = [];
    const open = new Set(this.#plan.keys());
    const near = new Float64Array(this.#plan.length);
    while (open.size > 0) {
      let next = -1;
      for (const node of open) if (next < 0 || near[node]! > near[next]!) next = node;
      open.delete(next);
      order.push(next);
      for (const { other, weight } of this.#linksOf[next]!) near[other]! += weight;
    }
    return order;
  }

  #fits(node: number, label: number): boolean {
    const { resources, partitions } = this.#problem;
    if (resources.some(({ need, have }, r) => this.#held[r]![label]! + need[node]! > have[label]!)) return false;
    return this.#rulesOf[node]!.every(({ kind, nodes, partition }) => {
      const { zoneOf } = partitions[partition]!;
      return nodes.every(other => {
        const at = this.#plan[other]!;
        return other === node || at < 0 || (zoneOf[at] === zoneOf[label]) === (kind === 'together');
      });
    });
  }

  #put(node: number, label: number, sign: 1 | -1): void {
    this.#plan[node] = sign > 0 ? label : -1;
    this.#problem.resources.forEach(({ need }, r) => {
      this.#held[r]![label]! += sign * need[node]!;
    });
    this.#usedBy[label]! += sign;
    if (sign < 0) return;
    if (this.#usedBy[label] === 1) {
      this.#labels++;
      this.#cost += this.#problem.labelCost[label]!;
    }
    const { links, partitions } = this.#problem;
    for (const { other, weight } of this.#linksOf[node]!) {
      const at = this.#plan[other]!;
      if (at < 0) continue;
      let distance = 0;
      links.levels.forEach((level, i) => {
        const { zoneOf } = partitions[level]!;
        if (zoneOf[at] !== zoneOf[label]) distance = links.costs[i]!;
      });
      this.#links += weight * distance;
    }
  }

  #valuesSoFar(): readonly number[] {
    const [links, labels, cost] = [this.#links, this.#labels, this.#cost];
    const measures = { links, labels, cost, moves: 0, load: 0, balance: 0, wishes: 0 };
    return this.#problem.stages.map(stage => evaluateStage(stage, measures));
  }
}

/** In the order of the objectives. */
function isLess(a: readonly number[], b: readonly number[]): boolean {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value < (b[i] ?? 0);
  return false;
}
