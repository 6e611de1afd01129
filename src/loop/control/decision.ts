import type { DeployedReading, Placed } from './deployed.ts';
import type { Description } from './description.ts';
import type { Circumstances, Held } from './gates/gate.ts';
import type { LoopOptions } from './loop-options.ts';
import type { LoopState, WaitingData } from './loop-state.ts';
import type { DiscoveryAnswer } from './machine.ts';
import type { PlanFacts } from './plan-facts.ts';

/** What a decision needs beside the state: options, and what identifies a text (a hash). */
export interface LoopSetup {
  readonly options: LoopOptions;
  readonly digest: (text: string) => string;
}

/** What the loop is told. */
export type Observation =
  /** It begins, for the first time or again after it was ended in whatever way. */
  | { readonly kind: 'started' }
  | Round
  /** The plan that was asked for. */
  | { readonly kind: 'planned'; readonly plan: PlanFacts; readonly circumstances: Circumstances }
  /** There is none: none exists, none was found in time, or something failed. */
  | { readonly kind: 'not planned'; readonly because: 'impossible' | 'unknown' | 'failed'; readonly reason: string }
  | Applied;

/** What a look around finds at the beginning of a round. */
export interface Round {
  readonly kind: 'round';
  readonly discovery: DiscoveryAnswer;
  /** Digest of the values of models, policies and ids; or why they cannot be read. */
  readonly models:
    | { readonly kind: 'read'; readonly digest: string }
    | { readonly kind: 'failed'; readonly reason: string };
  /** What is deployed; null where it was not read. */
  readonly deployed: DeployedReading | null;
  readonly circumstances: Circumstances;
  /** Whether somebody says that what failed may be tried again, and that inconsistent machines were put right. */
  readonly isReleased: boolean;
}

/**
 * How an apply ended. `done`: the deployer reported success, and so did the check of health, where there is one;
 * `failed`: it failed and was rolled back; `inconsistent`: it failed, and machines are left in different states;
 * `unknown`: it was killed, or it hung and was ended.
 */
export interface Applied {
  readonly kind: 'applied';
  readonly outcome: 'done' | 'failed' | 'inconsistent' | 'unknown';
  readonly reason: string;
  /** What runs afterwards; null where it was not read. */
  readonly deployed: DeployedReading | null;
}

/** What is to be done, in this order; exactly one of them is `plan`, `apply` or `wait`, and it is the last. */
export type Action =
  | { readonly kind: 'notify'; readonly event: LoopEvent }
  /** Nothing is to be changed, for this reason; a `wait` follows. */
  | { readonly kind: 'nothing'; readonly because: NothingBecause }
  | { readonly kind: 'plan'; readonly scope: PlanScope }
  /** The plan with this digest; `planned` told of it. */
  | { readonly kind: 'apply'; readonly plan: string }
  /** The next round is due then; with `mustRead` it has to read what runs. */
  | { readonly kind: 'wait'; readonly until: number; readonly mustRead: boolean };

/** Why nothing is done. */
export type NothingBecause =
  | 'nothing differs'
  /** None is there. */
  | 'no machines'
  /** Something runs on machines that no answer has named so far, and that are not gone either. */
  | 'machines not named yet'
  | 'models cannot be read'
  | 'deployed is not known'
  | 'inconsistent'
  | 'failed too often'
  | 'backing off'
  | 'held'
  | 'not planned'
  | 'apply ended badly'
  | 'applied';

/** What a plan is to be made from. */
export interface PlanScope {
  /**
   * All machines that are known, in byte order: models may name any of them. Only those that are there take services.
   */
  readonly machines: readonly ScopedMachine[];
  /** Where services are for a planner, with those whose data waits on a machine: the previous plan. */
  readonly previous: readonly Placed[];
  /**
   * What runs, as far as it is known: what the plan is compared with. The places that a service waits for are no step;
   * what leaves a machine that is gone leaves nothing there that could be stopped.
   */
  readonly deployed: readonly Placed[];
}

/** A machine for a plan. */
export interface ScopedMachine {
  readonly name: string;
  /** Null where no answer ever named it: it is gone then. */
  readonly description: Description;
  readonly isThere: boolean;
  /** There, but it was left out of the last answers: what is on it stays, and nothing new comes. */
  readonly isMissing: boolean;
}

/** What somebody may want to know at once. Names in byte order. */
export type LoopEvent =
  | { readonly kind: 'machines gone' | 'machines come'; readonly machines: readonly string[] }
  | { readonly kind: 'discovery failed'; readonly reason: string }
  | { readonly kind: 'discovery works again' }
  | { readonly kind: 'models cannot be read'; readonly reason: string }
  /** Told in each round. */
  | { readonly kind: 'data waits'; readonly waiting: readonly WaitingData[] }
  | { readonly kind: 'services left out'; readonly leftOut: PlanFacts['leftOut'] }
  | { readonly kind: 'held'; readonly plan: string; readonly held: readonly Held[] }
  | { readonly kind: 'not planned'; readonly because: string; readonly reason: string }
  | { readonly kind: 'applying'; readonly plan: string; readonly steps: number }
  | { readonly kind: 'applied'; readonly plan: string }
  | {
      readonly kind: 'apply ended badly';
      readonly plan: string;
      readonly outcome: Exclude<Applied['outcome'], 'done'> | 'not as planned';
      readonly reason: string;
    }
  /** It failed so often that it waits for a change. */
  | { readonly kind: 'given up'; readonly failures: number }
  | { readonly kind: 'released' };

/** The state from now on, to be saved before anything is done, and what is to be done. */
export interface Decision {
  readonly state: LoopState;
  readonly actions: readonly Action[];
}
