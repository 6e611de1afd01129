import type { PlaceConflictAnswer } from '../../plan/index.ts';
import type { Json } from '../json.ts';
import { describeReason, reasonToJson } from './reason.ts';

/** Why `place` has no plan, in lines. */
export function writePlaceConflict(answer: PlaceConflictAnswer, folder: string): string {
  switch (answer.kind) {
    case 'possible':
      return 'place has a plan: there is nothing to explain.\n';
    case 'unknown':
      return 'Neither a plan by place nor a proof that there is none was found in time.\n';
    case 'impossible': {
      const [first = '', ...others] = describeReason(answer.reason, folder);
      return [first, ...others.map(line => `  ${line}`), ''].join('\n');
    }
  }
}

/** The same as data. */
export function placeConflictToJson(answer: PlaceConflictAnswer): Json {
  const common = { version: 1, planner: 'place', status: answer.kind };
  return answer.kind === 'impossible' ? { ...common, reason: reasonToJson(answer.reason) } : common;
}
