import type { Measures, PlaceProblem } from '../../../src/solve/place/place-problem.ts';
import { findBroken, measurePlaced } from '../../../src/verify/measure-placed.ts';

export interface KeptPlan {
  readonly label: Int32Array;
  readonly measures: Measures;
}

/** Every plan of a small problem that keeps all that must hold. */
export function plansByBruteForce(problem: PlaceProblem): KeptPlan[] {
  const { nodeCount, listOf, lists } = problem;
  const label = new Int32Array(nodeCount);
  const plans: KeptPlan[] = [];
  const visit = (node: number): void => {
    if (node === nodeCount) {
      if (findBroken(problem, label).length > 0) return;
      plans.push({ label: label.slice(), measures: measurePlaced(problem, label) });
      return;
    }
    const list = listOf[node] ?? 0;
    for (const candidate of lists.items.subarray(lists.start[list], lists.start[list + 1])) {
      label[node] = candidate;
      visit(node + 1);
    }
  };
  visit(0);
  return plans;
}
