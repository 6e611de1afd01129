import { UserError } from '../../base/diagnostic.ts';
import type { Decision, NothingBecause, Observation } from '../control/decision.ts';
import { firstState } from '../control/index.ts';
import type { LoopState } from '../control/loop-state.ts';
import type { SavedPlan } from '../saved-plan/saved-plan.ts';
import type { LoopFiles } from './loop-files.ts';
import { identify } from './plan-scope.ts';

/** What a running loop has in mind: what it remembers on the disk, and what it need not. */
export class LoopMemory {
  readonly #files: LoopFiles;
  state: LoopState;
  /** The plan that control judges. */
  plan: SavedPlan | undefined;
  /** Why nothing was done last. */
  because: NothingBecause | undefined;
  /** What somebody who was asked said of a plan. */
  said: { readonly plan: string; readonly isGiven: boolean } | undefined;
  #isSaved = true;

  /**
   * Takes up what was remembered last. A plan that waited goes on waiting, if it is still there.
   * @param seed of the random numbers of a loop that never ran
   * @throws UserError where the state is not one that this program wrote
   */
  constructor(files: LoopFiles, seed: number) {
    this.#files = files;
    const state = files.readState() ?? firstState(seed);
    this.plan = state.pending === null ? undefined : findPlan(files, state.pending.facts.digest);
    this.state = this.plan === undefined ? { ...state, pending: null } : state;
  }

  /**
   * Remembers a decision before anything is done; whether that can be. What cannot be remembered is not begun: the
   * memory stays as it was, unless nothing is to be begun.
   */
  keep(decision: Decision): UserError | undefined {
    const last = decision.actions.at(-1);
    try {
      this.#files.writeState(decision.state);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#isSaved = false;
      if (last?.kind === 'wait') this.state = decision.state;
      return error;
    }
    this.#isSaved = true;
    this.state = decision.state;
    return undefined;
  }

  /** Saves what could not be saved before. @throws UserError where it still cannot be */
  catchUp(): void {
    if (!this.#isSaved) this.#files.writeState(this.state);
    this.#isSaved = true;
  }

  /** The digest of the plan that an observation, or a round, is about. */
  planIn(observation: Observation): string | undefined {
    return observation.kind === 'planned' ? observation.plan.digest : this.state.pending?.facts.digest;
  }
}

function findPlan(files: LoopFiles, digest: string): SavedPlan | undefined {
  try {
    const plan = files.readNextPlan();
    return plan !== undefined && identify(plan) === digest ? plan : undefined;
  } catch (error) {
    // A file that is half of a plan is no plan: another one is made.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
