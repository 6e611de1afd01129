import type { PlaceConflictAnswer } from '../../plan/index.ts';
import type { JsonObject } from '../json.ts';
import { describeReason } from './reason.ts';
import { reasonToJson } from './reason-json.ts';

/** An answer that time sufficed for. */
export type KnownPlaceConflict = Exclude<PlaceConflictAnswer, { readonly kind: 'unknown' }>;

/** Why a planner has no plan, in lines: `place`, or another one that obeys what every planner obeys. */
export function writePlaceConflict(answer: KnownPlaceConflict, planner: string, folder: string): string {
  switch (answer.kind) {
    case 'possible':
      return `${planner} has a plan: there is nothing to explain.\n`;
    case 'impossible': {
      const [first = '', ...others] = describeReason(answer.reason, folder);
      return [first, ...others.map(line => `  ${line}`), ''].join('\n');
    }
  }
}

/** The same as data. */
export function placeConflictToJson(answer: KnownPlaceConflict, planner: string): JsonObject {
  const common = { planner, status: answer.kind };
  return answer.kind === 'impossible' ? { ...common, reason: reasonToJson(answer.reason) } : common;
}
