import type { PlaceSolution } from '../../../solve/index.ts';
import type { CertifiedPlace } from '../../certified.ts';
import type { PosedPlace } from '../../pose-place.ts';
import { listObjectives, type Objective } from './list-objectives.ts';
import { measurePlan } from './measure-plan.ts';
import type { MeasuredPlan } from './measured-plan.ts';

/** All that a person wants to know of a plan under a policy, as data. */
export interface PlaceReport extends MeasuredPlan {
  readonly objectives: readonly Objective[];
  readonly seconds: number;
  /** What ended the search. */
  readonly endedBy: PlaceSolution['endedBy'];
}

/** What a solution is in the words of the models, and what is proved of it. */
export function reportPlace(posed: PosedPlace, solution: CertifiedPlace): PlaceReport {
  return {
    ...measurePlan(posed, solution.label),
    objectives: listObjectives(posed, solution),
    seconds: solution.seconds,
    endedBy: solution.endedBy,
  };
}
