import type { Look } from '../base/look.ts';
import { type AnyPlacePlan, reportPlace } from '../plan/index.ts';
import type { JsonObject } from './json.ts';
import { placeToJson } from './place/place-json.ts';
import { writePlaceReport } from './place/place-text.ts';
import { placementToJson, writePlacementReport } from './placement-report.ts';

/** What a person wants to know of a plan, whichever algorithm it is by. */
export function writePlanReport(plan: AnyPlacePlan, look: Look): string {
  return plan.by === 'cut'
    ? writePlacementReport(plan.proof)
    : writePlaceReport(reportPlace(plan.posed, plan.proof), look);
}

/** The members of the `--json` object beside the distribution. */
export function planToJson(plan: AnyPlacePlan): JsonObject {
  return plan.by === 'cut' ? placementToJson(plan.proof) : placeToJson(reportPlace(plan.posed, plan.proof));
}
