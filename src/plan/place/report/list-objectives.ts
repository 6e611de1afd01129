import { formatAmount } from '../../../model/amount.ts';
import type { MeasureName } from '../../../model/policy.ts';
import type { PlaceSolution } from '../../../solve/index.ts';
import { type CertifiedPlace, isCertified } from '../../certified.ts';
import type { PosedPlace } from '../../pose-place.ts';
import { weighAim } from '../weigh-aims.ts';
import { showUnits } from '../whole-numbers.ts';

/** One of the things that are to be small, in their order, and what is proved of it. Amounts are exact decimals. */
export interface Objective {
  /** A weighted sum; a measure alone has the weight 1. */
  readonly measures: readonly { readonly name: MeasureName; readonly weight: string }[];
  readonly value: string;
  /** No plan that is as good in the objectives before goes below it, if these are proved. */
  readonly bound: string;
  /** (value − bound) / value, 0 where it is proved. */
  readonly gap: number;
  readonly proved: boolean;
  readonly boundBy: PlaceSolution['boundBy'][number];
  /** Whether the bound is recounted by code that shares nothing with the search. */
  readonly certified: boolean;
}

/** The objectives of a policy with what a solution comes to and proves, in the units of the models. */
export function listObjectives(
  { policy, scales }: PosedPlace,
  solution: Pick<CertifiedPlace, 'values' | 'bounds' | 'boundBy' | 'proved' | 'certified'>,
): readonly Objective[] {
  return policy.minimise.map((aim, stage): Objective => {
    const { unit } = weighAim(aim, scales);
    const [value, bound] = [solution.values[stage] ?? 0, solution.bounds[stage] ?? 0];
    const isAlone = aim.size === 1;
    return {
      measures: [...aim].map(([name, { units, scale }]) => ({
        name,
        weight: isAlone ? '1' : formatAmount(units, scale),
      })),
      value: showUnits(BigInt(value), unit),
      bound: showUnits(BigInt(bound), unit),
      gap: value === 0 ? 0 : (value - bound) / value,
      proved: solution.proved[stage] === true,
      boundBy: solution.boundBy[stage] ?? 'nothing',
      certified: isCertified(solution, stage),
    };
  });
}
