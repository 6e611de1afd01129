/**
 * One number for many objectives: what each measure counts while a plan is searched for.
 *
 * Problem: objectives in order are compared one after the other; a search that looks at the first alone ends where the
 * second is bad, and a cold phase at the end is too late to mend that.
 * Result: weights for a sum in which the first objective counts as it is, and of the later ones a usual step counts as
 * much as a part of a usual step of the first. Where there is one objective, its own weights.
 * Time: O(nodes + links + labels).
 */

import type { Weights } from './anneal.ts';
import type { Measures, PlaceProblem } from './place-problem.ts';

/** What a usual step of each measure counts beside one of the first objective, where it comes later. */
const share: Measures = { links: 1, labels: 0.2, cost: 1, moves: 0.01, load: 0.5, balance: 0.2, wishes: 1 };

/** The weights, and a usual step of the first objective: the scale of temperatures and prices. */
export interface Weighing {
  readonly weights: Weights;
  readonly step: number;
}

export function weighMeasures(problem: PlaceProblem): Weighing {
  const steps = usualSteps(problem);
  const names = Object.keys(share) as (keyof Measures)[];
  const weights: Record<keyof Measures, number> = { ...share };
  for (const name of names) weights[name] = 0;
  const [first = {}] = problem.stages;
  const step = Math.max(...names.map(name => (first[name] ?? 0) * steps[name]), 1e-9);
  problem.stages.forEach((stage, i) => {
    const inStage = names.filter(name => (stage[name] ?? 0) > 0);
    const its = Math.max(...inStage.map(name => (stage[name] ?? 0) * steps[name]));
    for (const name of inStage) {
      if (weights[name] > 0) continue;
      const weight = stage[name] ?? 0;
      weights[name] = i === 0 ? weight : (weight * step * share[name]) / its;
    }
  });
  return { weights, step };
}

/** How much moving one node usually changes a measure. */
function usualSteps({ links, labelCost, moves, resources, nearest, nodeCount }: PlaceProblem): Measures {
  const outermost = links.costs.at(-1) ?? 1;
  const nearestWeight = nearest.reduce((sum, { weight }) => sum + weight, 0);
  const linkWeight = links.weight.reduce((sum, weight) => sum + weight, 0) + nearestWeight;
  const mean = (sum: number, count: number): number => (count === 0 || sum === 0 ? 1 : sum / count);
  const needs = resources.map(({ need, loadWeight }) => loadWeight * mean(total(need), nodeCount));
  const load = Math.max(...needs, 1);
  return {
    links: outermost * mean(linkWeight, links.u.length + nearest.length),
    labels: 1,
    cost: mean(total(labelCost), labelCost.length),
    moves: mean(total(moves.weight), nodeCount),
    load,
    balance: load,
    wishes: 1,
  };
}

function total(amounts: Float64Array): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
