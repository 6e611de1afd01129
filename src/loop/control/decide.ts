import { decideApplied, endUnknown } from './decide-applied.ts';
import { decideNotPlanned, decidePlanned } from './decide-planned.ts';
import { decideRound } from './decide-round.ts';
import type { Decision, LoopSetup, Observation } from './decision.ts';
import type { LoopState } from './loop-state.ts';

/**
 * What the loop does next: the whole control of it, as a function of what it remembers, what it sees, and the time.
 * Whoever runs it saves the state of the answer, then does what the actions say, and comes back with what came of it:
 *
 *     started → round → [plan → planned → [apply → applied]] → wait → round → …
 *
 * Nothing is kept elsewhere, so a loop that is killed at any moment goes on with the state that was saved last and
 * `started`. O(machines + places + steps).
 * @param now milliseconds since 1970
 * @throws Error where an observation answers nothing that was asked for: a mistake of whoever runs the loop
 */
export function decide(state: LoopState, observation: Observation, now: number, setup: LoopSetup): Decision {
  switch (observation.kind) {
    case 'started':
      return state.applying === null
        ? { state: { ...state, planning: null }, actions: [{ kind: 'wait', until: now, mustRead: true }] }
        : endUnknown(state, now, setup);
    case 'round':
      return decideRound(state, observation, now, setup);
    case 'planned':
      return decidePlanned(state, observation.plan, observation.circumstances, now, setup);
    case 'not planned':
      return decideNotPlanned(state, observation, now, setup);
    case 'applied':
      return decideApplied(state, observation, now, setup);
  }
}
