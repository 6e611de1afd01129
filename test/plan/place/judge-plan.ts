import { countOf, isKept, isLess, type NamedPlan, type ValuedPlan, valuesOf } from './brute-force.ts';
import type { PlacedSystem } from './random-system.ts';

/** What is said of a plan, objective by objective, in units of its own. */
export interface ClaimedProof {
  readonly values: readonly number[];
  readonly bounds: readonly number[];
  readonly proved: readonly boolean[];
}

/** What is wrong with a plan or what is said of it, where the best one is known; nothing where all is well. */
export function judgePlan(
  system: PlacedSystem,
  best: ValuedPlan | undefined,
  plan: NamedPlan,
  { values: claimed, bounds, proved }: ClaimedProof,
): string | undefined {
  if (best === undefined) return 'there is no plan';
  const wrong = Object.keys(system.services).find(name => plan.get(name)?.length !== countOf(system, name));
  if (wrong !== undefined) return `${wrong} runs not as often as it should`;
  if (!isKept(system, plan)) return 'the plan breaks something';
  const values = valuesOf(system, plan);
  if (isLess(values, best.values)) return `the plan has ${values.join()}, better than the best, ${best.values.join()}`;
  for (const [i, isProved] of proved.entries()) {
    const [value = 0, optimum = 0, mine = 0, bound = 0] = [values[i], best.values[i], claimed[i], bounds[i]];
    if ((value === 0) !== (mine === 0)) return `objective ${i} is ${value}, and ${mine} is claimed`;
    if (isProved && value !== optimum) return `objective ${i} is called proved at ${value}, and ${optimum} is possible`;
    // A bound holds for plans as good in the objectives before, where these are proved.
    const isBound = i === 0 || proved[i - 1] === true;
    if (isBound && mine > 0 && (bound / mine) * value > optimum + 1e-9) {
      return `objective ${i} is said to be at least ${bound} of ${mine}, and ${optimum} of ${value} is possible`;
    }
  }
  return undefined;
}
