import type { AnyPlacePlan } from '../plan/index.ts';
import type { Json } from './json.ts';
import { placeToJson, writePlaceReport } from './place-report.ts';
import { placementToJson, writePlacementReport } from './placement-report.ts';

/** What a person wants to know of a plan, whichever algorithm it is by. */
export function writePlanReport(plan: AnyPlacePlan): string {
  return plan.by === 'cut' ? writePlacementReport(plan.proof) : writePlaceReport(plan.posed, plan.proof);
}

/** The members of the `--json` object beside the distribution. */
export function planToJson(plan: AnyPlacePlan): { readonly [key: string]: Json } {
  return plan.by === 'cut' ? placementToJson(plan.proof) : placeToJson(plan.proof);
}
