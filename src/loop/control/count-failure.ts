import { delayAfter } from './back-off.ts';
import type { Decision, LoopSetup } from './decision.ts';
import type { LoopState } from './loop-state.ts';

/**
 * One more failure for models and machines with this digest: the next try waits longer, and with too many of them until
 * there is a change. The wait itself grows with all failures in a row, so that a deployer that is broken is not called
 * again and again because machines come and go.
 */
export function countFailure(state: LoopState, wanted: string, now: number, { options }: LoopSetup): Decision {
  const { failures } = state;
  const inRow = failures.inRow + 1;
  const ofWanted = failures.wanted === wanted ? failures.ofWanted + 1 : 1;
  const { milliseconds, random } = delayAfter(inRow, options.backOff, state.random);
  return {
    state: { ...state, random, failures: { wanted, ofWanted, inRow, notBefore: now + milliseconds } },
    actions:
      ofWanted === options.mostFailures ? [{ kind: 'notify', event: { kind: 'given up', failures: ofWanted } }] : [],
  };
}
