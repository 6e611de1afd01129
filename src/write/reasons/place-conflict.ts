import type { PlaceConflictAnswer } from '../../plan/index.ts';
import type { JsonObject } from '../json.ts';
import { describeReason } from './reason.ts';
import { reasonToJson } from './reason-json.ts';

/** An answer that time sufficed for. */
export type KnownPlaceConflict = Exclude<PlaceConflictAnswer, { readonly kind: 'unknown' }>;

/** Why `place` has no plan, in lines. */
export function writePlaceConflict(answer: KnownPlaceConflict, folder: string): string {
  switch (answer.kind) {
    case 'possible':
      return 'place has a plan: there is nothing to explain.\n';
    case 'impossible': {
      const [first = '', ...others] = describeReason(answer.reason, folder);
      return [first, ...others.map(line => `  ${line}`), ''].join('\n');
    }
  }
}

/** The same as data. */
export function placeConflictToJson(answer: KnownPlaceConflict): JsonObject {
  const common = { planner: 'place', status: answer.kind };
  return answer.kind === 'impossible' ? { ...common, reason: reasonToJson(answer.reason) } : common;
}
