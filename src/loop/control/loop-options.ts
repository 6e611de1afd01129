import type { Insignificance } from './description.ts';
import type { GateOptions } from './gates/gate.ts';
import { defaultGates } from './gates/gates.ts';
import type { PresenceRules } from './machine.ts';

/** How a loop runs. Times in milliseconds. */
export interface LoopOptions {
  /** From the end of a round to the next one. */
  readonly interval: number;
  readonly presence: PresenceRules;
  /** What of a machine's description is no change. */
  readonly insignificant: Insignificance;
  readonly backOff: BackOff;
  /** A plan that failed so often for the same models and machines waits until these change. */
  readonly mostFailures: number;
  readonly gates: GateOptions;
}

/** How long to wait after failures: `first`, then twice as long each time, up to `most`. */
export interface BackOff {
  readonly first: number;
  readonly most: number;
  /** The part of it, 0 to 1, that is random, so that loops that failed together do not try again together. */
  readonly jitter: number;
}

export const defaultOptions: LoopOptions = {
  interval: 30_000,
  presence: { misses: 3, missingFor: 300_000, answers: 3, forgetAfter: 7 * 86_400_000 },
  insignificant: { ignored: [], rounded: {} },
  backOff: { first: 30_000, most: 900_000, jitter: 0.5 },
  mostFailures: 2,
  gates: defaultGates,
};
