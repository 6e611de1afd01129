import type { Findings } from '../base/findings.ts';
import { formatAmount } from '../model/amount.ts';
import type { Distribution } from '../model/distribution.ts';
import type { InfrastructureModel } from '../model/infrastructure.ts';
import type { IntegerProgramSolver } from '../solve/integer-program.ts';
import { coverExactly } from '../solve/set-cover/cover-exactly.ts';
import { coverGreedily } from '../solve/set-cover/cover-greedily.ts';
import { verifySetCover } from '../verify/verify-set-cover.ts';
import { numberCandidates } from './number-candidates.ts';
import { readTargetAmounts } from './read-amounts.ts';
import { readBack } from './read-back.ts';

/** What is to be hosted, and what it may cost. */
export interface MinSetCoverInput {
  readonly infrastructure: InfrastructureModel;
  readonly candidates: Distribution;
  readonly targetProperty: string;
  readonly algorithm: 'greedy' | 'exact';
  /** Seconds for `exact`. */
  readonly timeLimit: number;
  /** Who solves integer programs; without it there are none. */
  readonly programs?: IntegerProgramSolver | undefined;
}

/** The targets chosen, with a bound on their cost, or why there are none. */
export type MinSetCoverPlan =
  | {
      readonly kind: 'planned';
      readonly distribution: Distribution;
      /** In decimal notation. */
      readonly cost: string;
      readonly lowerBound: string;
      readonly optimal: boolean;
      readonly targets: readonly string[];
    }
  | { readonly kind: 'impossible'; readonly reasons: readonly string[] };

/**
 * The cheapest set of targets that hosts every service: models → set cover → model. A target without the cost property is left
 * out, with a warning; wrong properties are told to `findings`.
 */
export function planMinSetCover(input: MinSetCoverInput, findings: Findings): MinSetCoverPlan {
  const { infrastructure, candidates, targetProperty } = input;
  const sets = new Map([...infrastructure.targets].map(([name, { properties }]) => [name, properties]));
  const { units, scale } = readTargetAmounts(sets, targetProperty, findings);
  findings.throwIfErrors();
  for (const [name, cost] of units) {
    if (cost !== undefined) continue;
    findings.warning('missing-property', `target "${name}" has no property "${targetProperty}": it is left out`);
  }
  const services = [...candidates.mappings.keys()];
  const targets = [...infrastructure.targets.keys()];
  const hasCost = (target: number): boolean => units.get(targets[target] ?? '') !== undefined;
  const lists = numberCandidates(candidates, services, targets).map(list => list.filter(hasCost));
  const reasons = services
    .filter((_, i) => lists[i]?.length === 0)
    .map(name => `service "${name}" has no candidate targets with a cost`);
  if (reasons.length > 0) return { kind: 'impossible', reasons };
  const problem = { candidates: lists, costs: targets.map(name => units.get(name) ?? 0n) };
  const cover =
    input.algorithm === 'exact' ? coverExactly(problem, input.timeLimit, input.programs) : coverGreedily(problem);
  const faults = verifySetCover(problem, cover);
  if (faults.length > 0) throw new Error(`the cover does not hold what it promises: ${faults.join('; ')}`);
  return {
    kind: 'planned',
    distribution: readBack(candidates, services, targets, cover.assignment),
    cost: formatAmount(cover.cost, scale),
    lowerBound: formatAmount(cover.lowerBound, scale),
    optimal: cover.optimal,
    targets: cover.chosen.map(target => targets[target] ?? ''),
  };
}
