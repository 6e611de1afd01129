import type { Action, Decision, NothingBecause } from './decision.ts';
import type { LoopState } from './loop-state.ts';

/**
 * Nothing is to be changed until then, for this reason.
 * @param told what somebody may want to know before that
 */
export function doNothing(
  state: LoopState,
  because: NothingBecause,
  until: number,
  told: readonly Action[] = [],
): Decision {
  return {
    state,
    actions: [...told, { kind: 'nothing', because }, { kind: 'wait', until, mustRead: state.mustRead }],
  };
}
