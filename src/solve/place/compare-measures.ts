import type { Measures, Objective } from './place-problem.ts';

/** The value of an objective. */
export function evaluateObjective(objective: Objective, measures: Measures): number {
  let sum = 0;
  for (const name in objective) {
    const measure = name as keyof Measures;
    sum += (objective[measure] ?? 0) * measures[measure];
  }
  return sum;
}

/**
 * Less than 0 where the first of two plans is better, by the first objective in which they differ; 0 where they are
 * equal.
 */
export function compareMeasures(stages: readonly Objective[], a: Measures, b: Measures): number {
  for (const stage of stages) {
    const difference = evaluateObjective(stage, a) - evaluateObjective(stage, b);
    if (difference !== 0) return difference;
  }
  return 0;
}
