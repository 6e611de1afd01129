import type { Placed } from './deployed.ts';
import type { Machine } from './machine.ts';
import type { PlanFacts } from './plan-facts.ts';

/** The form of the state that this program writes. */
export const stateVersion = 1;

/** All that the loop remembers: plain data, that is saved after each decision. Times in milliseconds since 1970. */
export interface LoopState {
  readonly version: typeof stateVersion;
  /** In byte order. */
  readonly machines: readonly Machine[];
  /** Whether the last discovery failed. */
  readonly isBlind: boolean;
  /** What runs, as far as it is known; null while nobody said it. */
  readonly deployed: readonly Placed[] | null;
  readonly certainty: Certainty;
  /** Whether what runs has to be read before anything is planned. */
  readonly mustRead: boolean;
  /** Data on machines that are gone, or that are back and not yet in use again. */
  readonly waiting: readonly WaitingData[];
  /** Digest of machines, models and what runs when there was nothing to do last; null while that never was. */
  readonly settled: string | null;
  /** The machines that were there then. */
  readonly settledMachines: readonly string[];
  /** What a plan is being made from. */
  readonly planning: Basis | null;
  /** A plan that waits for its gates. */
  readonly pending: PendingPlan | null;
  /** The apply that runs, or ran when the loop was ended. */
  readonly applying: Applying | null;
  /** An apply that reported success, and that nobody has seen the result of yet. */
  readonly unverified: Applying | null;
  readonly failures: Failures;
  /** When an apply ended last. */
  readonly lastApply: number | null;
  /** Where the random numbers are. */
  readonly random: number;
}

/**
 * How well it is known what runs.
 *
 * `read`: it was read; `applied`: it is what an apply that reported success was to bring about; `uncertain`: an apply
 * did not end as it should, so that the next plan is applied even where it seems to change nothing; `inconsistent`:
 * machines are left in different states, and nothing is applied until they were asked, or somebody says so.
 */
export type Certainty = (typeof certainties)[number];
export const certainties = ['read', 'applied', 'uncertain', 'inconsistent'] as const;

/** Data of a service on one machine. */
export interface WaitingData {
  readonly service: string;
  readonly target: string;
  readonly container: string | null;
  readonly since: number;
}

/** What a plan is made from: digests, and how. */
export interface Basis {
  /** Of models and machines. */
  readonly wanted: string;
  /** Of these and of what runs. */
  readonly whole: string;
  /** Whether there are machines that get nothing new, since they do not answer at the moment. */
  readonly isCautious: boolean;
}

/** A plan, what it was made from, and what held it last (as one text; empty where nothing did). */
export interface PendingPlan {
  readonly basis: Basis;
  readonly facts: PlanFacts;
  readonly heldBy: string;
}

/** An apply. */
export interface Applying {
  readonly basis: Basis;
  readonly plan: string;
  /** Whether it leaves out services that might have gone to machines that did not answer. */
  readonly isPartial: boolean;
  readonly since: number;
  readonly wanted: readonly Placed[];
  /** The places that services are to leave. */
  readonly leaves: readonly Placed[];
}

/** What failed, in a row. */
export interface Failures {
  /** Digest of models and machines of the plan that failed last; null where none did since the last success. */
  readonly wanted: string | null;
  /** How often it failed for these. */
  readonly ofWanted: number;
  /** How often anything failed since the last success. */
  readonly inRow: number;
  /** Nothing is planned before this. */
  readonly notBefore: number;
}

export const noFailures: Failures = { wanted: null, ofWanted: 0, inRow: 0, notBefore: 0 };

/** The state of a loop that never ran. @param seed of the random numbers that spread out what is tried again */
export function firstState(seed: number): LoopState {
  return {
    version: stateVersion,
    machines: [],
    isBlind: false,
    deployed: null,
    certainty: 'read',
    mustRead: true,
    waiting: [],
    settled: null,
    settledMachines: [],
    planning: null,
    pending: null,
    applying: null,
    unverified: null,
    failures: noFailures,
    lastApply: null,
    random: seed >>> 0,
  };
}
